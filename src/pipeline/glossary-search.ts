import type { LanguageTag } from '../model/language.ts';
import type { Concept, HouseStyle } from '../model/term.ts';
import { datedTerms } from '../terminology/dated.ts';
import { gazetteerConcepts } from '../terminology/gazetteer/concepts.ts';
import { fold } from '../terminology/tokens.ts';

/** The concepts that have a wording, with all their forms, as a house style has them on a day: of glossaries, then of the gazetteer. */
export function findConcepts(
  text: string,
  concepts: Concept[],
  { style, day, language }: { style: HouseStyle; day: string; language?: LanguageTag },
): Concept[] {
  const wanted = fold(text);
  const has = ({ terms }: Concept) =>
    terms.some((term) => (language === undefined || term.language === language) && fold(term.text).includes(wanted));
  const exact = ({ terms }: Concept) => Number(!terms.some((term) => fold(term.text) === wanted));
  const listed = datedTerms(concepts.filter(has), style)(day).concepts;
  const known = gazetteerConcepts({ style: style.name, date: day }).filter(has);
  return [...listed, ...known].sort((a, b) => exact(a) - exact(b));
}
