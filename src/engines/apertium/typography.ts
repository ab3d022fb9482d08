import { baseLanguage, type LanguageTag } from '../../model/language.ts';
import { type Edit, edited, type Reformatted } from './reformat.ts';

/**
 * Languages that write « » without blanks inside. Ortografía de la lengua española (RAE, 2010); Ortografia catalana (IEC, 2017);
 * Chicago Manual of Style, 11.28; CLDR's quotation marks of Italian and Portuguese.
 */
const closeQuotes = new Set(['es', 'ca', 'en', 'it', 'pt']);

/** A mark that French sets off with a blank: the first one of its kind behind a word, a figure, a quote or a bracket. */
const highMark =
  /(?<=[\p{L}\p{M}\p{Nd}%)\]»”"’'€$£…])(?<!&#?\p{L}*)[ \u00a0\u2009\u202f]?([?!;:])(?=[?!]*(?:[\s)\]»”"’']|$))/gu;

/**
 * Writes the blanks at marks as the target language does.
 *
 * French sets ? ! ; off with a narrow no-break space, and the colon and the inside of « » with a no-break space (Lexique des règles
 * typographiques en usage à l'Imprimerie nationale). The others write no blank there, so that those of a French source go.
 *
 * @param from a » whose « is in another segment is only taken for a closing one in a text from the French, and only there an ordinary
 *   blank before a mark is meant; not before a face like `:-)`
 */
export function spacedLike(translated: Reformatted, from: LanguageTag, to: LanguageTag): Reformatted {
  const target = baseLanguage(to);
  const french = baseLanguage(from) === 'fr';
  if (target === 'fr') return setOff(translated);
  const patterns = [/[\u00a0\u202f]+(?=[?!:;])/g];
  if (french)
    patterns.push(/(?<=\S)[ \u00a0\u2009\u202f]+(?=[?!]|[:;](?![-'^]?[()DPp|/\\3]))(?!(?<=\p{Nd}\s):\s?\p{Nd})/gu);
  if (closeQuotes.has(target)) {
    patterns.push(/(?<=«)[ \u00a0\u2009\u202f]+/g);
    patterns.push(french ? /[ \u00a0\u2009\u202f]+(?=»)/g : /(?<=«[^»]*)[ \u00a0\u2009\u202f]+(?=»)/g);
  }
  const blanks = patterns.flatMap((pattern) => [...translated.text.matchAll(pattern)]);
  return edited(
    translated,
    apartFrom(blanks.map(({ 0: blank, index }): Edit => ({ start: index, end: index + blank.length, text: '' }))),
  );
}

function setOff(translated: Reformatted): Reformatted {
  const { text } = translated;
  const edits = [...text.matchAll(highMark)].map(({ 0: whole, 1: mark, index }): Edit => {
    const blank = mark === ':' ? '\u00a0' : '\u202f';
    return { start: index, end: index + whole.length - 1, text: blank };
  });
  for (const { 0: blank, index } of text.matchAll(
    /(?<=«)[ \u00a0\u2009\u202f]?(?=\S)|(?<=\S)[ \u00a0\u2009\u202f]?(?=»)/gu,
  )) {
    edits.push({ start: index, end: index + blank.length, text: '\u00a0' });
  }
  return edited(translated, apartFrom(edits.filter((edit) => text.slice(edit.start, edit.end) !== edit.text)));
}

/** Edits in order, without those that overlap an earlier one or start where it does. */
function apartFrom(edits: Edit[]): Edit[] {
  let after = -1;
  return edits
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ start, end }) => {
      if (start < after || (start === after && end === start)) return false;
      after = Math.max(end, start + 1);
      return true;
    });
}

/**
 * Gives a translation the capital and the apostrophes of its source: Apertium loses the capital of a first word that it moves, and
 * writes every elision with a typewriter apostrophe. The length never changes.
 */
export function likeSource(text: string, source: string): string {
  let result = text;
  if (/^\P{L}*\p{Lu}/u.test(source)) {
    // A word with a capital further in (iPhone) is written so on purpose.
    result = result.replace(/^(\P{L}*)(\p{Ll})(?!\p{L}*\p{Lu})/u, (whole, before: string, letter: string) => {
      const capital = letter.toUpperCase();
      return capital.length === letter.length ? before + capital : whole;
    });
  }
  if (/\p{L}’\p{L}/u.test(source) && !/\p{L}'\p{L}/u.test(source)) {
    result = result.replaceAll(/(?<=\p{L})'(?=\p{L})/gu, '’');
  }
  return result;
}

/**
 * Takes back the capital that Apertium passes on from unknown words at the beginning to the next word: `OCHA Dijo` for `OCHA said`.
 * The length never changes.
 *
 * @param sent the text as it was sent: it begins with the same words, and goes on without a capital
 */
export function withoutPassedCapital(text: string, sent: string): string {
  const words = /[\p{L}\p{M}\p{Nd}]+/gu;
  const source = [...sent.matchAll(words)];
  const target = [...text.matchAll(words)];
  const place = target.findIndex(([word], index) => word !== source[index]?.[0]);
  const [word = '', before = ''] = [target[place]?.[0], source[place]?.[0]];
  if (place < 1 || !/^\p{Ll}/u.test(before) || !/^\p{Lu}\P{Lu}*$/u.test(word)) return text;
  const at = target[place]?.index ?? 0;
  const small = word.toLowerCase();
  return small.length === word.length ? text.slice(0, at) + small + text.slice(at + word.length) : text;
}
