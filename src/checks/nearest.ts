import { checks } from './registry.ts';

/** The id of the check that a slip of the pen most likely meant: the one with the fewest letters added, dropped, changed or swapped. */
export function nearestCheck(written: string): string {
  const name = written.slice(0, 100).toLowerCase();
  let nearest = '';
  let least = Number.POSITIVE_INFINITY;
  for (const { id } of checks) {
    const edits = distance(name, id);
    if (edits < least) [nearest, least] = [id, edits];
  }
  return nearest;
}

/** Optimal string alignment distance (Damerau 1964). */
function distance(a: string, b: string): number {
  let [older, old]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min((old[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (old[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (older[j - 2] ?? 0) + 1);
      row.push(least);
    }
    [older, old] = [old, row];
  }
  return old[b.length] ?? 0;
}
