import type { Word } from './words.ts';

/** What a word is to a list: nothing, an entry by itself, the first word of a phrase; the last two may both be. */
const NEITHER = 0;
const ENTRY = 1;
const OPENS = 2;
const ASKED = 4;

/**
 * Words and phrases of a table, for looking into a text: `hot` the word, `increas*` every word that begins so, `not only` the words in this
 * order. A look-up costs the same whatever the size of the list.
 */
export class WordList {
  private readonly exact = new Set<string>();
  private readonly beginnings = new Set<string>();
  private readonly lengths: number[];
  /** What was found of the words with keys; unasked so far where zero. */
  private kinds = new Uint8Array(0);
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
    const word = words[index];
    if (word === undefined) return 0;
    const kind = this.kindOf(word);
    if (kind === ASKED) return 0;
    if (kind & OPENS) {
      const phrase = this.phrases
        .get(word.lower)
        ?.find((one) => one.every((part, offset) => words[index + offset]?.lower === part));
      if (phrase) return phrase.length;
    }
    return kind & ENTRY ? 1 : 0;
  }

  private kindOf({ key, lower }: Word): number {
    const known = this.kinds[key];
    if (known) return known;
    const kind = ASKED | (this.look(lower) ? ENTRY : NEITHER) | (this.phrases.has(lower) ? OPENS : NEITHER);
    if (key < 0) return kind;
    if (key >= this.kinds.length) {
      const longer = new Uint8Array(Math.max(1024, key * 2));
      longer.set(this.kinds);
      this.kinds = longer;
    }
    this.kinds[key] = kind;
    return kind;
  }

  /** Whether a single word is in the list. */
  has(word: Word): boolean {
    return (this.kindOf(word) & ENTRY) !== 0;
  }

  /** Whether an entry of the list is the word, or begins with it. */
  mayHold(lower: string): boolean {
    return this.look(lower) || this.phrases.has(lower);
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
