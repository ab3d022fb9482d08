import type { InlineCode } from '../model/article.ts';
import { codesFrom } from '../model/codes.ts';
import type { LanguageTag } from '../model/language.ts';
import type { ExplainedMatch, MatchKind, MatchRecord, Penalty, TranslationUnit, UnitContext } from '../model/memory.ts';
import type { TermConstraint } from '../model/term.ts';
import { SAME_WORDS } from '../model/translation.ts';
import { sameCodes, sameShape } from './codes.ts';
import { sharedContext } from './context.ts';
import { differencesOf } from './differences.ts';
import { similarity } from './fuzzy.ts';
import { type PenaltyRules, penaltiesOf, usualPenalties } from './penalties.ts';
import { repair } from './repair.ts';

/** A segment as the memory is asked about it. */
export interface AskedSegment {
  text: string;
  codes: InlineCode[];
  context?: UnitContext;
}

export interface LeverageOptions {
  from: LanguageTag;
  to: LanguageTag;
  /** Lowest score that counts, 0..1. */
  threshold: number;
  /** Most matches to return. */
  limit: number;
  now: Date;
  penalties?: PenaltyRules;
  /** The terms of a source text with what stands for them; without it no term is exchanged. */
  terms?: (source: string) => TermConstraint[];
}

/** A match that is an identical text, and whose penalties leave it here at least, is a translation of the segment itself. */
const TRUSTED_IDENTICAL = 95;

const ranks: MatchKind[] = ['context', 'context-partial', 'exact', 'exact-codes', 'near', 'repaired', 'fuzzy'];

/**
 * Scores candidate units against a segment, explains the scores and returns the matches, best first.
 *
 * The base is 101 in context (both neighbours), 100 for identical text (in part of its context, with the same codes, or with codes that
 * only have other markup), 99 where codes, case or typography differ, at most 95 where a number or a name differs, and below that the
 * likeness of the texts in percent. Penalties are taken off it; a missing context is none. Of equal scores the better kind goes first,
 * then the memory with the higher priority, the unit confirmed by a person, the later one, and then the order of the texts: never that of
 * the candidates. Of units with one source and one target the best is kept.
 */
export function leverage(
  segment: AskedSegment,
  candidates: TranslationUnit[],
  options: LeverageOptions,
): ExplainedMatch[] {
  const rules = options.penalties ?? usualPenalties;
  const lowest = Math.round(options.threshold * 100);
  const compared = candidates.flatMap((unit) => {
    const text = percent(similarity(segment.text, unit.source));
    return text >= lowest ? [compare(segment, unit, text)] : [];
  });
  const several = severalTargets(compared);
  const scored = compared.map(({ unit, kind, base }) => {
    const penalties: Penalty[] = penaltiesOf(unit, options, rules);
    if (base === 100 && several.has(unit.targetLanguage) && rules.severalTargets > 0)
      penalties.push({ reason: 'several-targets', points: rules.severalTargets });
    const points = penalties.reduce((sum, penalty) => sum + penalty.points, 0);
    return { unit, kind, base, penalties, score: Math.max(0, base - points) };
  });
  const seen = new Set<string>();
  return scored
    .filter(({ score }) => score > 0 && score >= lowest)
    .sort(better)
    .filter(({ unit }) => {
      const key = `${unit.source}\n\n${unit.target}`;
      return !seen.has(key) && Boolean(seen.add(key));
    })
    .slice(0, options.limit)
    .map((match) => withTarget(segment, match, options));
}

type Compared = Pick<ExplainedMatch, 'unit' | 'kind' | 'base'>;
type Scored = Compared & Pick<ExplainedMatch, 'penalties' | 'score'>;

/** Rounded before cutting, so that 0.95 * 100 is 95 and nothing below 1 becomes 100. */
function percent(alike: number): number {
  return alike === 1 ? 100 : Math.min(99, Math.floor(Math.round(alike * 1e6) / 1e4));
}

function compare(segment: AskedSegment, unit: TranslationUnit, text: number): Compared {
  if (text < 99) return { unit, kind: 'fuzzy', base: text };
  const placed = sameShape(segment.codes, unit.sourceCodes) && ownCodes(segment, unit) !== undefined;
  if (text === 99 || !placed) return { unit, kind: 'near', base: 99 };
  const shared = sharedContext(segment.context, unit.context);
  if (shared === 'both') return { unit, kind: 'context', base: 101 };
  if (shared === 'one') return { unit, kind: 'context-partial', base: 100 };
  return { unit, kind: sameCodes(segment.codes, unit.sourceCodes) ? 'exact' : 'exact-codes', base: 100 };
}

/** Target languages in which people translated this very text in more than one way. Machine text is no rival of a person's. */
function severalTargets(compared: Compared[]): Set<LanguageTag> {
  const identical = compared.filter(({ base }) => base >= 100);
  const confirmed = identical.filter(({ unit }) => unit.origin === 'human');
  const targets = Map.groupBy(confirmed.length > 0 ? confirmed : identical, ({ unit }) => unit.targetLanguage);
  const several = [...targets].filter(
    ([, found]) => new Set(found.map(({ unit }) => unit.target.normalize())).size > 1,
  );
  return new Set(several.map(([language]) => language));
}

/** Adds what only the matches need that are shown: what differs, and the target to be taken over. */
function withTarget(segment: AskedSegment, match: Scored, options: LeverageOptions): ExplainedMatch {
  const { unit, base } = match;
  // Codes that are not the segment's would mean nothing in it.
  const asItIs = { text: unit.target, codes: ownCodes(segment, unit) ?? [] };
  if (base >= 100) return { ...match, differences: [], repairs: [], target: asItIs };
  const differences = differencesOf(unit.source, segment.text);
  const repaired = repair(segment, unit, { ...options, differences });
  if (!repaired) return { ...match, differences, repairs: [], target: asItIs };
  return {
    ...match,
    kind: 'repaired',
    differences,
    repairs: repaired.repairs,
    target: { text: repaired.text, codes: repaired.codes },
  };
}

/** The codes of the unit's target as the segment's; undefined where they are not the same codes. */
function ownCodes(segment: AskedSegment, { sourceCodes, targetCodes }: TranslationUnit): InlineCode[] | undefined {
  return codesFrom(segment.codes, sourceCodes, targetCodes);
}

/** Whether the match translates this very text, and nothing speaks against taking it: then no machine is asked. */
export function translatesItself({ base, score, penalties }: ExplainedMatch): boolean {
  return base >= 100 && score >= TRUSTED_IDENTICAL && penalties.every(({ reason }) => reason !== 'machine');
}

/** Whether the match is better than what a machine would make: from it nothing but codes, case or typography may differ. */
export function beatsMachine(match: ExplainedMatch): boolean {
  return match.score >= SAME_WORDS || translatesItself(match);
}

/** What a target keeps of the match it was made from. */
export function recordOf({ unit, kind, base, penalties, differences, repairs }: ExplainedMatch): MatchRecord {
  return {
    kind,
    base,
    penalties,
    differences,
    repairs,
    ...(unit.id ? { unit: unit.id } : {}),
    ...(unit.memory ? { memory: unit.memory.name } : {}),
  };
}

function better(a: Scored, b: Scored): number {
  return (
    b.score - a.score ||
    ranks.indexOf(a.kind) - ranks.indexOf(b.kind) ||
    (b.unit.memory?.priority ?? 0) - (a.unit.memory?.priority ?? 0) ||
    Number(b.unit.origin === 'human') - Number(a.unit.origin === 'human') ||
    touched(b.unit) - touched(a.unit) ||
    compareText(a.unit.source, b.unit.source) ||
    compareText(a.unit.target, b.unit.target) ||
    compareText(JSON.stringify(a.unit), JSON.stringify(b.unit))
  );
}

function touched({ changedAt, createdAt }: TranslationUnit): number {
  return (changedAt ?? createdAt)?.getTime() ?? 0;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
