/** A word of a text. */
export interface Word {
  /** Half-open UTF-16 offsets. */
  start: number;
  end: number;
  text: string;
  /** In lower case, with the straight apostrophe. */
  lower: string;
  /** A small number for the word in lower case; -1 for words beyond those that are kept. */
  key: number;
}

/** Texts whose words are kept at hand: many checks ask for the words of one pair, one after the other. */
const KEPT = 8;
const known = new Map<string, Word[]>();

const run = /\p{L}[\p{L}\p{M}\p{N}]*/gu;

/**
 * The words of a text: runs of letters, marks and digits that begin with a letter. An apostrophe ends a word: `l’`, `hôtel`; `don`, `t`.
 * Treat the list as unchangeable.
 */
export function wordsOf(text: string): Word[] {
  let words = known.get(text);
  if (!words) {
    words = [];
    run.lastIndex = 0;
    for (let match = run.exec(text); match; match = run.exec(text)) {
      const [word] = match;
      const { lower, key } = formOf(word);
      words.push({ start: match.index, end: match.index + word.length, text: word, lower, key });
    }
    if (known.size >= KEPT) known.delete(known.keys().next().value as string);
    known.set(text, words);
  }
  return words;
}

/** Different words that get a key; of running text these are nearly all. */
const KEYED = 40_000;
const forms = new Map<string, { lower: string; key: number }>();
const keys = new Map<string, number>();

function formOf(word: string): { lower: string; key: number } {
  const known = forms.get(word);
  if (known) return known;
  const lower = word.toLowerCase();
  let key = keys.get(lower);
  if (key === undefined && keys.size < KEYED) {
    key = keys.size;
    keys.set(lower, key);
  }
  const form = { lower, key: key ?? -1 };
  if (forms.size < KEYED) forms.set(word, form);
  return form;
}

/**
 * Remembers what is found out about words, by their keys, which costs less than by their letters: words of running text come again and
 * again. What is found must depend on the word in lower case alone.
 */
export function remembering<T extends object | string | boolean>(
  find: (lower: string) => T,
): (word: Pick<Word, 'lower' | 'key'>) => T {
  const found: T[] = [];
  return ({ lower, key }) => {
    if (key < 0) return find(lower);
    const known = found[key];
    if (known !== undefined) return known;
    const now = find(lower);
    while (found.length < key) found.push(undefined as unknown as T);
    found[key] = now;
    return now;
  };
}

/** Letters without their diacritics, in lower case: `Élysée` and `elysee` are one. */
export function folded(text: string): string {
  return /^[a-z]*$/u.test(text) ? text : text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
