import { selectEngine } from '../engines/select.ts';
import { bestMatches } from '../memory/match.ts';
import type { InlineCode, Role } from '../model/article.ts';
import { InterlinearError, type StoredError, storedError } from '../model/errors.ts';
import { type LanguageTag, sameLanguage } from '../model/language.ts';
import type { Match } from '../model/memory.ts';
import type { CallLedger, Engine, EngineSegment, MemoryStore } from '../model/ports.ts';
import type { Concept, TermFinder } from '../model/term.ts';
import type { SubState, Target } from '../model/translation.ts';
import { treatmentOf } from '../model/treatment.ts';
import { constraintsFor } from '../terminology/constraints.ts';
import { translateOnce } from './pay-once.ts';

/** A segment to be translated. */
export interface SourceSegment {
  id: string;
  role: Role;
  language: LanguageTag;
  text: string;
  codes: InlineCode[];
  previous?: string;
  next?: string;
}

export interface TranslateTools {
  memory: MemoryStore;
  /** Least similarity of a fuzzy match, 0..1. */
  threshold: number;
  concepts: Concept[];
  findTerms: TermFinder;
  engines: Map<string, Engine>;
  /** An engine's name, or `auto`. */
  engine: string;
  ledger: CallLedger;
  signal?: AbortSignal;
}

/** What became of some segments, and why some are open where that is so. */
export interface Translated {
  targets: Map<string, Target>;
  reason: StoredError | null;
}

/** A match from which nothing but case or typography differs is better than any machine; one below may say something else. */
const TRUSTED_MATCH = 99;

/** Matches of a segment that are shown to its translator. */
const SHOWN_MATCHES = 3;

/**
 * memory -> terminology -> engines, for some segments of one article and one target language.
 *
 * A segment that neither memory nor engine can do gets its best fuzzy match, marked as such, or no text at all: a copy of the source is
 * never passed off as a translation. A quotation in another language than the article's goes its own way; it stays as it is where it is
 * in the target language already, or where no engine can do it.
 *
 * @param from the article's language
 * @returns targets by segment id
 * @throws TransientError when another attempt may succeed
 */
export async function translateSegments(
  segments: SourceSegment[],
  from: LanguageTag,
  to: LanguageTag,
  tools: TranslateTools,
): Promise<Translated> {
  const targets = new Map<string, Target>();
  const byLanguage = new Map<LanguageTag, SourceSegment[]>();
  for (const segment of segments) {
    const treatment = treatmentOf(segment.role);
    if (treatment === 'leave-out') continue;
    if (treatment !== 'translate' || (segment.language !== from && sameLanguage(segment.language, to)))
      targets.set(segment.id, kept(segment, to));
    else byLanguage.set(segment.language, [...(byLanguage.get(segment.language) ?? []), segment]);
  }
  let reason: StoredError | null = null;
  for (const [language, group] of byLanguage) {
    const translated = await translateGroup(group, language, to, tools);
    const foreign = language !== from;
    for (const segment of group) {
      const target = translated.targets.get(segment.id);
      if (target) targets.set(segment.id, foreign && target.text === null ? kept(segment, to) : target);
    }
    if (!foreign) reason = translated.reason;
  }
  return { targets, reason };
}

/** Segments of one language. */
async function translateGroup(
  segments: SourceSegment[],
  from: LanguageTag,
  to: LanguageTag,
  tools: TranslateTools,
): Promise<Translated> {
  const targets = new Map<string, Target>();
  const route = `${from}>${to}`;
  const sources = segments.map((segment) => segment.text);
  const candidates = await tools.memory.candidates(from, to, sources, tools.threshold);
  const open: { segment: SourceSegment; matches: Match[] }[] = [];
  for (const segment of segments) {
    const matches = bestMatches(segment, candidates, { threshold: tools.threshold, limit: SHOWN_MATCHES });
    const best = matches[0];
    const codes = best && best.score >= TRUSTED_MATCH ? codesOfMatch(segment, best) : undefined;
    if (best && codes)
      targets.set(
        segment.id,
        fromMemory(best, codes, best.score >= 100 ? 'interlinear:exact' : 'interlinear:repaired', route),
      );
    else open.push({ segment, matches });
  }
  if (open.length === 0) return { targets, reason: null };

  const selected = await selectEngine(tools.engines, tools.engine, from, to);
  if ('reason' in selected) {
    for (const { segment, matches } of open) {
      const best = matches[0];
      targets.set(segment.id, best ? fromMemory(best, [], 'interlinear:fuzzy', route) : untranslated(route));
    }
    return { targets, reason: storedError(selected.reason) };
  }
  const requests: EngineSegment[] = open.map(({ segment }) => ({
    text: segment.text,
    codes: segment.codes,
    terms: constraintsFor(segment.text, from, to, tools.findTerms, tools.concepts),
    ...(segment.previous !== undefined ? { previous: segment.previous } : {}),
    ...(segment.next !== undefined ? { next: segment.next } : {}),
  }));
  const results = await translateOnce(selected.engine, { from, to, segments: requests }, tools.ledger, tools.signal);
  let empty = 0;
  for (const [index, { segment, matches }] of open.entries()) {
    const result = results[index];
    if (!result || result.text.trim() === '') {
      empty++;
      targets.set(segment.id, untranslated(route));
      continue;
    }
    targets.set(segment.id, {
      text: result.text,
      codes: result.codes,
      state: 'initial',
      subState: 'interlinear:mt',
      origin: 'mt',
      route: result.route,
      engine: selected.engine.name,
      unknownWords: result.unknownWords,
      ...(matches.length > 0 ? { matches: matches.map(suggestion) } : {}),
    });
  }
  const reason = new InterlinearError('engine.empty', { engine: selected.engine.name, segments: empty });
  return { targets, reason: empty > 0 ? storedError(reason) : null };
}

/**
 * The codes of a match's target in the ids of the segment: the n-th code of the unit's source is the segment's n-th. Undefined where the
 * two sources do not have the same codes, or the target has one that its source lacks.
 */
function codesOfMatch(segment: SourceSegment, { unit }: Match): InlineCode[] | undefined {
  const { sourceCodes, targetCodes } = unit;
  if (sourceCodes.length !== segment.codes.length) return undefined;
  if (sourceCodes.some((code, index) => code.kind !== segment.codes[index]?.kind)) return undefined;
  const ids = new Map(sourceCodes.map((code, index) => [code.id, segment.codes[index] as InlineCode]));
  const codes = targetCodes.map((code): InlineCode | undefined => {
    const own = ids.get(code.id);
    return own && { ...own, at: code.at };
  });
  return codes.length === segment.codes.length && codes.every((code) => code !== undefined) ? codes : undefined;
}

function fromMemory(match: Match, codes: InlineCode[], subState: SubState, route: string): Target {
  return { text: match.unit.target, codes, state: 'initial', subState, origin: 'memory', route, score: match.score };
}

function suggestion({ unit, score }: Match) {
  return { source: unit.source, target: unit.target, score, origin: unit.origin };
}

/** What stays as it is: bylines and slugs by rule, credit lines for which the desk has no wording, quotations that need no translation. */
function kept(segment: SourceSegment, to: LanguageTag): Target {
  return {
    text: segment.text,
    codes: segment.codes,
    state: 'initial',
    subState: 'interlinear:kept',
    origin: 'kept',
    route: `${segment.language}>${to}`,
  };
}

function untranslated(route: string): Target {
  return { text: null, codes: [], state: 'initial', route };
}
