import type { TermConstraint, TermOutcome } from '../../model/term.ts';
import { contains } from '../apertium/whole-words.ts';
import { alignedRun } from './carried-codes.ts';
import type { AlignedText, Word } from './word-alignment.ts';

/** How many words more than the prescribed form a stretch may have that gives way to it: more than that, the alignment is not trusted. */
const SLACK = 2;

/**
 * Puts prescribed terms into a translation in which none of their forms stands: what stands for the term's words gives way to the
 * preferred form. The engine knows no glossary, and its models would translate a placeholder.
 *
 * @returns the translation, the concepts of the terms that could not be kept, and how each term fared
 */
export function correctedTerms(
  terms: TermConstraint[],
  words: Word[],
  translation: AlignedText,
): { translation: AlignedText; lost: string[]; terms: { concept: string; outcome: TermOutcome }[] } {
  let current = translation;
  for (const term of terms) {
    if (keeps(current.text, term)) continue;
    const own = new Set(
      words.flatMap(({ start, end }, index) => (start < term.end && end > term.start ? [index] : [])),
    );
    const run = alignedRun(own, current);
    // Marks alone stand for no term.
    const there = run && current.text.slice(run.start, run.end);
    if (!there || !/[\p{L}\p{N}]/u.test(there)) continue;
    if (countOf(there) > countOf(term.target) + countOf(term.source) + SLACK) continue;
    const corrected = replaced(current, run, cased(term.target, current.text, run));
    // A form that takes another term's place would only move the loss.
    if (terms.every((other) => !keeps(current.text, other) || keeps(corrected.text, other))) current = corrected;
  }
  const lost = terms.filter((term) => !keeps(current.text, term)).map(({ concept }) => concept);
  const outcomeOf = (term: TermConstraint): TermOutcome => {
    if (!keeps(current.text, term)) return 'lost';
    return keeps(translation.text, term) ? 'free' : 'correction';
  };
  const outcomes = terms.map((term) => ({ concept: term.concept, outcome: outcomeOf(term) }));
  return { translation: current, lost: [...new Set(lost)], terms: outcomes };
}

function keeps(text: string, { accepted, target }: TermConstraint): boolean {
  return [target, ...accepted].some((form) => contains(text, form));
}

function countOf(text: string): number {
  return text.split(/\s+/u).filter(Boolean).length;
}

/** The first word of a sentence keeps its capital. */
function cased(target: string, text: string, { start }: Word): string {
  const first = text.charAt(start);
  const begins = text.slice(0, start).trim() === '' && first !== first.toLowerCase();
  return begins ? target.charAt(0).toUpperCase() + target.slice(1) : target;
}

function replaced({ text, stretches }: AlignedText, run: Word, target: string): AlignedText {
  // Marks that the words carry with them are none of the term.
  const there = text.slice(run.start, run.end);
  const start = run.start + (/^[^\p{L}\p{N}]*/u.exec(there)?.[0].length ?? 0);
  const end = Math.max(start, run.end - (/[^\p{L}\p{N}\p{M}]*$/u.exec(there)?.[0].length ?? 0));
  const moved = target.length - (end - start);
  const shift = (at: number) => (at >= end ? at + moved : Math.min(at, start));
  return {
    text: text.slice(0, start) + target + text.slice(end),
    stretches: stretches.flatMap((stretch) => {
      // The first word of the run stands for all of the term, the others for nothing.
      if (stretch.start >= run.start && stretch.end <= run.end && stretch.end > start && stretch.start < end) {
        const first = stretches.find((other) => other.end > start && other.start < end) === stretch;
        return first ? [{ ...stretch, start: Math.min(stretch.start, start), end: start + target.length }] : [];
      }
      return [{ ...stretch, start: shift(stretch.start), end: shift(stretch.end) }];
    }),
  };
}
