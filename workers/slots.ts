/** Places for work that is in hand at the same time; who asked first is let in first, but for those who are urgent. */
export class Slots {
  #free: number;
  readonly #line: { count: number; enter(): void }[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Places that nobody has. */
  get free(): number {
    return this.#free;
  }

  /**
   * Takes places, all or none, and waits for them so long at most.
   *
   * @param urgent waits before all others
   * @returns whether they were had in time
   */
  take(count: number, milliseconds: number, urgent = false): Promise<boolean> {
    if ((urgent || this.#line.length === 0) && count <= this.#free) {
      this.#free -= count;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const late = setTimeout(() => {
        this.#line.splice(this.#line.indexOf(one), 1);
        resolve(false);
        // Whoever wanted more than there was may have kept others waiting.
        this.#admit();
      }, milliseconds);
      const one = {
        count,
        enter: () => {
          clearTimeout(late);
          resolve(true);
        },
      };
      if (urgent) this.#line.unshift(one);
      else this.#line.push(one);
    });
  }

  /** Gives places back. */
  give(count = 1): void {
    this.#free += count;
    this.#admit();
  }

  #admit(): void {
    for (let [first] = this.#line; first && first.count <= this.#free; [first] = this.#line) {
      this.#line.shift();
      this.#free -= first.count;
      first.enter();
    }
  }
}
