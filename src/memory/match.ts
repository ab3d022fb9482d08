import type { InlineCode } from '../model/article.ts';
import type { Match, TranslationUnit } from '../model/memory.ts';
import { similarity } from './fuzzy.ts';

/** What a unit loses that no person confirmed: machine text never reaches 100. */
const MT_PENALTY = 5;
/** Most a unit scores whose text is identical and whose codes are not. */
const CODES_DIFFER = 99;

/**
 * Scores candidate units against a segment and returns the matches, best first.
 *
 * 100 means identical text and codes, confirmed by a person; 99 that codes, case or typography differ; at most 95 that a number or a name
 * differs, or that the unit is machine text (5 points less than its likeness). Of equal scores the unit confirmed by a person goes first,
 * then the later one, then by text, so that the order never depends on the order of the candidates. Of units with one source and one
 * target the best is kept.
 *
 * @param options.threshold lowest likeness that counts, 0..1
 * @param options.limit most matches to return
 */
export function bestMatches(
  segment: { text: string; codes: InlineCode[] },
  candidates: TranslationUnit[],
  options: { threshold: number; limit: number },
): Match[] {
  const lowest = Math.round(options.threshold * 100);
  const ordered = candidates
    .map((unit) => ({ unit, score: scoreOf(segment, unit) }))
    .filter(({ score }) => score > 0 && score >= lowest)
    .sort(better);
  const seen = new Set<string>();
  const distinct = ordered.filter(({ unit }) => {
    const key = `${unit.source}\n\n${unit.target}`;
    return !seen.has(key) && Boolean(seen.add(key));
  });
  return distinct.slice(0, options.limit);
}

function scoreOf(segment: { text: string; codes: InlineCode[] }, unit: TranslationUnit): number {
  const alike = similarity(segment.text, unit.source);
  // Rounded before cutting, so that 0.95 * 100 is 95 and nothing below 1 becomes 100.
  const text = alike === 1 ? 100 : Math.min(99, Math.floor(Math.round(alike * 1e6) / 1e4));
  const score = text === 100 && !sameCodes(segment.codes, unit.sourceCodes) ? CODES_DIFFER : text;
  return unit.origin === 'human' ? score : score - MT_PENALTY;
}

/** Ids are numbered anew in every text, so that kind, place and markup are what counts. */
function sameCodes(a: InlineCode[], b: InlineCode[]): boolean {
  return (
    a.length === b.length &&
    a.every((code, index) => {
      const other = b[index];
      return code.kind === other?.kind && code.at === other.at && code.data === other.data;
    })
  );
}

function better(a: Match, b: Match): number {
  return (
    b.score - a.score ||
    Number(b.unit.origin === 'human') - Number(a.unit.origin === 'human') ||
    (b.unit.createdAt?.getTime() ?? 0) - (a.unit.createdAt?.getTime() ?? 0) ||
    compareText(a.unit.source, b.unit.source) ||
    compareText(a.unit.target, b.unit.target) ||
    compareText(JSON.stringify(a.unit), JSON.stringify(b.unit))
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
