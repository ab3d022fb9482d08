/** A word of a text. */
export interface Word {
  /** Half-open UTF-16 offsets. */
  start: number;
  end: number;
  text: string;
  /** In lower case, with the straight apostrophe. */
  lower: string;
}

/** Texts whose words are kept at hand: many checks ask for the words of one pair, one after the other. */
const KEPT = 8;
const known = new Map<string, Word[]>();

/**
 * The words of a text: runs of letters, marks and digits that begin with a letter. An apostrophe ends a word: `l’`, `hôtel`; `don`, `t`.
 * Treat the list as unchangeable.
 */
export function wordsOf(text: string): Word[] {
  let words = known.get(text);
  if (!words) {
    words = [...text.matchAll(/\p{L}[\p{L}\p{M}\p{N}]*/gu)].map(({ 0: word, index }) => ({
      start: index,
      end: index + word.length,
      text: word,
      lower: word.toLowerCase(),
    }));
    if (known.size >= KEPT) known.delete(known.keys().next().value as string);
    known.set(text, words);
  }
  return words;
}

/** Letters without their diacritics, in lower case: `Élysée` and `elysee` are one. */
export function folded(text: string): string {
  return /^[a-z]*$/u.test(text) ? text : text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
