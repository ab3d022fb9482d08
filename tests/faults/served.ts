import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { inject } from 'vitest';
import { type Place, type Running, runHere, start, temporaryFolder, until } from '../journeys/interlinear.ts';
import { temporaryData } from '../servers/databases.ts';
import { available as noPostgres, type PostgresServer, startPostgres } from '../servers/postgres.ts';
import { available as noRedis, type RedisServer, startRedis } from '../servers/redis.ts';

/** The service as processes of its own, on a database that outlives them. */
export interface Served {
  /** Starts it, with a worker where the set-up has some. */
  start(): Promise<void>;
  /** SIGKILL to all of it at once. */
  kill(): Promise<void>;
  /** Asks the service, with a key that may do everything. */
  ask(method: string, path: string, body?: object, headers?: Record<string, string>): Promise<Answer>;
  /** Waits until a job is over. @param patience milliseconds, a minute without it @returns its status */
  over(job: string, patience?: number): Promise<string>;
  loseQueue(): Promise<void>;
  /** The servers that it stands on, where there are some. */
  servers: { database: PostgresServer; queue: RedisServer } | undefined;
  remove(): Promise<void>;
  /** Where it listens. */
  url(): string;
  /** What the service has written to standard output since it was started last. */
  said(): string;
  /** A file that readers find, by its path in the publishing folder. */
  published(path: string): string;
}

/** How it is served, where that matters. */
export interface Wishes {
  /** Always the same port, so that a page finds the service again; any free one without it. */
  port?: number;
  /** Processes beside the server's, where the set-up has them; one without it. */
  workers?: number;
  environment?: Record<string, string>;
}

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  body: any;
}

/** Both set-ups of the product. */
export const setUps: { name: string; missing: string | undefined; open(wishes?: Wishes): Promise<Served> }[] = [
  {
    name: 'the embedded set-up',
    missing: undefined,
    async open(wishes) {
      const data = temporaryData();
      const ways = { servers: undefined, loseQueue: async () => {}, remove: data.remove };
      return serving({ INTERLINEAR_DATA: data.path }, { ...wishes, workers: 0 }, ways);
    },
  },
  {
    name: 'Redis and PostgreSQL',
    missing: noPostgres() ?? noRedis(),
    async open(wishes) {
      const [postgres, redis] = await Promise.all([startPostgres(inject('clusterTemplate')), startRedis()]);
      const environment = { DATABASE_URL: postgres.readyDatabase, REDIS_URL: redis.url };
      const loseQueue = async () => {
        const client = new Redis(redis.url);
        await client.flushall();
        client.disconnect();
      };
      const remove = async () => {
        await Promise.all([postgres.stop(), redis.stop()]);
      };
      const servers = { database: postgres, queue: redis };
      return serving(environment, { workers: 1, ...wishes }, { servers, loseQueue, remove });
    },
  },
];

async function serving(
  environment: Record<string, string>,
  { port = 0, workers = 1, environment: more }: Wishes,
  {
    servers,
    loseQueue,
    remove,
  }: { loseQueue(): Promise<void>; remove(): Promise<void> | void } & Pick<Served, 'servers'>,
): Promise<Served> {
  const cwd = temporaryFolder();
  const folder = join(cwd.path, 'published');
  const own = { INTERLINEAR_LOCK_SECONDS: '2', INTERLINEAR_PUBLISH_FOLDER: folder };
  const place: Place = { environment: { ...own, ...environment, ...more }, cwd: cwd.path };
  const added = await runHere(['keys', 'add', 'tests', '--scope', 'admin'], place);
  const key = added.out.trim();
  if (!key.startsWith('ilk_')) throw new Error(added.err);
  let running: Running[] = [];
  let url = '';
  let out = '';
  const ask: Served['ask'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: response.status, body: await response.json() };
  };
  const kill = async () => {
    for (const { child } of running) child.kill('SIGKILL');
    await Promise.all(running.map(({ ended }) => ended));
    running = [];
  };
  return {
    ask,
    kill,
    loseQueue,
    servers,
    url: () => url,
    said: () => out,
    published: (path) => readFileSync(join(folder, path), 'utf8'),
    async start() {
      const server = start(['serve', '--port', String(port)], place);
      running = [server, ...Array.from({ length: workers }, () => start(['worker'], place))];
      out = '';
      server.child.stdout?.on('data', (chunk) => {
        out += chunk;
      });
      await until(() => /http:\/\/[\d.:]+/.test(out) || server.child.exitCode !== null);
      url = /http:\/\/[\d.:]+/.exec(out)?.[0] ?? '';
      if (url === '') throw new Error(server.err());
    },
    async over(job, patience = 60_000) {
      for (const late = Date.now() + patience; Date.now() < late; ) {
        const { status } = (await ask('GET', `/v1/jobs/${job}`)).body;
        if (!['accepted', 'running'].includes(status)) return status;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error(`job ${job} was not over in time`);
    },
    async remove() {
      await kill();
      await remove();
      cwd.remove();
    },
  };
}
