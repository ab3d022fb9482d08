import type { LanguageTag } from '../model/language.ts';

/** Scripts that texts are told apart by (Unicode script property), Latin last: a name in Latin letters is common in every other. */
const scripts: [name: string, expression: RegExp][] = [
  ['Arab', /\p{Script=Arabic}/u],
  ['Cyrl', /\p{Script=Cyrillic}/u],
  ['Grek', /\p{Script=Greek}/u],
  ['Hebr', /\p{Script=Hebrew}/u],
  ['Kana', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['Hang', /\p{Script=Hangul}/u],
  ['Hani', /\p{Script=Han}/u],
  ['Deva', /\p{Script=Devanagari}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Armn', /\p{Script=Armenian}/u],
  ['Geor', /\p{Script=Georgian}/u],
  ['Latn', /\p{Script=Latin}/u],
];
const [KANA, HAN] = [4, 6];
/** What no script of the list has. */
const NONE = scripts.length;

/** The script of each UTF-16 unit by its place in the list, and one more; 0 where nobody has asked yet. */
const known = new Uint8Array(0x10000);
const counts = new Uint32Array(NONE + 1);

/** What a text is written in: its leading script and how many of its letters are of it; `''` for a text without letters of these. */
export function leadingScript(text: string): { script: string; letters: number } {
  counts.fill(0);
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const script = known[unit] || scriptAt(text, at);
    if (script > NONE + 1) {
      counts[script - NONE - 2] = (counts[script - NONE - 2] as number) + 1;
      at += 1;
    } else counts[script - 1] = (counts[script - 1] as number) + 1;
  }
  const kana = counts[KANA] as number;
  const han = counts[HAN] as number;
  // Japanese is written in kana and Han together; kana in a tenth of the text rules Chinese out.
  if (kana * 10 >= kana + han && kana > 0) {
    counts[KANA] = kana + han;
    counts[HAN] = 0;
  }
  let best = { script: '', letters: 0 };
  for (const [place, [script]] of scripts.entries()) {
    const letters = counts[place] as number;
    if (letters > best.letters) best = { script, letters };
  }
  return best;
}

/** The script of a character and one more; so many more again as there are scripts for one of two units. */
function scriptAt(text: string, at: number): number {
  const character = String.fromCodePoint(text.codePointAt(at) as number);
  const place = scripts.findIndex(([, expression]) => expression.test(character));
  const script = (place < 0 ? NONE : place) + 1;
  if (character.length > 1) return script + NONE + 1;
  // Of the first half of a pair nothing is known before its second one.
  const unit = text.charCodeAt(at);
  if (unit < 0xd800 || unit > 0xdbff) known[unit] = script;
  return script;
}

const usual = new Map<LanguageTag, string>();

/** The script that a language is usually written in (CLDR likely subtags), by the names above. */
export function usualScript(language: LanguageTag): string {
  let script = usual.get(language);
  if (script === undefined) {
    script = new Intl.Locale(language).maximize().script ?? '';
    script = { Jpan: 'Kana', Hans: 'Hani', Hant: 'Hani', Kore: 'Hang' }[script] ?? script;
    usual.set(language, script);
  }
  return script;
}
