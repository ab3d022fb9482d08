/** Slots of the table, a power of two; it begins anew when half of them are taken. */
const SLOTS = 1 << 18;

/** Words by the hash of their UTF-16 units, with open addressing: a look-up reads the text in place and makes no string. */
export class WordTable<W extends { written: string }> {
  readonly #slots = new Int32Array(SLOTS);
  #words: W[] = [];

  /** The word that stands at [start, end) of a text. */
  find(text: string, start: number, end: number, hash: number): W | undefined {
    const length = end - start;
    for (let slot = hash & (SLOTS - 1); ; slot = (slot + 1) & (SLOTS - 1)) {
      const place = this.#slots[slot] as number;
      if (place === 0) return undefined;
      const word = this.#words[place - 1] as W;
      if (word.written.length === length && text.startsWith(word.written, start)) return word;
    }
  }

  /** @param hash that of the word as it is written */
  add(word: W, hash: number): void {
    if (this.#words.length >= SLOTS / 2) {
      this.#words = [];
      this.#slots.fill(0);
    }
    let slot = hash & (SLOTS - 1);
    while (this.#slots[slot] !== 0) slot = (slot + 1) & (SLOTS - 1);
    this.#slots[slot] = this.#words.push(word);
  }
}
