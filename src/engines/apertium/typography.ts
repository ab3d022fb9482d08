import { baseLanguage, type LanguageTag } from '../../model/language.ts';
import { type Edit, edited, type Reformatted } from './reformat.ts';

/**
 * Languages that write « » without blanks inside. Ortografía de la lengua española (RAE, 2010); Ortografia catalana (IEC, 2017);
 * Chicago Manual of Style, 11.28; CLDR's quotation marks of Italian and Portuguese.
 */
const closeQuotes = new Set(['es', 'ca', 'en', 'it', 'pt']);

/**
 * Takes away the blanks that French writes and the target language does not: inside « », and the no-break space before ? ! : ;
 *
 * @param from a » whose « is in another segment is only taken for a closing one in a text from the French
 */
export function spacedLike(translated: Reformatted, from: LanguageTag, to: LanguageTag): Reformatted {
  const target = baseLanguage(to);
  if (target === 'fr') return translated;
  const patterns = [/[\u00a0\u202f]+(?=[?!:;])/g];
  if (closeQuotes.has(target)) {
    patterns.push(/(?<=«)[ \u00a0\u2009\u202f]+/g);
    patterns.push(
      baseLanguage(from) === 'fr' ? /[ \u00a0\u2009\u202f]+(?=»)/g : /(?<=«[^»]*)[ \u00a0\u2009\u202f]+(?=»)/g,
    );
  }
  const blanks = patterns.flatMap((pattern) => [...translated.text.matchAll(pattern)]);
  const edits = blanks.map(({ 0: blank, index }): Edit => ({ start: index, end: index + blank.length, text: '' }));
  const unique = edits.filter(({ start }, place) => edits.findIndex((other) => other.start === start) === place);
  return edited(
    translated,
    unique.sort((a, b) => a.start - b.start),
  );
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
