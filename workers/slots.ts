/** Places for work that is in hand at the same time; whoever asked first is let in first. */
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

  /** Takes places, all or none; waits for them as long as it takes. @param count no more than there are */
  async take(count = 1): Promise<void> {
    await this.within(count);
  }

  /** The same, but for so long at most. @returns whether they were had in time */
  within(count: number, milliseconds?: number): Promise<boolean> {
    if (this.#line.length === 0 && count <= this.#free) {
      this.#free -= count;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined;
      const one = {
        count,
        enter: () => {
          clearTimeout(timer);
          resolve(true);
        },
      };
      this.#line.push(one);
      if (milliseconds === undefined) return;
      timer = setTimeout(() => {
        this.#line.splice(this.#line.indexOf(one), 1);
        resolve(false);
        // Whoever wanted more than there was may have kept others waiting.
        this.#admit();
      }, milliseconds);
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
