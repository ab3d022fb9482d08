import type { EditorSegment, SegmentMatch, SegmentTerm } from '../../api/segments.ts';
import type { Mark } from './read-only-text.tsx';

/** Where terms and names stand in the source, each with the house form. */
export function termMarks({ terms }: Pick<EditorSegment, 'terms'>): Mark[] {
  return terms.map(({ start, end, source, target }) => ({
    start,
    end,
    title: `${source} → ${target}`,
    className: 'term',
  }));
}

/** Whether the target has a term in one of its accepted wordings. */
export function isThere(term: SegmentTerm, target: string, language: string): boolean {
  const fold = (text: string) => text.toLocaleLowerCase(language);
  const text = fold(target);
  return [term.target, ...term.accepted].some((wording) => text.includes(fold(wording)));
}

/** The term that one key puts in: the first that the target lacks, else the first. */
export function nextTerm(terms: readonly SegmentTerm[], target: string, language: string): SegmentTerm | undefined {
  return terms.find((term) => !isThere(term, target, language)) ?? terms[0];
}

/** A number of the match list, and what its key puts in. */
export type Offer = { kind: 'match'; match: SegmentMatch } | { kind: 'term'; term: SegmentTerm };

/** Matches that have a number of their own before terms have: whatever a memory has, terms have keys, too. */
const MATCHES = 6;

/** Numbers that have a key. */
export const NUMBERED = 9;

/** What the match list offers: the best matches, then each term and name of the source once; its numbers are those of the keys. */
export function offers({ target, terms }: Pick<EditorSegment, 'target' | 'terms'>): Offer[] {
  const known = Map.groupBy(terms, ({ concept, target: wording }) => `${concept} ${wording}`);
  const room = Math.max(MATCHES, NUMBERED - known.size);
  return [
    ...target.matches.slice(0, room).map((match) => ({ kind: 'match' as const, match })),
    ...[...known.values()].flatMap(([term]) => (term ? [{ kind: 'term' as const, term }] : [])),
  ];
}
