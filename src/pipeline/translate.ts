import { selectEngine } from '../engines/select.ts';
import { beatsMachine, recordOf, translatesItself } from '../memory/leverage.ts';
import type { InlineCode, Role } from '../model/article.ts';
import { type StoredError, storedError } from '../model/errors.ts';
import type { LanguageTag } from '../model/language.ts';
import type { ExplainedMatch } from '../model/memory.ts';
import type { CallLedger, Engine, EngineSegment } from '../model/ports.ts';
import type { SubState, Target } from '../model/translation.ts';
import { treatmentOf } from '../model/treatment.ts';
import { constraintsFor } from '../terminology/constraints.ts';
import { type LeverageTools, leverageSegments } from './leverage.ts';
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

export interface TranslateTools extends LeverageTools {
  engines: Map<string, Engine>;
  /** An engine's name, or `auto`. */
  engine: string;
  ledger: CallLedger;
  signal?: AbortSignal;
}

/**
 * memory -> terminology -> engines, for some segments of one language.
 *
 * A segment that neither memory nor engine can do gets its best fuzzy or repaired match, marked as such, or no text at all: a copy of the source is
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

  const matches = await leverageSegments(
    translatable.map(({ previous = '', next = '', ...segment }) => ({ ...segment, around: { previous, next } })),
    from,
    to,
    tools,
  );
  const open: { segment: SourceSegment; fuzzy?: Target }[] = [];
  for (const [index, segment] of translatable.entries()) {
    const match = matches[index]?.[0];
    if (!match) open.push({ segment });
    else if (beatsMachine(match)) targets.set(segment.id, fromMemory(match, route));
    else open.push({ segment, fuzzy: fromMemory(match, route) });
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

function fromMemory(match: ExplainedMatch, route: string): Target {
  return {
    ...match.target,
    state: 'initial',
    subState: subStateOf(match),
    origin: 'memory',
    route,
    score: match.score,
    match: recordOf(match),
  };
}

/** Only a translation of this very text is one; what was found for another text is a help for the translator. */
function subStateOf(match: ExplainedMatch): SubState {
  if (match.kind === 'repaired') return 'interlinear:repaired';
  return translatesItself(match) ? 'interlinear:exact' : 'interlinear:fuzzy';
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
