import { selectEngine } from '../engines/select.ts';
import { bestMatches } from '../memory/match.ts';
import type { InlineCode, Role } from '../model/article.ts';
import { type StoredError, storedError } from '../model/errors.ts';
import type { LanguageTag } from '../model/language.ts';
import type { CallLedger, Engine, EngineSegment, MemoryStore } from '../model/ports.ts';
import type { Concept, TermFinder } from '../model/term.ts';
import type { Target } from '../model/translation.ts';
import { treatmentOf } from '../model/treatment.ts';
import { constraintsFor } from '../terminology/constraints.ts';
import { translateOnce } from './pay-once.ts';

/** A segment to be translated. */
export interface SourceSegment {
  id: string;
  role: Role;
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

/** A match from which nothing but codes, case or typography differs is better than any machine; one below may say something else. */
const TRUSTED_MATCH = 99;

/**
 * memory -> terminology -> engines, for some segments of one language.
 *
 * A segment that neither memory nor engine can do gets its best fuzzy match, marked as such, or no text at all: a copy of the source is
 * never passed off as a translation.
 *
 * @returns targets by segment id, and why some are open where that is so
 * @throws TransientError when another attempt may succeed
 */
export async function translateSegments(
  segments: SourceSegment[],
  from: LanguageTag,
  to: LanguageTag,
  tools: TranslateTools,
): Promise<{ targets: Map<string, Target>; reason: StoredError | null }> {
  const targets = new Map<string, Target>();
  const route = `${from}>${to}`;
  const translatable: SourceSegment[] = [];
  for (const segment of segments) {
    const treatment = treatmentOf(segment.role);
    if (treatment === 'translate') translatable.push(segment);
    else if (treatment !== 'leave-out') targets.set(segment.id, kept(segment, route));
  }

  const sources = translatable.map((segment) => segment.text);
  const candidates = await tools.memory.candidates(from, to, sources, tools.threshold);
  const open: { segment: SourceSegment; fuzzy?: Target }[] = [];
  for (const segment of translatable) {
    const match = bestMatches(segment, candidates, { threshold: tools.threshold, limit: 1 })[0];
    const target: Target | undefined = match && {
      text: match.unit.target,
      codes: match.unit.targetCodes,
      state: 'initial',
      subState: match.score >= 100 ? 'interlinear:exact' : 'interlinear:fuzzy',
      origin: 'memory',
      route,
      score: match.score,
    };
    if (target && (target.score ?? 0) >= TRUSTED_MATCH) targets.set(segment.id, target);
    else open.push({ segment, ...(target ? { fuzzy: target } : {}) });
  }
  if (open.length === 0) return { targets, reason: null };

  const selected = await selectEngine(tools.engines, tools.engine, from, to);
  if ('reason' in selected) {
    for (const { segment, fuzzy } of open) targets.set(segment.id, fuzzy ?? untranslated(route));
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
  for (const [index, { segment }] of open.entries()) {
    const result = results[index];
    const empty = !result || result.text.trim() === '';
    targets.set(
      segment.id,
      empty
        ? untranslated(route)
        : {
            text: result.text,
            codes: result.codes,
            state: 'initial',
            subState: 'interlinear:mt',
            origin: 'mt',
            route: result.route,
            engine: selected.engine.name,
            unknownWords: result.unknownWords,
          },
    );
  }
  return { targets, reason: null };
}

/** Bylines and slugs stay as they are by rule; so do credit lines for which the desk has no wording. */
function kept(segment: SourceSegment, route: string): Target {
  return {
    text: segment.text,
    codes: segment.codes,
    state: 'initial',
    subState: 'interlinear:kept',
    origin: 'kept',
    route,
  };
}

function untranslated(route: string): Target {
  return { text: null, codes: [], state: 'initial', route };
}
