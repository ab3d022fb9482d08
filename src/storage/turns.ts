/** What is under way for longer, in milliseconds, is late: others no longer wait for it. */
const LATE_MS = 10;
/** What is under way at a time at most. */
const MOST = 3;

/**
 * Has acts of one kind begin one after the other, so that whatever comes during one is done together by the next. One that is late (its
 * connection's process waits for a processor, or for the disk) does not hold up the others: then the next one begins beside it.
 */
export class Turns {
  #running = 0;
  /** When the last one began; it is what the next one waits for. */
  #began = Number.NEGATIVE_INFINITY;
  #begin: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** Whether one waits for its turn. */
  get waited(): boolean {
    return this.#begin !== undefined;
  }

  /** Whether nothing is under way, and nothing waits. */
  get idle(): boolean {
    return this.#running === 0 && !this.waited;
  }

  /** Begins an act when its turn is, at once where that is now. Only one may wait: whoever else comes joins that one. */
  take<T>(act: () => Promise<T>): Promise<T> {
    if (this.waited) throw new Error('another one waits for its turn');
    if (this.#isFree()) return this.#run(act);
    return new Promise<T>((resolve) => {
      this.#begin = () => {
        clearTimeout(this.#timer);
        this.#begin = undefined;
        resolve(this.#run(act));
      };
      const patience = Math.max(0, this.#began + LATE_MS - performance.now());
      if (this.#running < MOST) this.#timer = setTimeout(() => this.#begin?.(), patience);
    });
  }

  #isFree(): boolean {
    if (this.#running === 0) return true;
    return this.#running < MOST && performance.now() - this.#began > LATE_MS;
  }

  #run<T>(act: () => Promise<T>): Promise<T> {
    this.#running++;
    this.#began = performance.now();
    const result = act();
    const over = () => {
      this.#running--;
      this.#begin?.();
    };
    result.then(over, over);
    return result;
  }
}
