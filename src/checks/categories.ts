import type { IssueType, MqmCategory } from '../model/finding.ts';
import type { TermMatch } from '../model/term.ts';

/** What editors call the mistakes of a translated article, and what quality standards call them. */
export type Category =
  | 'acronym.case'
  | 'boilerplate'
  | 'calque'
  | 'consistency'
  | 'credit'
  | 'grammar'
  | 'name.style'
  | 'name.transliteration'
  | 'phrase.order'
  | 'punctuation';

/** Each category with its ITS 2.0 locQualityIssueType and its place in the MQM typology. */
export const categories: Record<Category, { type: IssueType; mqm: MqmCategory }> = {
  'acronym.case': { type: 'typographical', mqm: 'linguistic-conventions/spelling' },
  boilerplate: { type: 'other', mqm: 'accuracy/addition' },
  calque: { type: 'style', mqm: 'style/unidiomatic-style' },
  consistency: { type: 'inconsistency', mqm: 'terminology/inconsistent-use' },
  credit: { type: 'locale-specific-content', mqm: 'style/organizational-style' },
  grammar: { type: 'grammar', mqm: 'linguistic-conventions/grammar' },
  'name.style': { type: 'style', mqm: 'style/organizational-style' },
  'name.transliteration': { type: 'terminology', mqm: 'terminology/inconsistent-with-terminology-resource' },
  'phrase.order': { type: 'style', mqm: 'style/unidiomatic-style' },
  punctuation: { type: 'typographical', mqm: 'linguistic-conventions/punctuation' },
};

const ofCalques = { order: 'phrase.order', grammar: 'grammar', punctuation: 'punctuation' } as const;

/**
 * The category of a wording that the house does not use; undefined for a term of a glossary, which is what the check of terminology is
 * about. A name that is right elsewhere, and only not printed by the house, is a matter of style.
 */
export function categoryOfTerm({ calqueOf, calqueKind, term }: TermMatch): Category | undefined {
  if (calqueOf !== undefined) return calqueKind ? ofCalques[calqueKind] : 'calque';
  if (term.kind === 'acronym') return 'acronym.case';
  if (term.kind === 'name') return term.status === 'superseded' ? 'name.style' : 'name.transliteration';
  return undefined;
}
