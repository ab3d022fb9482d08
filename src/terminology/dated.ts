import type { Concept, HouseStyle, TermFinder, Terms } from '../model/term.ts';
import { buildTermFinder } from './finder.ts';
import { ruleFinder, withNames } from './known-names.ts';
import { inStyle, isInForce } from './styles.ts';

/** Spans of time whose terms are kept ready; articles of one batch are mostly of one day. */
const KEPT = 4;

/**
 * The terms on a day: wordings of glossaries that are in use then, with the preferences of a house style, and the names of the gazetteer.
 * Days between which nothing changes share one finder; names have dates of their own.
 */
export function datedTerms(concepts: Concept[], style?: HouseStyle): (day: string) => Terms {
  const changes = changesOf(concepts, style);
  const ready = new Map<number, { terms: Terms; rules: TermFinder }>();
  return (day) => {
    const span = changes.findLastIndex((change) => change <= day);
    let found = ready.get(span);
    if (!found) {
      const inForce = concepts.map((concept) => {
        const current = concept.terms.filter(({ validFrom, validTo }) =>
          isInForce({ ...(validFrom ? { from: validFrom } : {}), ...(validTo ? { to: validTo } : {}) }, day),
        );
        return current.length === concept.terms.length ? concept : { ...concept, terms: current };
      });
      const styled = inStyle(inForce, style, day);
      found = { terms: { concepts: styled, findTerms: buildTermFinder(styled) }, rules: ruleFinder(style, day) };
      if (ready.size >= KEPT) ready.clear();
      ready.set(span, found);
    }
    return withNames(found.terms, found.rules, style, day);
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
