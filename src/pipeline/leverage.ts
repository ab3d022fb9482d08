import { contextOf } from '../memory/context.ts';
import { sourceKey } from '../memory/key.ts';
import { leverage } from '../memory/leverage.ts';
import { type PenaltyRules, usualPenalties } from '../memory/penalties.ts';
import type { InlineCode, Role } from '../model/article.ts';
import type { LanguageTag } from '../model/language.ts';
import type { ExplainedMatch, TranslationUnit } from '../model/memory.ts';
import type { Concept, NameFinder, TermFinder } from '../model/term.ts';
import { constraintsFor } from '../terminology/constraints.ts';
import type { MemoryLookup } from './similar-units.ts';

/** A segment whose matches are wanted. */
export interface LeveragedSegment {
  role?: Role;
  text: string;
  codes: InlineCode[];
  /** The source texts around it, `''` where there is none; absent where nobody knows. */
  around?: { previous: string; next: string };
}

export interface LeverageTools {
  memory: MemoryLookup;
  /** Least similarity of a fuzzy match, 0..1. */
  threshold: number;
  penalties?: PenaltyRules;
  concepts: Concept[];
  findTerms: TermFinder;
  findNames?: NameFinder;
  now: Date;
}

/**
 * The matches of some segments, best first: one look-up for identical texts, and one search for the segments that have none.
 *
 * @param options.limit most matches of a segment
 * @param options.besidesIdentical whether similar texts are also searched for where an identical one is known; where more than one match
 *   is wanted they are, unless this says no
 * @returns one list a segment, in order
 */
export async function leverageSegments(
  segments: LeveragedSegment[],
  from: LanguageTag,
  to: LanguageTag,
  tools: LeverageTools,
  { limit = 1, besidesIdentical = limit > 1 }: { limit?: number; besidesIdentical?: boolean } = {},
): Promise<ExplainedMatch[][]> {
  const sources = segments.map((segment) => segment.text);
  const exact = Map.groupBy(await tools.memory.exact(from, to, sources), (unit) => sourceKey(unit.source));
  const identical = (text: string) => (exact.size === 0 ? [] : (exact.get(sourceKey(text)) ?? []));
  const open = segments.filter(({ text }) => besidesIdentical || !identical(text).some((unit) => unit.source === text));
  const { threshold, now, penalties = usualPenalties } = tools;
  const similar = await tools.memory.similar(
    open.map(({ text, codes }) => ({ text, codes, known: identical(text).flatMap(({ id }) => id ?? []) })),
    { from, to, threshold, penalties, now },
  );
  const fuzzy = new Map<LeveragedSegment, TranslationUnit[]>(open.map((segment, at) => [segment, similar[at] ?? []]));
  const terms = (source: string) => constraintsFor(source, from, to, tools.findTerms, tools.concepts, tools.findNames);
  return segments.map((segment) => {
    const units = [...new Set([...identical(segment.text), ...(fuzzy.get(segment) ?? [])])];
    if (units.length === 0) return [];
    const context = segment.around && contextOf(segment.around, segment.role);
    return leverage({ text: segment.text, codes: segment.codes, ...(context ? { context } : {}) }, units, {
      from,
      to,
      threshold,
      limit,
      now,
      terms,
      penalties,
    });
  });
}
