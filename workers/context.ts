import { randomUUID } from 'node:crypto';
import { DelayedError, type Job, type Processor } from 'bullmq';
import type { Config } from '../src/config.ts';
import { InterlinearError, type StoredError, storedError, TransientError } from '../src/model/errors.ts';
import type { Clock, Engine, EngineGate } from '../src/model/ports.ts';
import type { Concept, Terms } from '../src/model/term.ts';
import type { MemoryIndexes } from '../src/pipeline/memory-indexes.ts';
import { dictionaryFolders } from '../src/pipeline/spelling.ts';
import type { JobData } from '../src/queue/backend.ts';
import { ATTEMPTS, dispatchOrGiveUp } from '../src/queue/dispatch.ts';
import { asOutage } from '../src/queue/failures.ts';
import { creditLines } from '../src/storage/credits.ts';
import type { Tables } from '../src/storage/database.ts';
import type { DeskInForce } from '../src/storage/desk-in-force.ts';
import { glossaryRevisions, loadConcepts } from '../src/storage/glossaries.ts';
import { type Part, putBack } from '../src/storage/in-hand.ts';
import type { JobOptions } from '../src/storage/schema.ts';
import type { CheckWishes } from './compute/tasks.ts';
import { KEPT, ReadyTerms, type TermsData } from './compute/terms.ts';
import type { Compute, TermsInUse } from './compute/threads.ts';
import type { Groups } from './groups.ts';

/** What of a submission decides on its terms. */
type TermOptions = Pick<JobOptions, 'glossaries' | 'style' | 'publisher' | 'calques'>;

/** What a desk has of terms, where it has been read already. */
type TermsInForce = Pick<DeskInForce, 'glossaries' | 'credits'>;

/** What a worker works with. */
export interface WorkerContext {
  config: Config;
  tables: Tables;
  engines: Map<string, Engine>;
  clock: Clock;
  /** Tells the queue of what is new in the outbox. */
  dispatch(): Promise<unknown>;
  /** Told of every article that ends: from time to time, the queue is told of those that it had no room for. */
  articleEnded(): Promise<unknown>;
  /** What pieces of work ask of the database together. */
  groups: Groups;
  /** Aborted when the process has to end before its work is done. */
  signal: AbortSignal;
  /** Keeps every process within the engines' limits. */
  gate: EngineGate;
  /** Who claims engine calls: this process. */
  owner: string;
  /** The terms in force for the glossaries of a desk's submission under its house style, by day; with its calque rules and the desk's table of credit lines. */
  terms(desk: string, options: TermOptions, inForce?: TermsInForce): Promise<TermsInUse>;
  /** Does the work on texts. */
  compute: Compute;
  /** The indexes of the memories, which this process keeps; whoever opened the database closes them before it. */
  indexes: MemoryIndexes;
}

/** How long a place at an engine is held without a sign of life: a call may be made of several requests. */
export function passLeaseMs({ engineTimeoutMs }: Pick<Config, 'engineTimeoutMs'>): number {
  return 3 * engineTimeoutMs;
}

/** The name under which this process claims engine calls. */
export const processOwner = randomUUID();

/** The terms of desks and their glossaries: a stored glossary that changed has another revision. */
export function termsOf(tables: Tables): WorkerContext['terms'] {
  const ready = new ReadyTerms();
  const read = new Map<string, Concept[]>();
  return async (desk, { glossaries, style, publisher, calques = [] }, inForce) => {
    const revisions = inForce?.glossaries ?? (await glossaryRevisions(tables, desk, glossaries));
    const key = JSON.stringify([desk, glossaries, revisions, style]);
    let concepts = read.get(key);
    if (!concepts) {
      concepts = await loadConcepts(tables, desk, glossaries);
      if (read.size >= KEPT) read.clear();
      read.set(key, concepts);
    }
    const credits = inForce?.credits ?? (await creditLines(tables, desk));
    const data: TermsData = {
      ...{ key, credits, calques },
      ...(style ? { style } : {}),
      ...(publisher === undefined ? {} : { publisher }),
    };
    const held = concepts;
    let onDay: ((day: string) => Terms) | undefined;
    return {
      data,
      concepts: held,
      onDay(day) {
        onDay ??= ready.onDay(data, held);
        return onDay(day);
      },
    };
  };
}

/** The day whose terms hold for an article: of its submission's wish, or of its own dateline, or today. */
export function termDay({ clock }: Pick<WorkerContext, 'clock'>, options: JobOptions, day: string | undefined): string {
  return options.date ?? day ?? clock.now().toISOString().slice(0, 10);
}

/** The terms that hold for an article. */
export async function termsFor(
  context: Pick<WorkerContext, 'terms' | 'clock'>,
  desk: string,
  options: JobOptions,
  day: string | undefined,
  inForce?: TermsInForce,
): Promise<Terms> {
  return (await context.terms(desk, options, inForce)).onDay(termDay(context, options, day));
}

/** What the submission wants of the checks, and where the dictionaries are that this may take. */
export function checkWishes({ config }: Pick<WorkerContext, 'config'>, { profile }: JobOptions): CheckWishes {
  return { ...(profile ? { profile } : {}), dictionaries: dictionaryFolders(config) };
}

/**
 * Has an article's unfinished work dispatched once more; one that has been dispatched too often is given up.
 *
 * @param inHand what the worker lets go of for that
 */
export async function dispatchAgain(
  { tables, clock, dispatch }: WorkerContext,
  article: { id: string; tries: number },
  inHand: { part: Part; id: string },
): Promise<void> {
  await putBack(tables, inHand.part, inHand.id);
  await dispatchOrGiveUp(tables, article, clock.now());
  await dispatch();
}

/**
 * What is waited for: a call that another worker is making, an engine that asks for patience or is down, a database or a queue that is away,
 * a disk that is full. None of it is the article's fault, so it uses up no attempt.
 */
const waitedFor = new Set(['engine.busy', 'engine.limited', 'engine.down', 'database.down', 'redis.down', 'disk.full']);

/** Whether an error uses up no attempt. */
export function isWaitedFor(error: unknown): error is TransientError {
  return error instanceof TransientError && waitedFor.has(error.code);
}

/** How long a worker waits before it looks again. */
const WAIT_MS = 1000;

/** As long as the error asks for, within reason; a second where it does not say. */
function waitMs({ parameters }: TransientError): number {
  const seconds = Number(parameters.seconds);
  return seconds > 0 ? Math.min(seconds * 1000, LONGEST_WAIT_MS) : WAIT_MS;
}

/** A wait from which on somebody who looks on would wonder, in seconds. */
const LONG_WAIT = 10;

/** Many jobs wait for one engine, each a little longer than the other: in tens of seconds they say the same. */
function tellLongWait({ code, parameters }: TransientError, report: (error: unknown) => void): void {
  const seconds = Number(parameters.seconds);
  if (seconds >= LONG_WAIT)
    report(new TransientError(code, { ...parameters, seconds: Math.ceil(seconds / LONG_WAIT) * LONG_WAIT }));
}

/** A service may ask for a day: then it is asked again once an hour. */
const LONGEST_WAIT_MS = 3_600_000;

/** What dies with its worker so often is given up: it kills whoever works on it. */
const TRIES = 8;

/** A row that was taken up. */
export interface TakenUp {
  /** How often it was taken up and not put back, this time included. */
  taken: number;
}

/** What a queue's worker does with the row that a job names. */
export interface Work<Taken extends TakenUp = TakenUp> {
  /** What kind of row it is. */
  part: Part;
  /** Takes it up; undefined where nothing is to be done about it any more. */
  takeUp(id: string): Promise<Taken | undefined>;
  /** @param last whether this is the last attempt: then it takes what can be had */
  act(id: string, last: boolean, row: Taken): Promise<void>;
  /** Records that it came to nothing, and why; `row` is absent where it could not even be taken up. */
  giveUp(id: string, error: StoredError, row?: Taken): Promise<void>;
}

/**
 * Wraps a worker's act with what happens when it fails. What cannot get better by itself (bad input, a pair no engine can do) is
 * recorded at once; the rest is tried again, and recorded after the last attempt. What is over or canceled is left alone.
 *
 * @param report is told of long waits: a run that stands still says why
 */
export function processor<Taken extends TakenUp>(
  { tables, signal }: Pick<WorkerContext, 'tables' | 'signal'>,
  { part, takeUp, act, giveUp }: Work<Taken>,
  report: (error: unknown) => void = () => {},
): Processor<JobData> {
  return async (job: Job<JobData>, token?: string) => {
    const { id } = job.data;
    const last = job.attemptsMade + 1 >= (job.opts.attempts ?? ATTEMPTS);
    let row: Taken | undefined;
    try {
      row = await takeUp(id);
      if (row === undefined) return;
      if (row.taken > TRIES) return await giveUp(id, { code: 'article.poison', parameters: { times: TRIES } }, row);
      await act(id, last, row);
    } catch (thrown) {
      const error = asOutage(thrown);
      if (row !== undefined) await putBack(tables, part, id).catch(() => {});
      if (signal.aborted) {
        // This process was told to stop: another takes over, and nothing has failed.
        await job.moveToDelayed(Date.now(), token);
        throw new DelayedError();
      }
      if (isWaitedFor(error)) {
        tellLongWait(error, report);
        await job.moveToDelayed(Date.now() + waitMs(error), token);
        throw new DelayedError();
      }
      if (error instanceof InterlinearError && !(error instanceof TransientError)) {
        await giveUp(id, storedError(error), row);
        return;
      }
      if (last) await giveUp(id, storedError(error), row).catch(() => {});
      throw error;
    }
  };
}
