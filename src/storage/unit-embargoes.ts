import type { Embargo } from '../model/embargo.ts';
import type { UnitProperties } from '../model/memory-unit.ts';

/** The property of a unit that says how long the article is under an embargo that it was learnt from; `open` where nobody knows. */
const EMBARGO = 'embargo';

/** Embargoes as properties of a unit. */
export function embargoProperties(embargoes: Embargo[]): { properties?: UnitProperties } {
  if (embargoes.length === 0) return {};
  return { properties: { [EMBARGO]: embargoes.map(({ until }) => until ?? 'open') } };
}

export function embargoesIn(properties: UnitProperties): Embargo[] {
  return (properties[EMBARGO] ?? []).map((until) => (Number.isNaN(Date.parse(until)) ? {} : { until }));
}
