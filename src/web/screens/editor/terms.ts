import type { EditorSegment, SegmentTerm } from '../../api/segments.ts';
import type { Mark } from './target-field.tsx';

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
