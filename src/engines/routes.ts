import type { LanguageTag } from '../model/language.ts';

/** A pair that an engine translates in one step. */
export interface DirectPair {
  from: LanguageTag;
  to: LanguageTag;
}

/** A pair that can be reached, and its route: `fr>es`, or `fr>es>en` through a pivot. */
export interface Route extends DirectPair {
  route: string;
}

/**
 * Pivots in the order in which they are preferred; others follow in alphabetical order. Spanish comes first because it is the hub of
 * the Apertium project: most pairs meet there, and its dictionaries are the oldest.
 */
const preferredPivots: LanguageTag[] = ['es', 'en', 'fr'];

/** The rank of a pivot: lower is better. */
function rank(pivot: LanguageTag): number {
  const index = preferredPivots.indexOf(pivot);
  return index < 0 ? preferredPivots.length : index;
}

/**
 * All pairs that can be reached from direct ones in at most two steps: a direct pair always wins, then the best pivot.
 * The same input, in whatever order, gives the same output: sorted, direct pairs first.
 */
export function reachablePairs(direct: DirectPair[]): Route[] {
  const byKey = new Map<string, Route>();
  for (const { from, to } of direct) if (from !== to) byKey.set(`${from}>${to}`, { from, to, route: `${from}>${to}` });
  const steps = [...byKey.values()].sort((a, b) => compare(a.route, b.route));

  const pivoted = new Map<string, Route & { pivot: LanguageTag }>();
  for (const first of steps) {
    for (const second of steps) {
      if (first.to !== second.from || first.from === second.to) continue;
      const key = `${first.from}>${second.to}`;
      const known = pivoted.get(key);
      if (byKey.has(key) || (known && !better(first.to, known.pivot))) continue;
      const route = `${first.from}>${first.to}>${second.to}`;
      pivoted.set(key, { from: first.from, to: second.to, route, pivot: first.to });
    }
  }
  const throughPivots = [...pivoted.values()].map(({ from, to, route }) => ({ from, to, route }));
  return [...steps, ...throughPivots.sort((a, b) => compare(a.route, b.route))];
}

function better(pivot: LanguageTag, than: LanguageTag): boolean {
  return rank(pivot) < rank(than) || (rank(pivot) === rank(than) && compare(pivot, than) < 0);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
