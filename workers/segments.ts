import { randomUUID } from 'node:crypto';
import { textMeasure } from '../src/memory/measure.ts';
import { usualPenalties } from '../src/memory/penalties.ts';
import { confinementOf } from '../src/model/embargo.ts';
import { InterlinearError, type StoredError } from '../src/model/errors.ts';
import type { EngineGate } from '../src/model/ports.ts';
import type { Target } from '../src/model/translation.ts';
import { treatmentOf } from '../src/model/treatment.ts';
import { memoryLookup } from '../src/pipeline/similar-units.ts';
import { type SourceSegment, translateSegments } from '../src/pipeline/translate.ts';
import { type LanguageEnd, startLanguage } from '../src/storage/article-languages.ts';
import {
  type BatchWork,
  batchStatus,
  failBatch,
  finishBatch,
  loadBatch,
  loadBatchWork,
  type StoredBatch,
} from '../src/storage/batches.ts';
import type { Tables } from '../src/storage/database.ts';
import { type DeskInForce, sharedDeskInForce } from '../src/storage/desk-in-force.ts';
import { thresholdOf } from '../src/storage/desks.ts';
import { callLedger } from '../src/storage/ledger.ts';
import { memoryStore } from '../src/storage/memory-lookup.ts';
import { loadSegments, type StoredSegment } from '../src/storage/segments.ts';
import type { Abreast } from './abreast.ts';
import type { TermsInUse } from './compute/threads.ts';
import { checkWishes, termDay, type WorkerContext } from './context.ts';
import { languageEnd } from './languages.ts';
import type { Onward } from './onward.ts';
import { pairSources } from './results.ts';

/** Margin over the engine's own time limit before another process may take over a call: at most this, and no longer than a lock holds. */
const LEASE_MARGIN_MS = 5_000;

/** How long a claim of an engine's call holds without a sign of life. */
export function callLeaseMs({ engineTimeoutMs, lockSeconds }: WorkerContext['config']): number {
  return engineTimeoutMs + Math.min(LEASE_MARGIN_MS, lockSeconds * 1000);
}

/** How often a batch under way looks whether it is still wanted. */
const LOOK_MS = 250;

/** What a match loses that nobody has touched for longer than the settings say. */
const AGE_POINTS = 1;

/** Translates one batch of segments into one language; where that is all of it, it ends the language, too. @returns what is left to do */
export async function translateBatch(context: WorkerContext, id: string, last: boolean): Promise<Onward | undefined> {
  const { tables, clock } = context;
  const batch = await loadBatchWork(tables, id);
  if (batch?.status !== 'waiting') return undefined;
  const { work: article } = batch;
  if (!batch.startedAt) await startLanguage(tables, batch.articleLanguage, clock.now());
  // One more on either side, as context.
  const range = { first: batch.first - 1, end: batch.end + 1 };
  const around = await loadSegments(tables, batch.revision, article.document, batch.whole ? undefined : range);
  const inForce = await sharedDeskInForce(tables, batch.desk, article.options, clock.now());
  return translateLoaded(context, { batch, around, inForce }, last);
}

/** A batch with all that its work needs of the database. */
export interface LoadedBatch {
  batch: BatchWork;
  /** Its segments and those around them, or for the only batch of its language, all of its document. */
  around: StoredSegment[];
  inForce: DeskInForce;
  /** The other languages of its article, where the same worker has them in hand. */
  abreast?: Abreast;
}

/** The same for a batch that has been read already. */
export async function translateLoaded(
  context: WorkerContext,
  { batch, around, inForce, abreast }: LoadedBatch,
  last: boolean,
): Promise<Onward | undefined> {
  const { tables, config, clock, groups } = context;
  const { work: article } = batch;
  const segments: SourceSegment[] = [];
  for (const [index, segment] of around.entries()) {
    if (segment.ordinal < batch.first || segment.ordinal >= batch.end || segment.corrected === null) continue;
    const previous = around[index - 1]?.corrected;
    const next = around[index + 1]?.corrected;
    segments.push({
      id: segment.id,
      role: segment.role,
      language: segment.language,
      text: segment.corrected,
      codes: segment.correctedCodes,
      ...(previous ? { previous } : {}),
      ...(next ? { next } : {}),
    });
  }
  const owner = `${context.owner}:${randomUUID()}`;
  const ledger = callLedger(tables, batch.desk, owner, clock, callLeaseMs(config), groups.ledger);
  const { settings } = inForce;
  const confinement = confinementOf(settings, article.embargoes, clock.now());
  const { style } = article.options;
  const day = termDay(context, article.options, article.day ?? undefined);
  const terms = await context.terms(batch.desk, article.options, inForce);
  const { targets, reason } = await translateSegments(segments, article.language, batch.language, {
    ...terms.onDay(day),
    memory: memoryLookup(memoryStore(tables, batch.desk, inForce.memories, textMeasure), context.indexes),
    threshold: thresholdOf(settings, config),
    penalties: {
      ...usualPenalties,
      ...(config.memoryAgeDays > 0 ? { age: { days: config.memoryAgeDays, points: AGE_POINTS } } : {}),
    },
    now: clock.now(),
    engines: context.engines,
    engine: article.options.engine,
    ledger,
    gate: untilCanceled(tables, batch, context.gate),
    ...(confinement ? { confinement } : {}),
    sendsEmbargoed: settings.sendsEmbargoed,
    ...(style ? { style: style.name } : {}),
    last,
    signal: context.signal,
  }).finally(() => ledger.close());
  const isWhole = targets.size === segments.length;
  const check = () => checkWhole(context, batch, around, { targets, reason, day, terms });
  const checked = isWhole ? await (abreast ? abreast.do(check) : check()) : undefined;
  const end = checked
    ? await groups.end.do({ batch, targets, reason, checked })
    : await finishBatch(tables, batch, targets, reason, clock.now());
  if (end === 'one') return undefined;
  if (end === 'last') return { language: batch.articleLanguage };
  if (end.language === 'over') return { over: batch.article };
  return end.language === 'last' ? { article: batch.article } : undefined;
}

/**
 * Checks a language whose only batch has all of its segments: they need not be read again for that.
 *
 * @returns undefined for any other, and where the checks fail: as a stage of their own they are told of
 */
async function checkWhole(
  context: WorkerContext,
  { whole: from, first, end, language, work: article }: BatchWork,
  segments: StoredSegment[],
  { targets, reason, day, terms }: Translated,
): Promise<LanguageEnd | undefined> {
  // In a new revision, what did not change has its targets already: the batch has the rest alone.
  const isAll = segments.every(
    ({ ordinal, corrected, role }) =>
      (ordinal >= first && ordinal < end) || corrected === null || treatmentOf(role) === 'leave-out',
  );
  if (!from || !isAll) return undefined;
  const fromName = article.document === 'source' ? 'original' : 'delivered';
  const sources = pairSources(segments, targets);
  const wishes = checkWishes(context, article.options);
  return context.compute
    .run({ act: 'target', day, from, fromName, language, sources, reason, wishes }, terms)
    .then(languageEnd, () => undefined);
}

/** What came of a batch, and the terms that hold for it. */
interface Translated {
  targets: Map<string, Target>;
  reason: StoredError | null;
  day: string;
  terms: TermsInUse;
}

/** Lets no call of a batch pass any more once its job is canceled. */
function untilCanceled(tables: Tables, batch: StoredBatch, gate: EngineGate): EngineGate {
  // It has just been read.
  let looked = performance.now();
  return {
    async enter(engine, characters) {
      const isFresh = performance.now() - looked < LOOK_MS;
      if (isFresh) return gate.enter(engine, characters);
      looked = performance.now();
      if ((await batchStatus(tables, batch.id)) === 'canceled')
        throw new InterlinearError('job.canceled', { job: batch.job });
      return gate.enter(engine, characters);
    },
  };
}

/** Every attempt failed: the language goes on without these segments, and says why. @returns as translateBatch */
export async function giveUpBatch(
  { tables, clock }: WorkerContext,
  id: string,
  error: StoredError,
): Promise<Onward | undefined> {
  const batch = await loadBatch(tables, id);
  const isLast = batch && (await failBatch(tables, batch, error, clock.now()));
  return isLast ? { language: batch.articleLanguage } : undefined;
}
