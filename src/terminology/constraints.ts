import { type LanguageTag, sameLanguage } from '../model/language.ts';
import type { Concept, TermConstraint, TermFinder } from '../model/term.ts';
import { acceptedForms } from './entry.ts';

/**
 * The terms of a source text whose translation is prescribed: every wording found whose concept has a preferred or admitted form in the
 * target language. Not overlapping, in text order.
 *
 * @param concepts the concepts that `finder` was built from
 * @returns none where both languages are the same
 */
export function constraintsFor(
  text: string,
  from: LanguageTag,
  to: LanguageTag,
  finder: TermFinder,
  concepts: Concept[],
): TermConstraint[] {
  if (sameLanguage(from, to)) return [];
  return finder(text, from).flatMap((match) => {
    const concept = conceptOf(match, concepts);
    const accepted = concept ? acceptedForms(concept, to) : [];
    // A brand or a title stands in every language as it does in the source.
    if (accepted.length === 0 && concept?.doNotTranslate) accepted.push(match.text);
    const target = accepted[0];
    if (target === undefined) return [];
    return [{ concept: match.concept, start: match.start, end: match.end, source: match.text, target, accepted }];
  });
}

/** Two glossaries may use one id, so that a concept is known by its id and its origin. */
function conceptOf(match: { concept: string; origin: string }, concepts: Concept[]): Concept | undefined {
  let index = indexes.get(concepts);
  if (!index) {
    index = new Map(concepts.map((concept) => [`${concept.origin}\n${concept.id}`, concept]));
    indexes.set(concepts, index);
  }
  return index.get(`${match.origin}\n${match.concept}`);
}

/** One index a list of concepts, for as long as the list lives. */
const indexes = new WeakMap<Concept[], Map<string, Concept>>();
