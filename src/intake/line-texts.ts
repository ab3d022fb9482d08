/** Texts of which many patterns each need one, found in a line all at once. */
export class LineTexts {
  /** Texts by their first two units, or by their only one. */
  readonly #byStart = new Map<number, { text: string; id: number }[]>();
  /** 1 where two units, or one, may begin a text: most places of a line begin none. */
  readonly #starts = new Uint8Array(SLOTS);
  readonly #ids = new Map<string, number>();
  readonly #folded: (line: string) => string;
  /** The line that was looked through last, and which texts stand in it. */
  #line: string | undefined;
  #found = new Uint8Array(0);

  /** @param folded brings a line to the form in which texts are looked for */
  constructor(folded: (line: string) => string) {
    this.#folded = folded;
  }

  /** Adds texts. @returns whether one of them stands in a line, once the line is folded */
  asking(texts: readonly string[]): (line: string) => boolean {
    const ids = texts.map((text) => this.#idOf(text));
    return (line) => {
      if (line !== this.#line) this.#lookThrough(line);
      for (const id of ids) if (this.#found[id] === 1) return true;
      return false;
    };
  }

  #idOf(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#ids.size;
    this.#ids.set(text, id);
    this.#line = undefined;
    const start = startOf(text, 0, text.length);
    this.#starts[start % SLOTS] = 1;
    const same = this.#byStart.get(start);
    if (same) same.push({ text, id });
    else this.#byStart.set(start, [{ text, id }]);
    return id;
  }

  #lookThrough(line: string): void {
    const text = this.#folded(line);
    const found = new Uint8Array(this.#ids.size);
    const { length } = text;
    for (let at = 0; at < length; at += 1) {
      for (let end = at + 1; end <= at + 2 && end <= length; end += 1) {
        const start = startOf(text, at, end);
        if (this.#starts[start % SLOTS] === 0) continue;
        for (const one of this.#byStart.get(start) ?? [])
          if (found[one.id] === 0 && text.startsWith(one.text, at)) found[one.id] = 1;
      }
    }
    [this.#line, this.#found] = [line, found];
  }
}

const SLOTS = 0x4000;

/** One or two units as a number. */
function startOf(text: string, at: number, end: number): number {
  return text.charCodeAt(at) * 0x10001 + (end - at > 1 ? (text.charCodeAt(at + 1) + 1) * 31 : 0);
}
