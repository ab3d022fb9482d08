/** A unit that was found. */
export interface Found {
  id: number;
  /** 0..1, as likeness defines it. */
  similarity: number;
  /** The likeness less the penalty of its group: what decides the order. */
  score: number;
  /** Seconds since 1970. */
  changed: number;
  group: number;
}

/** The best units found so far: higher scores first, then later changes, then higher ids, so that the order depends on nothing else. */
export class Best {
  readonly found: Found[] = [];
  readonly #limit: number;
  readonly #threshold: number;

  constructor(limit: number, threshold: number) {
    this.#limit = limit;
    this.#threshold = threshold;
  }

  /** The lowest score that can still get in. */
  get cutoff(): number {
    return this.found.length < this.#limit ? this.#threshold : (this.found[this.#limit - 1] as Found).score;
  }

  /** Whether a unit of at most this score would get in. */
  admits(score: number, changed: number, id: number): boolean {
    if (score < this.#threshold) return false;
    if (this.found.length < this.#limit) return true;
    return precedes(score, changed, id, this.found[this.#limit - 1] as Found);
  }

  /** Takes a unit in, where it is good enough. */
  take(unit: Found): void {
    if (!this.admits(unit.score, unit.changed, unit.id)) return;
    if (this.found.length === this.#limit) this.found.pop();
    let at = this.found.length;
    while (at > 0 && precedes(unit.score, unit.changed, unit.id, this.found[at - 1] as Found)) at -= 1;
    this.found.splice(at, 0, unit);
  }
}

function precedes(score: number, changed: number, id: number, other: Found): boolean {
  if (score !== other.score) return score > other.score;
  if (changed !== other.changed) return changed > other.changed;
  return id > other.id;
}
