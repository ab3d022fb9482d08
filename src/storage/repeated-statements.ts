/** Statements that are known to come again, and those that have been seen once. */
const PREPARED = 300;
const SEEN = 2000;
/** Longer statements, such as long lists of rows, are not worth remembering. */
const LONGEST = 20_000;

/** Names are given once in a process: several of these may speak to one database. */
let names = 0;

/**
 * Says which statements are worth preparing: those that come a second time. Parsing and planning a statement of ours takes longer than
 * carrying it out.
 */
export class RepeatedStatements {
  readonly #names = new Map<string, string>();
  #seen = new Set<string>();

  /** The name to prepare a statement under; undefined for one that is to be sent as it is. */
  nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    if (text.length > LONGEST || this.#names.size >= PREPARED) return undefined;
    if (!this.#seen.has(text)) {
      if (this.#seen.size >= SEEN) this.#seen = new Set();
      this.#seen.add(text);
      return undefined;
    }
    this.#seen.delete(text);
    const name = `interlinear_${++names}`;
    this.#names.set(text, name);
    return name;
  }

  /** Whatever has been prepared is gone, or not as it was: the tables have been changed. */
  forget(): void {
    this.#names.clear();
  }
}
