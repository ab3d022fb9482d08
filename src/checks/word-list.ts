import type { Word } from './words.ts';

/** So many words are remembered, whether they are in the list or not. */
const KEPT = 20_000;

/**
 * Words and phrases of a table, for looking into a text: `hot` the word, `increas*` every word that begins so, `not only` the words in this
 * order. A look-up costs the same whatever the size of the list.
 */
export class WordList {
  private readonly exact = new Set<string>();
  private readonly beginnings = new Set<string>();
  private readonly lengths: number[];
  /** Words of running text come again and again; what was found of them is kept at hand. */
  private readonly known = new Map<string, boolean>();
  /** Phrases by their first word. */
  private readonly phrases = new Map<string, string[][]>();

  constructor(entries: string[]) {
    const lengths = new Set<number>();
    for (const entry of entries) {
      const words = entry.split(' ');
      if (words.length > 1) {
        const [first = ''] = words;
        this.phrases.set(first, [...(this.phrases.get(first) ?? []), words]);
      } else if (entry.endsWith('*')) {
        this.beginnings.add(entry.slice(0, -1));
        lengths.add(entry.length - 1);
      } else this.exact.add(entry);
    }
    this.lengths = [...lengths].sort((a, b) => a - b);
  }

  /** How many words of the list's entry stand at a place of a text; 0 where none does. */
  at(words: Word[], index: number): number {
    const word = words[index]?.lower;
    if (word === undefined) return 0;
    const phrase = this.phrases
      .get(word)
      ?.find((one) => one.every((part, offset) => words[index + offset]?.lower === part));
    if (phrase) return phrase.length;
    return this.has(word) ? 1 : 0;
  }

  /** Whether a single word, in lower case, is in the list. */
  has(word: string): boolean {
    let known = this.known.get(word);
    if (known === undefined) {
      known = this.look(word);
      if (this.known.size >= KEPT) this.known.clear();
      this.known.set(word, known);
    }
    return known;
  }

  private look(word: string): boolean {
    if (this.exact.has(word)) return true;
    for (const length of this.lengths) {
      if (length > word.length) return false;
      if (this.beginnings.has(word.slice(0, length))) return true;
    }
    return false;
  }

  /** The first word of the text that is in the list. */
  firstIn(words: Word[]): Word | undefined {
    return words.find((_, index) => this.at(words, index) > 0);
  }
}
