import type { Scan } from '../tokens.ts';
import { withRoom } from './growing.ts';

/** The arrays of a vocabulary, as a snapshot holds them. */
export interface VocabularyArrays {
  /** Open addressing with linear probing (Knuth, TAOCP 6.4): element number + 1, 0 where free. Its length is a power of two. */
  slots: Int32Array<ArrayBuffer>;
  hashes: Int32Array<ArrayBuffer>;
  /** Where the letters of an element end; those of a repetition are empty. */
  ends: Uint32Array<ArrayBuffer>;
  letters: Uint16Array<ArrayBuffer>;
  /** The element of the next occurrence of the same token in a text, 0 where no text repeated it so often. */
  next: Uint32Array<ArrayBuffer>;
  count: number;
  words: number;
}

/**
 * Numbers for tokens, and for their repetitions: the r-th occurrence of a token in a text is an element of its own, so that a bag of
 * tokens becomes a set of elements. A token's number is that of its first occurrence. Numbers are never given back.
 */
export class Vocabulary {
  slots: Int32Array<ArrayBuffer>;
  hashes: Int32Array<ArrayBuffer>;
  ends: Uint32Array<ArrayBuffer>;
  letters: Uint16Array<ArrayBuffer>;
  next: Uint32Array<ArrayBuffer>;
  /** How many elements there are. */
  count: number;
  /** How many of them are tokens. */
  words: number;
  /** For each element the text in which it was met last, and the element of its latest occurrence there; see occurrence(). */
  #seen: Uint32Array<ArrayBuffer>;
  #latest: Uint32Array<ArrayBuffer>;
  #text = 0;

  constructor(arrays?: VocabularyArrays) {
    this.slots = arrays?.slots ?? new Int32Array(1024);
    this.hashes = arrays?.hashes ?? new Int32Array(512);
    this.ends = arrays?.ends ?? new Uint32Array(512);
    this.letters = arrays?.letters ?? new Uint16Array(4096);
    this.next = arrays?.next ?? new Uint32Array(512);
    this.count = arrays?.count ?? 0;
    this.words = arrays?.words ?? 0;
    this.#seen = new Uint32Array(this.hashes.length);
    this.#latest = new Uint32Array(this.hashes.length);
  }

  /** The number of a token of the text read last; -1 where it is new. */
  find(scan: Scan, token: number): number {
    const hash = scan.hashes[token] as number;
    const mask = this.slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const element = (this.slots[slot] as number) - 1;
      if (element < 0) return -1;
      if (this.hashes[element] === hash && this.#same(element, scan, token)) return element;
    }
  }

  /** The number of a token of the text read last; it gets one where it is new. */
  add(scan: Scan, token: number): number {
    const found = this.find(scan, token);
    if (found >= 0) return found;
    const from = token > 0 ? (scan.ends[token - 1] as number) : 0;
    const size = (scan.ends[token] as number) - from;
    const start = this.count > 0 ? (this.ends[this.count - 1] as number) : 0;
    this.letters = withRoom(this.letters, start + size);
    for (let at = 0; at < size; at += 1) this.letters[start + at] = scan.letters[from + at] as number;
    const element = this.#element(scan.hashes[token] as number, start + size);
    this.words += 1;
    this.#place(element);
    // At most 60 % full: a probe then looks at fewer than two slots on average.
    if (this.words * 5 > this.slots.length * 3) this.#rehash();
    return element;
  }

  /** Starts a text: occurrences are counted anew. */
  beginText(): void {
    this.#text += 1;
    if (this.#text < 0xffffffff) return;
    this.#seen.fill(0);
    this.#text = 1;
  }

  /** The element of the next occurrence of a token in the text begun. Where there is none yet, it is made if `grow`, else -1. */
  occurrence(token: number, grow: boolean): number {
    if (this.#seen[token] !== this.#text) {
      this.#seen[token] = this.#text;
      this.#latest[token] = token;
      return token;
    }
    const latest = this.#latest[token] as number;
    if (latest === NONE) return -1;
    let element = this.next[latest] as number;
    if (element === 0) {
      if (!grow) {
        // No text repeats it so often, nor more often.
        this.#latest[token] = NONE;
        return -1;
      }
      element = this.#element(0, this.count > 0 ? (this.ends[this.count - 1] as number) : 0);
      this.next[latest] = element;
    }
    this.#latest[token] = element;
    return element;
  }

  /** Bytes of its arrays. */
  get bytes(): number {
    const arrays = [this.slots, this.hashes, this.ends, this.letters, this.next, this.#seen, this.#latest];
    return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  #element(hash: number, end: number): number {
    const element = this.count;
    this.count += 1;
    this.hashes = withRoom(this.hashes, this.count);
    this.ends = withRoom(this.ends, this.count);
    this.next = withRoom(this.next, this.count);
    this.#seen = withRoom(this.#seen, this.count);
    this.#latest = withRoom(this.#latest, this.count);
    this.hashes[element] = hash;
    this.ends[element] = end;
    this.next[element] = 0;
    return element;
  }

  #same(element: number, scan: Scan, token: number): boolean {
    const from = token > 0 ? (scan.ends[token - 1] as number) : 0;
    const start = element > 0 ? (this.ends[element - 1] as number) : 0;
    const size = (this.ends[element] as number) - start;
    if (size !== (scan.ends[token] as number) - from) return false;
    for (let at = 0; at < size; at += 1) if (this.letters[start + at] !== scan.letters[from + at]) return false;
    return true;
  }

  #place(element: number): void {
    const mask = this.slots.length - 1;
    let slot = (this.hashes[element] as number) & mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
    this.slots[slot] = element + 1;
  }

  #rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    for (let element = 0; element < this.count; element += 1) {
      const start = element > 0 ? (this.ends[element - 1] as number) : 0;
      if (this.ends[element] !== start) this.#place(element);
    }
  }
}

const NONE = 0xffffffff;
