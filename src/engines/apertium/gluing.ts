import { baseLanguage, type LanguageTag } from '../../model/language.ts';
import { type Edit, edited, type Reformatted } from './reformat.ts';
import type { Stretch } from './tokens.ts';

/**
 * Puts a blank between a word and a figure that Apertium glued together (`huelga de48 horas` for `a 48-hour strike`): only where the
 * source has the figure without a letter beside it, and not the two as one word (`G20`).
 */
export function unglued(translated: Reformatted, source: string): Reformatted {
  const known = new Set(source.toLowerCase().match(/[\p{L}\p{M}\p{Nd}]+/gu));
  const alone = new Set(source.match(/(?<![\p{L}\p{M}\p{Nd}])\p{Nd}+(?![\p{L}\p{M}\p{Nd}])/gu));
  const edits: Edit[] = [];
  for (const { 0: glued, index } of translated.text.matchAll(/[\p{L}\p{M}\p{Nd}]+/gu)) {
    if (known.has(glued.toLowerCase())) continue;
    const parts = glued.split(/(?<=\p{Nd})(?=\p{L})|(?<=[\p{L}\p{M}])(?=\p{Nd})/u);
    let at = index;
    parts.forEach((part, place) => {
      const before = parts[place - 1];
      if (before !== undefined && (alone.has(part) || alone.has(before))) edits.push({ start: at, end: at, text: ' ' });
      at += part.length;
    });
  }
  return edited(translated, edits);
}

const compound =
  /(?<![\p{L}\p{M}\p{Nd}.,-])(?:\p{Nd}+|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?=-))(?:-\p{Ll}{3,})+(?![\p{L}\p{M}\p{Nd}-])/giu;

/**
 * The hyphens of English compounds with a number (`a 48-hour strike`, `two-day`), to be sent with blanks around them. Apertium moves the
 * parts apart, and has only the blanks of the source to put between them.
 */
export function loosenedHyphens(text: string, from: LanguageTag): Stretch[] {
  if (baseLanguage(from) !== 'en' || text.includes(' - ')) return [];
  return [...text.matchAll(compound)].flatMap(({ 0: whole, index }) =>
    [...whole.matchAll(/-/g)].map((hyphen) => {
      const start = index + hyphen.index;
      return { start, end: start + 1, word: ' - ' };
    }),
  );
}

/** Closes hyphens again that were sent with blanks, where Apertium left them between the same parts. */
export function closedHyphens(translated: Reformatted, source: string, from: LanguageTag): Reformatted {
  if (loosenedHyphens(source, from).length === 0) return translated;
  const edits = [...translated.text.matchAll(/(?<=[\p{L}\p{Nd}]) ?- ?(?=[\p{L}\p{Nd}])/gu)].filter(
    ([found]) => found !== '-',
  );
  return edited(
    translated,
    edits.map(({ 0: found, index }): Edit => ({ start: index, end: index + found.length, text: '-' })),
  );
}

/** What an elided word of one letter (`L'`, `D'`, `N'`, `S'`, `J'`) is translated into, in lower case. */
const unelided: Record<string, string[]> = {
  es: ['el', 'la', 'los', 'las', 'lo', 'le', 'de', 'del', 'no', 'se', 'me', 'te', 'yo', 'que', 'al'],
  ca: ['el', 'la', 'els', 'les', 'lo', 'de', 'del', 'no', 'es', 'em', 'et', 'jo', 'que', 'hi', 'en', 'al'],
  fr: ['le', 'la', 'les', 'de', 'du', 'des', 'ne', 'se', 'me', 'te', 'je', 'que'],
  en: ['the', 'of', 'from', 'not', 'it', 'him', 'her', 'me', 'you', 'that'],
};

/**
 * Gives words that stand for an elided one the capital of its single letter: Apertium takes `L'eau` for a word in capitals and writes
 * `EL agua`. The length never changes.
 */
export function withOneCapital(text: string, source: string, to: LanguageTag): string {
  let elisions = [...source.matchAll(/(?<![\p{L}\p{M}'’-])[LDNSMTJCQ]['’](?=\p{L}\p{M}*\p{Ll})/gu)].length;
  const words = new Set(unelided[baseLanguage(to)]);
  const inSource = new Set(source.match(/\p{L}+/gu));
  return text.replaceAll(/(?<![\p{L}\p{M}'’-])\p{Lu}{2,}(?![\p{L}\p{M}])/gu, (word) => {
    if (elisions === 0 || inSource.has(word) || !words.has(word.toLowerCase())) return word;
    elisions--;
    return word.charAt(0) + word.slice(1).toLowerCase();
  });
}
