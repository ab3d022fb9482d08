/** Slots of a new table and of the biggest, powers of two: a table doubles when half of its slots are taken, the biggest begins anew. */
const [FIRST, MOST] = [1 << 10, 1 << 18];

/** Words by the hash of their UTF-16 units, with open addressing: a look-up reads the text in place and makes no string. */
export class WordTable<W extends { written: string }> {
  #slots = new Int32Array(FIRST);
  #words: W[] = [];
  #hashes: number[] = [];

  /** The word that stands at [start, end) of a text. */
  find(text: string, start: number, end: number, hash: number): W | undefined {
    const length = end - start;
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const place = slots[slot] as number;
      if (place === 0) return undefined;
      const word = this.#words[place - 1] as W;
      if (word.written.length === length && text.startsWith(word.written, start)) return word;
    }
  }

  /** @param hash that of the word as it is written */
  add(word: W, hash: number): void {
    if (this.#words.length >= this.#slots.length / 2) this.#makeRoom();
    this.#hashes.push(hash);
    this.#place(this.#words.push(word), hash);
  }

  #makeRoom(): void {
    if (this.#slots.length >= MOST) {
      this.#words = [];
      this.#hashes = [];
      this.#slots.fill(0);
      return;
    }
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (const [index, hash] of this.#hashes.entries()) this.#place(index + 1, hash);
  }

  #place(place: number, hash: number): void {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = place;
  }
}
