/**
 * Acts that go on together where they were under way together: the languages of an article that are checked at the same time end with one
 * statement. Whoever is not at it yet, since an engine takes its time, is not waited for.
 */
export class Abreast {
  #running = 0;
  readonly #done: (() => void)[] = [];

  /** Does an act, and comes back when none is under way any more. @throws as the act does, at once */
  async do<Result>(act: () => Promise<Result>): Promise<Result> {
    this.#running++;
    try {
      const result = await act();
      return await new Promise((resolve) => {
        this.#done.push(() => resolve(result));
        this.#leave();
      });
    } catch (error) {
      this.#leave();
      throw error;
    }
  }

  #leave(): void {
    this.#running--;
    if (this.#running === 0) for (const goOn of this.#done.splice(0)) goOn();
  }
}
