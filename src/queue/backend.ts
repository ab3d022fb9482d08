import type { BackendFactory, FlowProducer, Queue, Telemetry, Worker, WorkerOptions } from 'bullmq';
import type pg from 'pg';
import type { Config } from '../config.ts';
import { InterlinearError, TransientError } from '../model/errors.ts';
import type { Database } from '../storage/database.ts';

/** The queues, one a kind of work; workers/ has a file for each. */
export const queueNames = ['intake', 'segments', 'languages', 'articles', 'publishing'] as const;
export type QueueName = (typeof queueNames)[number];

/** All that a queue job carries: the id of its row. Texts stay in the database. */
export interface JobData {
  id: string;
}

/** BullMQ over whichever store the settings name. */
export interface QueueBackend {
  kind: 'embedded' | 'postgresql' | 'redis';
  /** True when no other process can have jobs of these queues in hand: then what an earlier process left can be rebuilt at once. */
  exclusive: boolean;
  /** Whether jobs carry the trace that they are part of. */
  traced: boolean;
  queue(name: QueueName): Queue<JobData>;
  flows: FlowProducer;
  worker(
    name: QueueName,
    process: ConstructorParameters<typeof Worker<JobData>>[1],
    options: Partial<WorkerOptions>,
  ): Worker<JobData>;
  /** Takes up no new jobs for a while: another process may be the one that works. */
  pause(): void;
  resume(): void;
  close(): Promise<void>;
}

/** Key prefix in Redis, so that other programs' queues can live beside ours. */
const PREFIX = 'interlinear';

/** Arbitrary and fixed: whoever holds this advisory lock is the one process of a queue that lives in PostgreSQL. */
const ONE_PROCESS_LOCK = 4_747_001;

/**
 * Opens the queue: on Redis where `redisUrl` is set, else in the database itself.
 *
 * @param telemetry carries traces on from whoever adds a job to whoever works on it
 * @throws TransientError `redis.down`; InterlinearError `redis.evicts`, `redis.forgets` for a Redis that may lose jobs, `queue.one-process`
 * for a second process on a queue in PostgreSQL
 */
export async function openQueue(config: Config, database: Database, telemetry?: Telemetry): Promise<QueueBackend> {
  return config.redisUrl
    ? openRedis(config.redisUrl, config.allowUnsafeRedis, telemetry)
    : openInDatabase(database, telemetry);
}

/** Hundreds of files, which nobody reads who has no queue to open. */
const libraries = async () => ({ bullmq: await import('bullmq'), Redis: (await import('ioredis')).Redis });
type Bullmq = Awaited<ReturnType<typeof libraries>>['bullmq'];
type RedisClass = Awaited<ReturnType<typeof libraries>>['Redis'];

async function openRedis(url: string, allowUnsafe: boolean, telemetry?: Telemetry): Promise<QueueBackend> {
  const { bullmq, Redis } = await libraries();
  await probeRedis(Redis, url, allowUnsafe);
  // Workers wait for Redis to come back instead of failing their jobs.
  const connection = new Redis(url, {
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2000),
  });
  connection.on('error', () => {});
  return assemble(
    bullmq,
    'redis',
    false,
    { connection, prefix: PREFIX, ...(telemetry ? { telemetry } : {}) },
    undefined,
    async () => {
      connection.disconnect();
    },
  );
}

/** A Redis that evicts keys or keeps nothing on disk would lose accepted work without a word. */
async function probeRedis(Redis: RedisClass, url: string, allowUnsafe: boolean): Promise<void> {
  const probe = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 5000,
    retryStrategy: () => null,
    maxRetriesPerRequest: 1,
  });
  let failure: Error | undefined;
  probe.on('error', (error) => {
    failure = error;
  });
  try {
    await probe.connect();
    await probe.ping();
    if (allowUnsafe) return;
    const setting = async (name: string) => {
      // Hosted services forbid CONFIG; they state their policy elsewhere.
      const answer = await probe.config('GET', name).catch(() => []);
      return Array.isArray(answer) ? answer[1] : (answer as Record<string, string>)[name];
    };
    const policy = await setting('maxmemory-policy');
    if (policy && policy !== 'noeviction') throw new InterlinearError('redis.evicts', { policy: String(policy) });
    if ((await setting('appendonly')) === 'no') throw new InterlinearError('redis.forgets');
  } catch (error) {
    if (error instanceof InterlinearError) throw error;
    const reason = failure?.message || (error instanceof Error ? error.message : String(error));
    throw new TransientError('redis.down', { reason }, { cause: error });
  } finally {
    probe.disconnect();
  }
}

async function openInDatabase(database: Database, telemetry?: Telemetry): Promise<QueueBackend> {
  const { bullmq } = await libraries();
  const pool = database.queuePool();
  // Each queue and each worker listens to it.
  pool.setMaxListeners(0);
  const hold = database.kind === 'postgresql' ? await becomeTheOneProcess(pool) : undefined;
  try {
    const client = await pool.connect();
    try {
      // biome-ignore lint/suspicious/noExplicitAny: BullMQ declares its own shape of a pg client.
      await bullmq.runMigrations(client as any);
    } finally {
      client.release();
    }
  } catch (error) {
    hold?.release();
    throw error;
  }
  const backend = assemble(
    bullmq,
    database.kind,
    true,
    { connection: pool, ...(telemetry ? { telemetry } : {}) },
    bullmq.createPostgresBackend as unknown as BackendFactory,
    async () => hold?.release(),
  );
  hold?.whenLost(
    () => backend.pause(),
    () => backend.resume(),
  );
  return backend;
}

/** The right to be the one process of a queue in PostgreSQL, held by a session of its own. */
interface Hold {
  /** What to do while the right is lost with its session (the server restarted), and when it is back. */
  whenLost(lost: () => void, back: () => void): void;
  release(): void;
}

/** How long to wait before the right is asked for again. */
const AGAIN_MS = 1000;

async function becomeTheOneProcess(pool: pg.Pool): Promise<Hold> {
  let client: pg.PoolClient | undefined = await takeLock(pool);
  if (!client) throw new InterlinearError('queue.one-process');
  let released = false;
  let lost = () => {};
  let back = () => {};
  const watch = (held: pg.PoolClient) => {
    // Without a listener, the end of an idle session would end this process.
    held.once('error', () => {
      // One that was handed back already is the pool's affair.
      if (client !== held) return;
      held.release(true);
      client = undefined;
      lost();
      void regain();
    });
  };
  const regain = async () => {
    while (!released && !client) {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      client = released ? undefined : await takeLock(pool).catch(() => undefined);
    }
    if (!client) return;
    watch(client);
    back();
  };
  watch(client);
  return {
    whenLost(onLost, onBack) {
      lost = onLost;
      back = onBack;
    },
    release() {
      released = true;
      // Closing the session gives the lock back, however the process ends.
      client?.release(true);
      client = undefined;
    },
  };
}

async function takeLock(pool: pg.Pool): Promise<pg.PoolClient | undefined> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS taken', [ONE_PROCESS_LOCK]);
    if (rows[0]?.taken) return client;
  } catch (error) {
    client.release(true);
    throw error;
  }
  client.release();
  return undefined;
}

function assemble(
  { FlowProducer, Queue, Worker }: Bullmq,
  kind: QueueBackend['kind'],
  exclusive: boolean,
  // biome-ignore lint/suspicious/noExplicitAny: a Redis connection or a pg pool, as the backend factory takes it.
  options: any,
  factory: BackendFactory | undefined,
  release: () => Promise<void>,
): QueueBackend {
  // biome-ignore lint/suspicious/noExplicitAny: BullMQ's overloads tell the two backends apart by the factory's type.
  const backend = factory as any;
  const queues = new Map<QueueName, Queue<JobData>>();
  const flows: FlowProducer = new FlowProducer(options, backend);
  flows.on('error', () => {});
  const workers: Worker<JobData>[] = [];
  return {
    kind,
    exclusive,
    traced: options.telemetry !== undefined,
    flows,
    queue(name) {
      let queue = queues.get(name);
      if (!queue) {
        queue = new Queue<JobData>(name, options, backend) as Queue<JobData>;
        queue.on('error', () => {});
        queues.set(name, queue);
      }
      return queue;
    },
    worker(name, process, more) {
      const worker = new Worker<JobData>(name, process, { ...options, ...more }, backend) as Worker<JobData>;
      workers.push(worker);
      return worker;
    },
    pause() {
      for (const worker of workers) void worker.pause(true).catch(() => {});
    },
    resume() {
      for (const worker of workers) worker.resume();
    },
    async close() {
      const orderly = async () => {
        await Promise.all(workers.map((worker) => worker.close()));
        await Promise.all([...queues.values()].map((queue) => queue.close()));
        await flows.close();
        await release();
      };
      // A store that is away does not answer a goodbye either; its connections end with the process.
      await Promise.race([orderly(), new Promise((resolve) => setTimeout(resolve, GOODBYE_MS).unref())]);
    },
  };
}

/** How long closing waits for the store's answer. */
const GOODBYE_MS = 2000;
