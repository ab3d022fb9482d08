import { DelayedError, type Processor } from 'bullmq';
import { type StoredError, TransientError } from '../src/model/errors.ts';
import type { JobData, QueueBackend, QueueName } from '../src/queue/backend.ts';
import { DISPATCH_ROUND, dispatcher, dispatchOutbox, rebuildQueue, sweep } from '../src/queue/dispatch.ts';
import { dispatchPublications, sweepPublications } from '../src/queue/publications.ts';
import { type Part, takeUp } from '../src/storage/in-hand.ts';
import { releaseAllCalls } from '../src/storage/ledger.ts';
import { removeOld } from '../src/storage/retention.ts';
import { learnGrowth, tidyTables } from '../src/storage/upkeep.ts';
import { completeArticle, giveUpArticle } from './articles.ts';
import { setBackWatch, startWaitsAnew } from './clock-jump.ts';
import { passLeaseMs, processor, type TakenUp, type Work, type WorkerContext } from './context.ts';
import { groupsOf } from './groups.ts';
import { giveUpIntake, intake } from './intake.ts';
import { completeLanguage, giveUpLanguage } from './languages.ts';
import { goOn, type RunStage } from './onward.ts';
import { giveUpPublication, publishEdition } from './publishing.ts';
import { callLeaseMs, giveUpBatch, translateBatch } from './segments.ts';
import { Slots } from './slots.ts';
import type { Straight } from './straight.ts';
import { webhookRound } from './webhooks.ts';

/** How often the outbox is looked at without being told. */
const DISPATCH_MS = 2000;
/** Work that gave no sign of life for this part of the time for which a lock holds is looked for in the queue, twice as often. */
const QUIET = 1 / 3;
const SHORTEST_SWEEP_MS = 1000;
/** How often the events are looked through for webhooks. */
const WEBHOOKS_MS = 500;
/** How often the clock is looked at. */
const CLOCK_MS = 1000;
/** How often tables are looked at that may have grown: sooner than PostgreSQL does, which may take minutes. */
const LEARN_MS = 5000;
/** How often the embedded database is tidied, and after how many stages at least. */
const TIDY_MS = 15_000;
const TIDY_STAGES = 300;
/** How often old events and messages are removed. */
const HOUR_MS = 3_600_000;

/** Languages, and articles, that are completed at a time: while one waits for the database, another one is checked. */
const COMPLETING = 4;

/** Articles that are read at a time, beside those that go straight on. */
const READING = 4;

/** Editions that are put where readers find them at a time: they wait for disks and networks. */
const PUBLISHING = 4;

/** How often a job may lose its worker before the queue gives it up: more often than what it works on may (see `processor`). */
const STALLS = 20;

export interface RunningWorkers {
  /** Lets what has begun end within the limit, then returns; what is left is taken over by others, or at the next start. */
  stop(drainMs: number): Promise<void>;
}

/** Told of every stage that ended: the queue, the row it was about, how it ended, and how long it took in seconds. */
export type WatchStage = (
  stage: QueueName,
  row: string,
  outcome: 'done' | 'delayed' | 'failed',
  seconds: number,
) => void;

function watched(name: QueueName, process: Processor<JobData>, watch: WatchStage): Processor<JobData> {
  return async (job, token, signal) => {
    const began = performance.now();
    const tell = (outcome: Parameters<WatchStage>[2]) =>
      watch(name, job.data.id, outcome, (performance.now() - began) / 1000);
    try {
      const result = await process(job, token, signal);
      tell('done');
      return result;
    } catch (error) {
      tell(error instanceof DelayedError ? 'delayed' : 'failed');
      throw error;
    }
  };
}

/** Starts this process's workers on all queues, the dispatcher and the sweeper. */
export async function startWorkers(
  context: Omit<WorkerContext, 'dispatch' | 'articleEnded' | 'groups' | 'signal'>,
  backend: QueueBackend,
  report: (error: unknown) => void,
  watch: WatchStage = () => {},
): Promise<RunningWorkers> {
  const { tables, clock, config } = context;
  const abort = new AbortController();
  const dispatch = dispatcher(() => dispatchOutbox(tables, backend, clock));
  const slots = new Slots(config.concurrency);
  let articles = 0;
  const complete: WorkerContext = {
    ...context,
    dispatch: () => dispatch(),
    async articleEnded() {
      articles += 1;
      if (articles % DISPATCH_ROUND === 0) await dispatch(true);
    },
    groups: groupsOf(tables, clock, callLeaseMs(config)),
    signal: abort.signal,
  };
  if (backend.exclusive) {
    await releaseAllCalls(tables);
    await rebuildQueue(tables, backend, clock);
  }

  let stages = 0;
  let learnt = 0;
  let tidied = 0;
  const counted: WatchStage = (...stage) => {
    stages += 1;
    watch(...stage);
  };
  type Act = (context: WorkerContext, id: string, last: boolean) => Promise<unknown>;
  type GiveUp = (context: WorkerContext, id: string, error: StoredError) => Promise<void>;
  const run: RunStage = async (stage, row, act) => {
    const began = performance.now();
    let outcome: 'done' | 'failed' = 'failed';
    try {
      const result = await act();
      outcome = 'done';
      return result;
    } finally {
      counted(stage, row, outcome, (performance.now() - began) / 1000);
    }
  };
  const translate: Act = async (context, id, last) =>
    goOn(context, await translateBatch(context, id, last), run, report);
  const giveUpTranslating: GiveUp = async (context, id, error) =>
    goOn(context, await giveUpBatch(context, id, error), run, report);
  const start = (name: QueueName, part: Part, act: Act, giveUp: GiveUp, concurrency: number) =>
    startWith(
      name,
      {
        part,
        takeUp: async (id) => {
          const taken = await takeUp(tables, part, id);
          return taken === undefined ? undefined : { taken };
        },
        act: async (id, last) => {
          await act(complete, id, last);
        },
        giveUp: (id, error) => giveUp(complete, id, error),
      },
      concurrency,
    );
  const startWith = <Taken extends TakenUp>(name: QueueName, work: Work<Taken>, concurrency: number) => {
    const process = processor(complete, work, report);
    const lockDuration = config.lockSeconds * 1000;
    const options = { concurrency, lockDuration, stalledInterval: lockDuration / 2, maxStalledCount: STALLS };
    const worker = backend.worker(name, watched(name, process, counted), options);
    // What a worker emits by itself is about its connection; what a job died of comes as `failed`.
    worker.on('error', (error) =>
      report(backend.kind === 'redis' ? new TransientError('redis.down', { reason: error.message }) : error),
    );
    worker.on('failed', (_job, error) => report(error));
    return worker;
  };
  const straight: Straight = { slots, run, report };
  const workers = [
    // Articles that have to be fetched wait for others' servers, not for this process; those that go straight on are in its slots.
    startWith(
      'intake',
      {
        part: 'article',
        takeUp: (id) => complete.groups.takeUp.do(id),
        act: (_, __, { article }) => intake(complete, article, straight),
        giveUp: (id, error, row) => giveUpIntake(complete, row?.article ?? { id }, error),
      },
      READING + config.concurrency,
    ),
    start('segments', 'batch', translate, giveUpTranslating, config.concurrency),
    start('languages', 'language', completeLanguage, giveUpLanguage, COMPLETING),
    start('articles', 'article', (context, id) => completeArticle(context, id), giveUpArticle, COMPLETING),
    start('publishing', 'publication', publishEdition, giveUpPublication, PUBLISHING),
  ];

  const repeat = (act: (stopped: () => boolean) => Promise<unknown>, everyMs: number) => {
    let stopped = false;
    let timer: NodeJS.Timeout;
    let running: Promise<unknown> = Promise.resolve();
    const round = () => {
      running = act(() => stopped)
        .catch(report)
        .finally(() => {
          if (!stopped) timer = setTimeout(round, everyMs);
        });
    };
    round();
    return async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    };
  };
  const stopDispatching = repeat(async () => {
    await dispatch(true);
    await dispatchPublications(tables, backend, clock);
  }, DISPATCH_MS);
  const stopCalling = repeat(async (stopped) => {
    while (!stopped() && (await webhookRound(complete)));
  }, WEBHOOKS_MS);
  const stopRemoving = repeat(() => removeOld(tables, clock.now()), HOUR_MS);
  const wasSetBack = setBackWatch(clock);
  let waitsAnew = false;
  const stopWatchingClock = repeat(async () => {
    waitsAnew ||= wasSetBack();
    if (!waitsAnew) return;
    await startWaitsAnew(tables, backend, clock, { call: callLeaseMs(config), pass: passLeaseMs(config) });
    waitsAnew = false;
  }, CLOCK_MS);
  const quietMs = config.lockSeconds * 1000 * QUIET;
  const stopLearning = repeat(async () => {
    if (stages === learnt) return;
    learnt = stages;
    await learnGrowth(tables);
  }, LEARN_MS);
  const stopTidying =
    backend.kind === 'embedded'
      ? repeat(async () => {
          if (stages - tidied < TIDY_STAGES) return;
          tidied = stages;
          await tidyTables(tables);
        }, TIDY_MS)
      : async () => {};
  const stopSweeping = repeat(
    async () => {
      await sweep(tables, backend, clock, quietMs);
      await sweepPublications(tables, backend, clock, quietMs);
    },
    Math.max(quietMs / 2, SHORTEST_SWEEP_MS),
  );

  return {
    async stop(drainMs) {
      const late = setTimeout(() => abort.abort(), drainMs);
      const orderly = Promise.all(
        [stopDispatching, stopSweeping, stopCalling, stopRemoving, stopLearning, stopTidying, stopWatchingClock].map(
          (stop) => stop(),
        ),
      ).then(() => Promise.all(workers.map((worker) => worker.close())));
      // A queue that is away answers nothing, not even a goodbye: what is in hand is taken over when its lock runs out.
      if (!(await within(orderly, drainMs + GRACE_MS)))
        await within(Promise.all(workers.map((worker) => worker.close(true))), FORCED_MS);
      clearTimeout(late);
    },
  };
}

/** What a stop may take beyond its drain limit. */
const GRACE_MS = 3000;
/** How long workers may take that are to end at once. */
const FORCED_MS = 1000;

/** Whether something ends in time. */
async function within(act: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const ended = act.then(
    () => true,
    () => true,
  );
  const result = await Promise.race([ended, late]);
  clearTimeout(timer);
  return result;
}
