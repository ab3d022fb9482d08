import { TransientError } from '../model/errors.ts';
import { asDatabaseError } from './failures.ts';

/** The end of what this turn of the event loop brings: answers that came together go on together. */
const thisTurn = () => new Promise((resolve) => setImmediate(resolve));

/** Something that is asked for, and whoever waits for it. */
interface Asked<Item, Result> {
  item: Item;
  done(result: Result | Promise<Result>): void;
  failed(error: unknown): void;
}

/**
 * Does in one go what several ask for at about the same time. Who asks in the same turn of the event loop, or while a group is under way, is in
 * the next one; nobody waits for others beyond that. A group that fails is done again one by one, so that each has its own answer and its own error; a database that is away is away
 * for all of them.
 */
export class Grouped<Item, Result> {
  readonly #act: (items: Item[]) => Promise<Result[]>;
  readonly #most: number;
  readonly #line: Asked<Item, Result>[] = [];
  #working = false;

  /**
   * @param act gives the results in the order of the items; it does all of them or none
   * @param options.most items of a group
   */
  constructor(act: (items: Item[]) => Promise<Result[]>, { most }: { most: number }) {
    this.#act = act;
    this.#most = most;
  }

  /** @throws as the act does for this item alone */
  do(item: Item): Promise<Result> {
    return new Promise((done, failed) => {
      this.#line.push({ item, done, failed });
      if (!this.#working) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#working = true;
    await thisTurn();
    while (this.#line.length > 0) {
      await this.#together(this.#line.splice(0, this.#most));
    }
    this.#working = false;
  }

  async #together(group: Asked<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#act(group.map(({ item }) => item));
      for (const [index, { done }] of group.entries()) done(results[index] as Result);
    } catch (thrown) {
      const error = asDatabaseError(thrown);
      if (group.length === 1 || error instanceof TransientError) for (const { failed } of group) failed(error);
      else for (const one of group) await this.#together([one]);
    }
  }
}
