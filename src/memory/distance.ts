/**
 * Word-level edit distance (Levenshtein 1966) by bit-parallel blocks: Myers, "A fast bit-vector algorithm for approximate string
 * matching based on dynamic programming" (1999), in the form for two whole texts of Hyyrö, "A bit-vector algorithm for computing
 * Levenshtein and Damerau edit distances" (2003). Blocks are 32 bits wide, so that numbers stay small integers.
 *
 * One text is set as pattern and compared with many.
 */
export class EditDistance {
  /** For each token the 1-based place of its bits, 0 for tokens that are not in the pattern. */
  #slots: Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer> = new Uint16Array(1024);
  /** The tokens whose slots are set. */
  #tokens = new Int32Array(64);
  #distinct = 0;
  #length = 0;
  #blocks = 0;
  /** bits[slot * blocks + block]: where in the pattern the token stands. Slot 0 stays empty. */
  #bits = new Int32Array(256);
  #up = new Int32Array(8);
  #down = new Int32Array(8);

  /**
   * @param tokens token numbers of the pattern, from 0 on
   * @param length how many of them count
   * @param vocabulary one more than the largest token number that will be seen
   */
  setPattern(tokens: ArrayLike<number>, length: number, vocabulary: number): void {
    for (let at = 0; at < this.#distinct; at += 1) this.#slots[this.#tokens[at] as number] = 0;
    if (this.#slots.length < vocabulary || (length > 0xffff && this.#slots instanceof Uint16Array)) {
      const room = Math.max(vocabulary + (vocabulary >>> 2), this.#slots.length);
      this.#slots = length > 0xffff ? new Uint32Array(room) : new Uint16Array(room);
    }
    const blocks = (length + 31) >>> 5;
    this.#length = length;
    this.#blocks = blocks;
    if (this.#tokens.length < length) this.#tokens = new Int32Array(length * 2);
    if (this.#up.length < blocks) {
      this.#up = new Int32Array(blocks * 2);
      this.#down = new Int32Array(blocks * 2);
    }
    const most = (length + 1) * blocks;
    if (this.#bits.length < most) this.#bits = new Int32Array(most);
    else this.#bits.fill(0, 0, most);
    const slots = this.#slots;
    let distinct = 0;
    for (let at = 0; at < length; at += 1) {
      const token = tokens[at] as number;
      let slot = slots[token] as number;
      if (slot === 0) {
        this.#tokens[distinct] = token;
        distinct += 1;
        slot = distinct;
        slots[token] = slot;
      }
      const place = slot * blocks + (at >>> 5);
      this.#bits[place] = (this.#bits[place] as number) | (1 << (at & 31));
    }
    this.#distinct = distinct;
  }

  /**
   * The distance between the pattern and text[start, start + length), where it is at most `most`; any number above `most` otherwise.
   *
   * @param mask taken off every entry of `text` before it is compared: flags may stand in its upper bits
   */
  to(text: Int32Array, start: number, length: number, most: number, mask = -1): number {
    if (this.#length === 0) return length;
    if (length === 0) return this.#length;
    return this.#blocks === 1
      ? this.#narrow(text, start, start + length, most, mask)
      : this.#wide(text, start, start + length, most, mask);
  }

  #narrow(text: Int32Array, start: number, end: number, most: number, mask: number): number {
    const slots = this.#slots;
    const bits = this.#bits;
    const last = this.#length - 1;
    let up = -1;
    let down = 0;
    let score = this.#length;
    for (let at = start; at < end; at += 1) {
      const equal = bits[slots[(text[at] as number) & mask] as number] as number;
      const diagonal = ((((equal & up) + up) | 0) ^ up) | equal | down;
      let rise = down | ~(diagonal | up);
      let fall = up & diagonal;
      score += ((rise >>> last) & 1) - ((fall >>> last) & 1);
      // Every further token lowers the score by one at best.
      if (score - (end - at - 1) > most) return most + 1;
      rise = (rise << 1) | 1;
      fall <<= 1;
      up = fall | ~(diagonal | rise);
      down = rise & diagonal;
    }
    return score;
  }

  #wide(text: Int32Array, start: number, end: number, most: number, mask: number): number {
    const slots = this.#slots;
    const bits = this.#bits;
    const blocks = this.#blocks;
    const ups = this.#up;
    const downs = this.#down;
    ups.fill(-1, 0, blocks);
    downs.fill(0, 0, blocks);
    const last = (this.#length - 1) & 31;
    const final = blocks - 1;
    let score = this.#length;
    for (let at = start; at < end; at += 1) {
      const row = (slots[(text[at] as number) & mask] as number) * blocks;
      // What comes in at the top edge: the first row of the matrix rises by one a column.
      let riseIn = 1;
      let fallIn = 0;
      for (let block = 0; block < blocks; block += 1) {
        const up = ups[block] as number;
        const down = downs[block] as number;
        const found = bits[row + block] as number;
        const equal = found | fallIn;
        const diagonal = ((((equal & up) + up) | 0) ^ up) | equal | down;
        let rise = down | ~(diagonal | up);
        let fall = up & diagonal;
        if (block === final) score += ((rise >>> last) & 1) - ((fall >>> last) & 1);
        const riseOut = rise >>> 31;
        const fallOut = fall >>> 31;
        rise = (rise << 1) | riseIn;
        fall = (fall << 1) | fallIn;
        ups[block] = fall | ~(diagonal | rise);
        downs[block] = rise & diagonal;
        riseIn = riseOut;
        fallIn = fallOut;
      }
      if (score - (end - at - 1) > most) return most + 1;
    }
    return score;
  }
}
