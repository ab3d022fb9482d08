/** Pauses up to this long belong to the work: reading, thinking, looking something up. In milliseconds. */
const PAUSE_MS = 30_000;

/** How long somebody works on each segment: the time between signs of life, longer pauses left out. */
export class ActiveTime {
  #last: { id: string; at: number } | undefined;
  readonly #spent = new Map<string, number>();

  /** A key, a click or a scroll while a segment is active. @param now milliseconds on any clock that only runs forward */
  touch(id: string, now: number): void {
    if (this.#last && now - this.#last.at <= PAUSE_MS && now > this.#last.at)
      this.give(this.#last.id, now - this.#last.at);
    this.#last = { id, at: now };
  }

  /** What was spent on a segment and not taken yet, whole milliseconds. */
  take(id: string): number {
    const spent = Math.round(this.#spent.get(id) ?? 0);
    this.#spent.delete(id);
    return spent;
  }

  /** Gives back what was taken and came to nothing. */
  give(id: string, milliseconds: number): void {
    this.#spent.set(id, (this.#spent.get(id) ?? 0) + milliseconds);
  }
}
