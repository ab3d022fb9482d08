import { applyCertain } from '../checks/correct.ts';
import type { InlineCode } from '../model/article.ts';
import type { Finding } from '../model/finding.ts';
import type { LanguageTag } from '../model/language.ts';
import type { EngineResult } from '../model/ports.ts';
import type { TermConstraint, TermFinder, TermOutcome } from '../model/term.ts';
import type { AlignedWords } from '../model/translation.ts';
import { termCorrections } from '../terminology/correction.ts';

/** A machine translation with its prescribed terms, and how each of them came into it. */
export interface TermedTranslation {
  text: string;
  codes: InlineCode[];
  terms: { concept: string; outcome: TermOutcome }[];
  alignment?: AlignedWords[];
}

/**
 * Puts terms right that an engine did not keep: those that it says it lost, and all of them where it knows nothing of terms. What the engine
 * reports of the others stands.
 *
 * @param how.ignoresTerms whether the engine knows nothing of terms
 */
export function withPrescribedTerms(
  { text, codes, lostTerms, terms: reported = [], alignment }: EngineResult,
  terms: TermConstraint[],
  to: LanguageTag,
  how: { findTerms: TermFinder; ignoresTerms: boolean },
): TermedTranslation {
  const open = how.ignoresTerms ? terms : terms.filter(({ concept }) => lostTerms.includes(concept));
  const words = alignment ? { alignment } : {};
  if (open.length === 0) return { text, codes, terms: reported, ...words };
  const { edits, lost } = termCorrections(text, to, open, how.findTerms);
  const corrections = edits.map(
    ({ start, end, text: form }): Finding => ({
      check: 'prescribed-terms',
      type: 'terminology',
      severity: 'info',
      side: 'target',
      start,
      end,
      text: text.slice(start, end),
      suggestions: [form],
      certain: true,
      message: { key: 'prescribed-terms.missing', parameters: { source: '', target: form } },
    }),
  );
  const outcomeOf = ({ concept, target }: TermConstraint): TermOutcome => {
    if (lost.includes(concept)) return 'lost';
    return edits.some((edit) => edit.text === target) ? 'correction' : 'free';
  };
  const settled = open.map((term) => ({ concept: term.concept, outcome: outcomeOf(term) }));
  const others = reported.filter(({ concept }) => open.every((term) => term.concept !== concept));
  const corrected = applyCertain(text, codes, corrections);
  return {
    ...corrected,
    terms: [...others, ...settled],
    ...(alignment ? { alignment: alignmentAfter(alignment, text, corrections) } : {}),
  };
}

/** The alignment of a text in which corrections were made. A word that gave way partly stands where what it gave way to stands. */
function alignmentAfter(alignment: AlignedWords[], text: string, corrections: Finding[]): AlignedWords[] {
  // The places travel as codes do.
  const places = alignment.flatMap(({ target }, index) =>
    [target.start, target.end].map((at, side) => ({
      id: `${2 * index + side}`,
      kind: 'standalone' as const,
      at,
      data: '',
    })),
  );
  const moved = new Map(applyCertain(text, places, corrections).codes.map(({ id, at }) => [Number(id), at]));
  return alignment.flatMap(({ source }, index) => {
    const [start = 0, end = 0] = [moved.get(2 * index), moved.get(2 * index + 1)];
    return end > start ? [{ source, target: { start, end } }] : [];
  });
}
