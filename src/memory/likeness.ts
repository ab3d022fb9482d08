/** Likeness of two texts of which only codes, case, punctuation or spacing differ, at most. */
export const TYPOGRAPHY = 0.99;
/** Likeness of two texts in which a number, a date or a name differs, at most. */
export const PLACEABLE = 0.95;

/** In coded tokens, marks a name: a token that may be exchanged and must not be wrong. It is the sign. */
export const NAME_BIT = 0x80000000 | 0;
/** Takes the mark of a name off a coded token. */
export const TOKEN_MASK = 0x7fffffff;

/** A text as numbers: tokens[start, start + length) are token numbers, those of names with NAME_BIT. */
export interface CodedText {
  tokens: Int32Array;
  start: number;
  length: number;
  /** Hash of its figures in their order; of its signs where it has no tokens. */
  facts: number;
  /** Two hashes of the text in NFC and of its codes: both equal only for identical texts. */
  high: number;
  low: number;
}

/**
 * The one definition of how alike two texts are, 0 to 1, from the edit distance between their folded tokens:
 * 1 - distance / the longer length.
 *
 * 1 only for identical texts; else at most 0.99, where codes, case, punctuation or spacing is all that differs; at most 0.95 where a
 * number or a name differs. Texts without tokens are alike (0.99) when their signs are, else not at all. It is symmetric.
 */
export function likeness(distance: number, a: CodedText, b: CodedText): number {
  const longer = Math.max(a.length, b.length);
  if (distance === 0 && a.high === b.high && a.low === b.low) return 1;
  if (longer === 0) return a.facts === b.facts ? TYPOGRAPHY : 0;
  const words = 1 - distance / longer;
  if (words <= PLACEABLE) return words;
  if (a.facts !== b.facts) return PLACEABLE;
  // Without an edit all words are the same, and only their case can differ.
  if (distance > 0 && namesDiffer(a, b)) return PLACEABLE;
  return Math.min(words, TYPOGRAPHY);
}

/**
 * The largest distance at which two texts, the longer of which has `longer` tokens, can be alike to at least `threshold`; -1 where none
 * can. It is exact to the last bit of `1 - distance / longer`.
 */
export function mostEdits(longer: number, threshold: number): number {
  if (longer === 0) return threshold <= 1 ? 0 : -1;
  let most = Math.floor((1 - threshold) * longer);
  while (most < longer && 1 - (most + 1) / longer >= threshold) most += 1;
  while (most >= 0 && 1 - most / longer < threshold) most -= 1;
  return most;
}

/**
 * Whether the names differ, or their order: of the words that are written as a name in either text, the texts have different sequences.
 * A word that is a name in one text and starts a sentence in the other is the same word.
 */
function namesDiffer(a: CodedText, b: CodedText): boolean {
  const names = new Set<number>();
  for (const text of [a, b]) {
    for (let at = text.start; at < text.start + text.length; at += 1) {
      const token = text.tokens[at] as number;
      if (token < 0) names.add(token & TOKEN_MASK);
    }
  }
  if (names.size === 0) return false;
  const [namesA, namesB] = [a, b].map((text) => occurrences(text, names));
  return namesA?.length !== namesB?.length || Boolean(namesA?.some((token, at) => token !== namesB?.[at]));
}

function occurrences({ tokens, start, length }: CodedText, wanted: Set<number>): number[] {
  const found: number[] = [];
  for (let at = start; at < start + length; at += 1) {
    const token = (tokens[at] as number) & TOKEN_MASK;
    if (wanted.has(token)) found.push(token);
  }
  return found;
}
