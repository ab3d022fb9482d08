import type { Role } from '../model/article.ts';
import type { UnitContext } from '../model/memory.ts';
import { textMeasure } from './measure.ts';

/** How much of a unit's surroundings is the segment's too. `one` is one neighbour and the same role. */
export type SharedContext = 'both' | 'one' | 'none';

/**
 * Where a segment stands, as units keep it.
 *
 * @param around the source texts before and after; `''` at the edge of the article or beside a text that is left out
 */
export function contextOf(around: { previous: string; next: string }, role?: Role): UnitContext {
  const key = (text: string) => (text === '' ? '' : textMeasure.key(text));
  return { previous: key(around.previous), next: key(around.next), ...(role ? { role } : {}) };
}

/**
 * Compares two places. Two edges of an article are equal, but they alone say nothing: at least one real neighbour has to be the same.
 * A place that nobody knows shares nothing, which takes no point away.
 */
export function sharedContext(segment: UnitContext | undefined, unit: UnitContext | undefined): SharedContext {
  if (!segment || !unit) return 'none';
  const before = same(segment.previous, unit.previous);
  const after = same(segment.next, unit.next);
  const real = (before && segment.previous !== '') || (after && segment.next !== '');
  if (!real) return 'none';
  if (before && after) return 'both';
  return segment.role !== undefined && segment.role === unit.role ? 'one' : 'none';
}

function same(a: string | null, b: string | null): boolean {
  return a !== null && a === b;
}
