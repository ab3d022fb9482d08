import type { Concept, HouseStyle, Terms } from '../model/term.ts';
import { buildTermFinder } from './finder.ts';
import { inStyle, isInForce } from './styles.ts';

/** Spans of time whose terms are kept ready; articles of one batch are mostly of one day. */
const KEPT = 4;

/**
 * The terms on a day: wordings that are in use then, with the preferences of a house style. Days between which nothing changes share one
 * finder.
 */
export function datedTerms(concepts: Concept[], style?: HouseStyle): (day: string) => Terms {
  const changes = changesOf(concepts, style);
  const ready = new Map<number, Terms>();
  return (day) => {
    const span = changes.findLastIndex((change) => change <= day);
    let terms = ready.get(span);
    if (!terms) {
      const inForce = concepts.map((concept) => {
        const current = concept.terms.filter(({ validFrom, validTo }) =>
          isInForce({ ...(validFrom ? { from: validFrom } : {}), ...(validTo ? { to: validTo } : {}) }, day),
        );
        return current.length === concept.terms.length ? concept : { ...concept, terms: current };
      });
      const styled = inStyle(inForce, style, day);
      terms = { concepts: styled, findTerms: buildTermFinder(styled) };
      if (ready.size >= KEPT) ready.clear();
      ready.set(span, terms);
    }
    return terms;
  };
}

/** Days on which something changes, in order; what ends with a day changes after it, which `~` makes true for text comparison. */
function changesOf(concepts: Concept[], style: HouseStyle | undefined): string[] {
  const changes = new Set<string>();
  const add = (from: string | undefined, to: string | undefined) => {
    if (from) changes.add(from);
    if (to) changes.add(`${to}~`);
  };
  for (const { terms } of concepts) for (const { validFrom, validTo } of terms) add(validFrom, validTo);
  for (const { from, to } of style?.rules ?? []) add(from, to);
  return [...changes].sort();
}
