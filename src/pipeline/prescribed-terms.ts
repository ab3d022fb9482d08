import { applyCertain } from '../checks/correct.ts';
import type { InlineCode } from '../model/article.ts';
import type { Finding } from '../model/finding.ts';
import type { LanguageTag } from '../model/language.ts';
import type { EngineResult } from '../model/ports.ts';
import type { TermConstraint, TermFinder, TermOutcome } from '../model/term.ts';
import { termCorrections } from '../terminology/correction.ts';

/** A machine translation with its prescribed terms, and how each of them came into it. */
export interface TermedTranslation {
  text: string;
  codes: InlineCode[];
  terms: { concept: string; outcome: TermOutcome }[];
}

/**
 * Puts terms right that an engine did not keep: those that it says it lost, and all of them where it knows nothing of terms. What the engine
 * reports of the others stands.
 *
 * @param how.ignoresTerms whether the engine knows nothing of terms
 */
export function withPrescribedTerms(
  { text, codes, lostTerms, terms: reported = [] }: EngineResult,
  terms: TermConstraint[],
  to: LanguageTag,
  how: { findTerms: TermFinder; ignoresTerms: boolean },
): TermedTranslation {
  const open = how.ignoresTerms ? terms : terms.filter(({ concept }) => lostTerms.includes(concept));
  if (open.length === 0) return { text, codes, terms: reported };
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
  return { ...applyCertain(text, codes, corrections), terms: [...others, ...settled] };
}
