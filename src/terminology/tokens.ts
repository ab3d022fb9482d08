/** A word of a text, as terms are compared by. */
export interface Token {
  /** Half-open UTF-16 offsets. */
  start: number;
  end: number;
  /** Lower case, without diacritics. */
  folded: string;
}

/** Letters with their marks, digits, `_` (so that file names are one word), and the middle dot of Catalan `l·l`. */
const word = /[\p{L}\p{M}\p{N}_]+(?:[·\u2027][\p{L}\p{M}]+)*/gu;

/**
 * Cuts a text into words. Apostrophes and hyphens part words, so that French and Catalan elision (`l'ONU`, `d’Idleb`) and English
 * possessives (`Idleb's`) leave the name as a word of its own.
 */
export function tokenize(text: string): Token[] {
  return [...text.matchAll(word)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    folded: fold(match[0]),
  }));
}

/** Lower case, compatibility form, without combining marks and Arabic tatweel: `Kobané` and `KOBANE` are one. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\u0640]/gu, '')
    .toLowerCase();
}

/** Evens out what typesetting varies and meaning does not: white space, apostrophes, hyphens; composed characters. */
export function even(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\s\u00A0\u2009\u202F]+/gu, ' ')
    .replaceAll(/[’ʼ‘`´]/gu, "'")
    .replaceAll(/[‐‑]/gu, '-');
}
