import { baseLanguage, type LanguageTag } from '../model/language.ts';
import { proseOf } from './not-prose.ts';

/** Narrow no-break space before ; ! ? and inside « », no-break space before the colon (Lexique de l'Imprimerie nationale). */
export const NARROW = '\u202F';
export const WIDE = '\u00A0';

/** A high mark at a word: not `12:30`, `(?)`, `::`, nor the second mark of `?!`. */
const high = /(?<=[\p{L}\p{M}\p{N}%€$£)\]’'”"»])(?<space>[ \u00A0\u202F\u2009]?)(?<mark>[;!?]+|:)(?=[\s»”")\]]|$)/gu;
const quote = /(?<open>«)(?<after>[ \u00A0\u202F\u2009]?)(?=\S)|(?<=\S)(?<before>[ \u00A0\u202F\u2009]?)(?<close>»)/gu;

/** A place where French typography wants a space. */
export interface FrenchSpace {
  /** UTF-16 offset of the space, or where it would stand. */
  at: number;
  /** What stands there: one space of some kind, or nothing. */
  written: string;
  wanted: string;
  mark: string;
}

/** The places of a French text where a space belongs to a mark, in text order. Canada and Switzerland set ; ! ? without one. */
export function spacesOf(text: string, language: LanguageTag): FrenchSpace[] {
  if (baseLanguage(language) !== 'fr' || !/[;:!?«»]/u.test(text)) return [];
  const prose = proseOf(text);
  const tight = /^fr-(?:CA|CH)/u.test(language);
  const places: FrenchSpace[] = [];
  for (const { index: at, groups } of prose.matchAll(high)) {
    const mark = groups?.mark ?? '';
    if (tight && mark !== ':') continue;
    places.push({ at, written: groups?.space ?? '', wanted: mark === ':' ? WIDE : NARROW, mark });
  }
  for (const { index, groups } of prose.matchAll(quote)) {
    if (groups?.open) places.push({ at: index + 1, written: groups.after ?? '', wanted: NARROW, mark: '«' });
    else places.push({ at: index, written: groups?.before ?? '', wanted: NARROW, mark: '»' });
  }
  return places.sort((a, b) => a.at - b.at);
}
