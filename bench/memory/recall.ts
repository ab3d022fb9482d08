import { EditDistance } from '../../src/memory/distance.ts';
import type { MemoryIndex } from '../../src/memory/index/memory-index.ts';
import { type CodedText, likeness, NAME_BIT, TOKEN_MASK } from '../../src/memory/likeness.ts';
import { NAME, Scan } from '../../src/memory/tokens.ts';

/** Compares a text with every unit; knows nothing of the index but the definition of likeness. */
class BruteForce {
  readonly #known = new Map<string, number>();
  readonly #scan = new Scan();
  readonly #distance = new EditDistance();
  readonly #units: CodedText[] = [];

  add(text: string): void {
    this.#units.push(this.#coded(text));
  }

  /** The likeness of every unit that is at least `least`, best first. */
  scores(text: string, least: number): number[] {
    const query = this.#coded(text);
    this.#distance.setPattern(
      query.tokens.map((token) => token & TOKEN_MASK),
      query.length,
      this.#known.size,
    );
    const scores: number[] = [];
    for (const unit of this.#units) {
      // The distance is at least the difference of the lengths; nothing else is left out.
      const longer = Math.max(unit.length, query.length);
      if (1 - Math.abs(unit.length - query.length) / longer < least) continue;
      const alike = likeness(this.#distance.to(unit.tokens, 0, unit.length, longer, TOKEN_MASK), query, unit);
      if (alike >= least) scores.push(alike);
    }
    return scores.sort((a, b) => b - a);
  }

  #coded(text: string): CodedText {
    this.#scan.read(text);
    const { count, facts, high, low } = this.#scan;
    const tokens = Int32Array.from({ length: count }, (_, at) => {
      const folded = this.#scan.folded(at);
      const token = this.#known.get(folded) ?? this.#known.size;
      this.#known.set(folded, token);
      return this.#scan.flags[at] === NAME ? token | NAME_BIT : token;
    });
    return { tokens, start: 0, length: count, facts, high, low };
  }
}

/**
 * How many queries of a sample get the scores that comparing with every unit gives, 0..1: those of the five best, and so that of the
 * best. By threshold.
 */
export function recallOf(index: MemoryIndex, sources: Iterable<string>, queries: string[]): Record<string, number> {
  const thresholds = [0.7, 0.5];
  const everything = new BruteForce();
  for (const source of sources) everything.add(source);
  const right = thresholds.map(() => 0);
  for (const text of queries) {
    const scores = everything.scores(text, Math.min(...thresholds));
    for (const [at, threshold] of thresholds.entries()) {
      const expected = scores.filter((score) => score >= threshold).slice(0, 5);
      const found = index.search({ text }, { threshold, limit: 5 }).map(({ similarity }) => similarity);
      if (found.length === expected.length && found.every((score, place) => score === expected[place]))
        right[at] = (right[at] as number) + 1;
    }
  }
  return Object.fromEntries(
    thresholds.map((threshold, at) => [String(threshold), (right[at] as number) / queries.length]),
  );
}
