import type { Telemetry } from 'bullmq';
import { type Compute, ComputeThreads, usualThreads } from '../../workers/compute/threads.ts';
import type { WorkerContext } from '../../workers/context.ts';
import type { RunningWorkers, WatchStage } from '../../workers/start.ts';
import type { Config } from '../config.ts';
import { InterlinearError } from '../model/errors.ts';
import type { Clock, Engine, EngineGate } from '../model/ports.ts';
import type { MemoryIndexes } from '../pipeline/memory-indexes.ts';
import { openQueue, type QueueBackend } from '../queue/backend.ts';
import { dispatchOutbox } from '../queue/dispatch.ts';
import { dispatchPublications } from '../queue/publications.ts';
import { type Database, openDatabase } from '../storage/database.ts';
import { workingDesk } from '../storage/desks.ts';
import { engineGate } from '../storage/engine-gate.ts';
import { enginesOf } from './engines.ts';
import { openIndexes } from './memory-desk.ts';

/** What looks on while workers work. */
export interface Watch {
  stage: WatchStage;
  /** Counts engine calls on their way. */
  counted(gate: EngineGate): EngineGate;
}

/** The product, put together for one process: what every command that touches stored work starts with. */
export interface Application {
  config: Config;
  database: Database;
  engines: Map<string, Engine>;
  clock: Clock;
  indexes: MemoryIndexes;
  compute: Compute;
  desk: string;
  /** Absent while another process owns the queue that lives in the database: it finds new work by itself. */
  readonly queue: QueueBackend | undefined;
  /** Takes the queue over where the process that owned it has ended. @returns whether there is a queue now */
  openQueueAgain(): Promise<boolean>;
  /** Tells the queue of what was accepted, or of what is to be published. */
  dispatch(what?: 'articles' | 'publications'): Promise<void>;
  /** Starts this process's workers. */
  work(report: (error: unknown) => void, watch?: Watch): Promise<RunningWorkers>;
  close(): Promise<void>;
}

/**
 * Opens database and queue.
 *
 * @param command what this process does, for those who find the data folder in use
 * @param options.telemetry carries traces through the queue
 * @param options.shared accept that another process owns the queue, as a command does that only hands work in
 * @param options.later leave the queue of an embedded database, which is nobody else's, for `openQueueAgain` to open
 */
export async function openApplication(
  config: Config,
  command: string,
  options: { shared?: boolean; later?: boolean; telemetry?: Telemetry } = {},
): Promise<Application> {
  const clock: Clock = { now: () => new Date() };
  const database = await openDatabase(config, command);
  try {
    const desk = await workingDesk(database.tables, config.desk, clock.now());
    // One pool for every attempt at the queue.
    let pool: ReturnType<Database['queuePool']> | undefined;
    const queueDatabase: Database = {
      ...database,
      queuePool() {
        pool ??= database.queuePool();
        return pool;
      },
    };
    const openShared = () =>
      openQueue(config, queueDatabase, options.telemetry).catch((error: unknown) => {
        if (options.shared && error instanceof InterlinearError && error.code === 'queue.one-process') return undefined;
        throw error;
      });
    let queue = options.later && database.kind === 'embedded' && !config.redisUrl ? undefined : await openShared();
    let closed = false;
    const engines = enginesOf(config);
    let tell: (trouble: unknown) => void = () => {};
    const compute = new ComputeThreads(config.computeThreads ?? usualThreads());
    const indexes = openIndexes(config, database.tables, (trouble) => tell(trouble));
    return {
      config,
      database,
      engines,
      clock,
      indexes,
      compute,
      desk,
      get queue() {
        return queue;
      },
      async openQueueAgain() {
        if (queue) return true;
        const opened = await openShared();
        if (closed) await opened?.close();
        else queue = opened;
        return queue !== undefined;
      },
      async dispatch(what = 'articles') {
        if (queue) await (what === 'articles' ? dispatchOutbox : dispatchPublications)(database.tables, queue, clock);
      },
      async work(report, watch) {
        if (!queue) throw new InterlinearError('queue.one-process');
        // Workers know every stage: a process that has none need not read them.
        const [{ passLeaseMs, processOwner, termsOf }, { startWorkers }] = [
          await import('../../workers/context.ts'),
          await import('../../workers/start.ts'),
        ];
        const { tables } = database;
        tell = report;
        const context: Omit<WorkerContext, 'dispatch' | 'articleEnded' | 'groups' | 'signal'> = {
          config,
          tables,
          engines,
          clock,
          gate: (watch?.counted ?? ((gate) => gate))(
            engineGate(tables, {
              limits: config.engineLimits,
              clock,
              leaseMs: passLeaseMs(config),
              patienceMs: config.enginePatienceMinutes * 60_000,
            }),
          ),
          owner: processOwner,
          terms: termsOf(tables),
          compute,
          indexes,
        };
        return startWorkers(context, queue, report, watch?.stage);
      },
      async close() {
        closed = true;
        await queue?.close();
        await compute.close();
        await indexes.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close().catch(() => {});
    throw error;
  }
}
