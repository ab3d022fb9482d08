import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { LOCAL } from '../../src/server/identity/local-token.ts';
import { migratePostgres } from '../../src/storage/postgres.ts';
import { startPostgres } from '../../tests/servers/postgres.ts';
import { startRedis } from '../../tests/servers/redis.ts';

export type Backend = 'embedded' | 'redis';

/** What a process has used so far. */
export interface Used {
  cpuSeconds: number;
  /** Of memory that the system has given it. */
  megabytes: number;
  /** Of its heap, what is not garbage. */
  heldMegabytes: number;
}

/** A process of the service. */
export interface Running {
  url: string;
  used(): Promise<Used>;
  stop(): Promise<void>;
}

/** A set-up of the service with a database, and a queue, of its own. */
export interface Place {
  backend: Backend;
  token: string;
  environment: Record<string, string>;
  start(what: 'serve' | 'work' | 'both'): Promise<Running>;
  remove(): Promise<void>;
}

/** Settings that a run may be given, to see what they do. */
const tried = ['INTERLINEAR_COMPUTE_THREADS', 'INTERLINEAR_CONCURRENCY'];

export async function openPlace(backend: Backend): Promise<Place> {
  const token = `${LOCAL}${randomBytes(32).toString('base64url')}`;
  const folder = mkdtempSync(join(tmpdir(), 'interlinear-bench-'));
  const environment: Record<string, string> = { INTERLINEAR_DATA: join(folder, 'data'), INTERLINEAR_ENGINE: 'double' };
  const closing = [async () => rmSync(folder, { recursive: true, force: true })];
  if (backend === 'redis') {
    const [postgres, redis] = await Promise.all([startPostgres(undefined, { autovacuum: true }), startRedis()]);
    closing.unshift(
      () => redis.stop(),
      () => postgres.stop(),
    );
    environment.DATABASE_URL = await postgres.createDatabase();
    environment.REDIS_URL = redis.url;
    environment.INTERLINEAR_REQUESTS_PER_MINUTE = '0';
    await migratePostgres(environment.DATABASE_URL);
  }
  const running = new Set<Running>();
  return {
    backend,
    token,
    environment,
    async start(what) {
      const started = await start(what, { ...environment, BENCH_TOKEN: token });
      running.add(started);
      return started;
    },
    async remove() {
      for (const one of running) await one.stop();
      for (const close of closing) await close();
    },
  };
}

async function start(what: string, environment: Record<string, string>): Promise<Running> {
  const { PATH = '', HOME = '' } = process.env;
  // Settings under test come from whoever measures; the rest of the environment stays away.
  const settings = Object.fromEntries(
    tried.flatMap((name) => (name in process.env ? [[name, process.env[name]]] : [])),
  );
  const child: ChildProcess = fork(fileURLToPath(new URL('process.ts', import.meta.url)), [what], {
    env: { PATH, HOME, ...settings, ...environment },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    ...(process.env.BENCH_IMPORT ? { execArgv: ['--import', process.env.BENCH_IMPORT] } : {}),
    ...(process.env.BENCH_PROFILE ? { execArgv: ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`] } : {}),
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const [first] = await Promise.race([
    new Promise<string[]>((resolve) => lines.once('line', (line) => resolve([line]))),
    ended.then(() => Promise.reject(new Error(`the ${what} process ended`))),
  ]);
  const { url = '' } = JSON.parse(first as string) as { url?: string };
  return {
    url,
    used: () =>
      new Promise((resolve) => {
        child.once('message', (used) => resolve(used as Used));
        child.send('used');
      }),
    async stop() {
      if (child.exitCode === null) child.kill('SIGTERM');
      await ended;
    },
  };
}
