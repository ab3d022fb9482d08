import { KIND, kinds, SPACE } from './characters.ts';

const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** The UTF-16 units of a text in an array: reading them there costs a third of asking the string for each. One object serves many texts. */
export class TextUnits {
  units = new Uint16Array(0);
  /** Two independent 32-bit hashes of the text, after hash(). */
  high = 0;
  low = 0;
  #pairs = new Int32Array(0);
  #bytes = Buffer.alloc(0);
  #length = 0;

  /** @returns the units of a text; those behind its end are left from other texts */
  load(text: string): Uint16Array {
    if (this.units.length < text.length + 2) {
      const memory = new ArrayBuffer((text.length + 256) * 4);
      this.units = new Uint16Array(memory);
      this.#pairs = new Int32Array(memory);
      this.#bytes = Buffer.from(memory);
    }
    if (LITTLE_ENDIAN) this.#bytes.write(text, 0, 'utf16le');
    else for (let at = 0; at < text.length; at += 1) this.units[at] = text.charCodeAt(at);
    // Pairs are hashed: the last one may be half a pair.
    this.units[text.length] = 0;
    this.#length = text.length;
    return this.units;
  }

  /** Two multiplicative hashes over pairs of units, with the finish of MurmurHash3 (Appleby). */
  hash(): void {
    const pairs = this.#pairs;
    const count = (this.#length + 1) >>> 1;
    let high = 0x9747b28c | 0;
    let low = this.#length;
    for (let at = 0; at < count; at += 1) {
      const pair = pairs[at] as number;
      high = Math.imul(high ^ pair, 0x85ebca6b);
      high ^= high >>> 15;
      low = Math.imul((low << 13) ^ (low >>> 19) ^ pair, 0xcc9e2d51);
    }
    high = Math.imul(high ^ (high >>> 16), 0xc2b2ae35);
    this.high = (high ^ (high >>> 13)) >>> 0;
    low = Math.imul(low ^ (low >>> 16), 0x85ebca6b);
    this.low = (low ^ (low >>> 13)) >>> 0;
  }

  /** A hash of everything that is no white space. */
  signs(): number {
    let signs = 0;
    for (let at = 0; at < this.#length; at += 1) {
      const unit = this.units[at] as number;
      if (((kinds[unit] as number) & KIND) !== SPACE) signs = Math.imul(signs ^ unit, 0x01000193) + 1;
    }
    return signs;
  }
}
