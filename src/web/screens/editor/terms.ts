import type { EditorSegment, MachineText, SegmentMatch, SegmentTerm } from '../../api/segments.ts';
import { fitting } from './code-edits.ts';
import type { CodedText } from './coded-text.ts';
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
export type Offer = Whole | { kind: 'term'; term: SegmentTerm };

/** What goes in the place of the text. */
export type Whole = { kind: 'match'; match: SegmentMatch } | { kind: 'machine'; machine: MachineText };

/** Texts (matches, and the machine's) that have a number of their own before terms have: whatever a memory has, terms have keys, too. */
const TEXTS = 6;

/** Numbers that have a key. */
export const NUMBERED = 9;

/**
 * What the match list offers: the best matches, then the machine's own text, which one may want back after edits, then each term and name of
 * the source once; its numbers are those of the keys.
 */
export function offers({ target, machine, terms }: Pick<EditorSegment, 'target' | 'machine' | 'terms'>): Offer[] {
  const known = Map.groupBy(terms, ({ concept, target: wording }) => `${concept} ${wording}`);
  const room = Math.max(TEXTS, NUMBERED - known.size) - (machine ? 1 : 0);
  return [
    ...target.matches.slice(0, room).map((match) => ({ kind: 'match' as const, match })),
    ...(machine ? [{ kind: 'machine' as const, machine }] : []),
    ...[...known.values()].flatMap(([term]) => (term ? [{ kind: 'term' as const, term }] : [])),
  ];
}

/** What an offer puts in the place of the text, with the codes of it that the source has. */
export function wholeText(offer: Whole, source: CodedText): CodedText {
  if (offer.kind === 'machine') return fitting(offer.machine, source);
  return fitting({ text: offer.match.target, codes: offer.match.codes ?? [] }, source);
}
