import {
  type BackendFactory,
  createPostgresBackend,
  FlowProducer,
  Queue,
  runMigrations,
  Worker,
  type WorkerOptions,
} from 'bullmq';
import { Redis } from 'ioredis';
import type pg from 'pg';
import type { Config } from '../config.ts';
import { InterlinearError, TransientError } from '../model/errors.ts';
import type { Database } from '../storage/database.ts';

/** The queues, one a kind of work; workers/ has a file for each. */
export const queueNames = ['intake', 'segments', 'languages', 'articles'] as const;
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
  queue(name: QueueName): Queue<JobData>;
  flows: FlowProducer;
  worker(
    name: QueueName,
    process: ConstructorParameters<typeof Worker<JobData>>[1],
    options: Partial<WorkerOptions>,
  ): Worker<JobData>;
  close(): Promise<void>;
}

/** Key prefix in Redis, so that other programs' queues can live beside ours. */
const PREFIX = 'interlinear';

/** Arbitrary and fixed: whoever holds this advisory lock is the one process of a queue that lives in PostgreSQL. */
const ONE_PROCESS_LOCK = 4_747_001;

/**
 * Opens the queue: on Redis where `redisUrl` is set, else in the database itself.
 *
 * @throws TransientError `redis.down`; InterlinearError `redis.evicts`, `redis.forgets` for a Redis that may lose jobs, `queue.one-process`
 * for a second process on a queue in PostgreSQL
 */
export async function openQueue(config: Config, database: Database): Promise<QueueBackend> {
  return config.redisUrl ? openRedis(config.redisUrl, config.allowUnsafeRedis) : openInDatabase(database);
}

async function openRedis(url: string, allowUnsafe: boolean): Promise<QueueBackend> {
  await probeRedis(url, allowUnsafe);
  // Workers wait for Redis to come back instead of failing their jobs.
  const connection = new Redis(url, {
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2000),
  });
  connection.on('error', () => {});
  return assemble('redis', false, { connection, prefix: PREFIX }, undefined, async () => {
    await connection.quit().catch(() => connection.disconnect());
  });
}

/** A Redis that evicts keys or keeps nothing on disk would lose accepted work without a word. */
async function probeRedis(url: string, allowUnsafe: boolean): Promise<void> {
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

async function openInDatabase(database: Database): Promise<QueueBackend> {
  const pool = database.queuePool();
  const unlock = database.kind === 'postgresql' ? await becomeTheOneProcess(pool) : async () => {};
  const client = await pool.connect();
  try {
    // biome-ignore lint/suspicious/noExplicitAny: BullMQ declares its own shape of a pg client.
    await runMigrations(client as any);
  } finally {
    client.release();
  }
  return assemble(
    database.kind,
    true,
    { connection: pool },
    createPostgresBackend as unknown as BackendFactory,
    unlock,
  );
}

async function becomeTheOneProcess(pool: pg.Pool): Promise<() => Promise<void>> {
  const client = await pool.connect();
  const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS taken', [ONE_PROCESS_LOCK]);
  if (!rows[0]?.taken) {
    client.release();
    throw new InterlinearError('queue.one-process');
  }
  // Closing the session gives the lock back, however the process ends.
  return async () => client.release(true);
}

function assemble(
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
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await flows.close();
      await release();
    },
  };
}
