import type { LanguageTag } from '../model/language.ts';

/** Scripts that texts are told apart by (Unicode script property), Latin last: a name in Latin letters is common in every other. */
const scripts: [name: string, expression: RegExp][] = [
  ['Arab', /\p{Script=Arabic}/gu],
  ['Cyrl', /\p{Script=Cyrillic}/gu],
  ['Grek', /\p{Script=Greek}/gu],
  ['Hebr', /\p{Script=Hebrew}/gu],
  ['Kana', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['Hang', /\p{Script=Hangul}/gu],
  ['Hani', /\p{Script=Han}/gu],
  ['Deva', /\p{Script=Devanagari}/gu],
  ['Thai', /\p{Script=Thai}/gu],
  ['Armn', /\p{Script=Armenian}/gu],
  ['Geor', /\p{Script=Georgian}/gu],
  ['Latn', /\p{Script=Latin}/gu],
];

/** What a text is written in: its leading script and how many of its letters are of it; `''` for a text without letters of these. */
export function leadingScript(text: string): { script: string; letters: number } {
  const counts = new Map(scripts.map(([name, expression]) => [name, text.match(expression)?.length ?? 0]));
  const kana = counts.get('Kana') ?? 0;
  const han = counts.get('Hani') ?? 0;
  // Japanese is written in kana and Han together; kana in a tenth of the text rules Chinese out.
  if (kana * 10 >= kana + han && kana > 0) {
    counts.set('Kana', kana + han);
    counts.delete('Hani');
  }
  let best = { script: '', letters: 0 };
  for (const [script, letters] of counts) if (letters > best.letters) best = { script, letters };
  return best;
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
