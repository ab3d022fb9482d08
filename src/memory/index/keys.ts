import { InterlinearError } from '../../model/errors.ts';
import { withRoom } from './growing.ts';

/** Dense numbers for UUIDs, 0 up, in the order in which they are first seen; 25 bytes a key. A number is never given to another key. */
export class UnitKeys {
  count = 0;
  /** Key n has words[4 n, 4 n + 4), big-endian. */
  words: Uint32Array<ArrayBuffer>;
  /** Open addressing with linear probing: number + 1, 0 where free. Its length is a power of two. */
  slots: Uint32Array<ArrayBuffer>;
  readonly #key = new Uint32Array(4);

  constructor(words = new Uint32Array(64), slots = new Uint32Array(64), count = 0) {
    this.words = words;
    this.slots = slots;
    this.count = count;
  }

  /** The number of a key; -1 where there is none. @throws InterlinearError `memory.key` for what is no UUID */
  find(key: string): number {
    this.#read(key);
    const [a, b, c, d] = this.#key as unknown as [number, number, number, number];
    const mask = this.slots.length - 1;
    for (let slot = hashOf(a, b, c, d) & mask; ; slot = (slot + 1) & mask) {
      const number = (this.slots[slot] as number) - 1;
      if (number < 0) return -1;
      const at = number * 4;
      const { words } = this;
      if (words[at + 3] === d && words[at + 2] === c && words[at + 1] === b && words[at] === a) return number;
    }
  }

  /** The number of a key; it gets one where it is new. @throws InterlinearError `memory.key` for what is no UUID */
  add(key: string): number {
    const found = this.find(key);
    if (found >= 0) return found;
    const number = this.count;
    this.count += 1;
    this.words = withRoom(this.words, this.count * 4);
    this.words.set(this.#key, number * 4);
    if (this.count * 5 > this.slots.length * 4) this.#rehash();
    else this.#place(number);
    return number;
  }

  /** The key of a number, in lower case. */
  key(number: number): string {
    let hex = '';
    for (let at = number * 4; at < number * 4 + 4; at += 1)
      hex += (this.words[at] as number).toString(16).padStart(8, '0');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  get bytes(): number {
    return this.words.byteLength + this.slots.byteLength;
  }

  #read(key: string): void {
    let digits = 0;
    let word = 0;
    for (let at = 0; at < key.length; at += 1) {
      const unit = key.charCodeAt(at);
      if (unit === 0x2d) continue;
      const value = unit < 0x3a ? unit - 48 : (unit | 0x20) - 87;
      if (value < 0 || value > 15 || (unit > 0x39 && value < 10)) digits = 64;
      word = (word << 4) | value;
      digits += 1;
      if ((digits & 7) === 0 && digits <= 32) this.#key[(digits >>> 3) - 1] = word;
    }
    if (digits !== 32) throw new InterlinearError('memory.key', { key });
  }

  #place(number: number): void {
    const mask = this.slots.length - 1;
    const [a, b, c, d] = this.words.subarray(number * 4) as unknown as [number, number, number, number];
    let slot = hashOf(a, b, c, d) & mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
    this.slots[slot] = number + 1;
  }

  #rehash(): void {
    this.slots = new Uint32Array(this.slots.length * 2);
    for (let number = 0; number < this.count; number += 1) this.#place(number);
  }
}

/** The mixing of MurmurHash3: the first half of a UUIDv7 is a time, whose neighbours must not crowd together. */
function hashOf(a: number, b: number, c: number, d: number): number {
  let hash = Math.imul(a ^ Math.imul(b, 0x85ebca6b), 0xcc9e2d51) ^ c;
  hash = Math.imul(hash ^ (hash >>> 15), 0x1b873593) ^ d;
  hash = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35);
  return hash ^ (hash >>> 13);
}
