/** What the groups of an index mean: a name for each number, in the caller's own words. A number never changes its meaning. */
export class Groups {
  readonly names: string[];
  readonly #numbers: Map<string, number>;

  constructor(names: string[] = []) {
    this.names = names;
    this.#numbers = new Map(names.map((name, number) => [name, number]));
  }

  /** The number of a name; it gets one where it is new. */
  numberOf(name: string): number {
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.names.length;
      this.names.push(name);
      this.#numbers.set(name, number);
    }
    return number;
  }
}
