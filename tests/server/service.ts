import { join } from 'node:path';
import { Writable } from 'node:stream';
import { openIndexes } from '../../src/cli/memory-desk.ts';
import type { Config } from '../../src/config.ts';
import type { Engine } from '../../src/model/ports.ts';
import { openQueue, type QueueBackend } from '../../src/queue/backend.ts';
import { type Caller, type Permission, permissions } from '../../src/server/caller.ts';
import { openLog } from '../../src/server/log.ts';
import { openMetrics } from '../../src/server/metrics.ts';
import type { Server } from '../../src/server/routes.ts';
import { buildServer } from '../../src/server/server.ts';
import type { Service } from '../../src/server/service.ts';
import { addDesk, defaultDesk } from '../../src/storage/desks.ts';
import { here } from '../../workers/compute/threads.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';

/** The service in this process, on an empty embedded database with two desks: `newsroom` and `sports`. */
export interface TestService {
  server: Server;
  service: Service;
  database: TestDatabase;
  /** Desk ids by name. */
  desks: Record<string, string>;
  /** What was logged, line by line. */
  log: string[];
  /** Asks as somebody of a desk who may do some things; default: an administrator of the newsroom. */
  ask(method: string, url: string, body?: unknown, as?: As): Promise<Answer>;
  close(): Promise<void>;
}

export interface As {
  desk?: string;
  may?: Permission[];
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  body: any;
  text: string;
  headers: Record<string, string | string[] | number | undefined>;
}

export async function openService(
  options: { config?: Partial<Config>; engines?: Map<string, Engine>; queue?: boolean } = {},
): Promise<TestService> {
  const database = await (databaseKinds[0] as (typeof databaseKinds)[number]).open();
  const { tables } = database.database;
  const clock = { now: () => new Date() };
  const config = { ...database.config, ...options.config };
  const desks: Record<string, string> = { newsroom: await defaultDesk(tables, clock.now()) };
  desks.sports = (await addDesk(tables, 'sports', 'Europe/Paris', { actor: 'test', now: clock.now() })).id;
  const indexes = openIndexes({ ...config, data: join(config.data, 'server-test') }, tables, () => {});
  const log: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      log.push(...String(chunk).split('\n').filter(Boolean));
      done();
    },
  });
  const queue: QueueBackend | undefined = options.queue ? await openQueue(config, database.database) : undefined;
  const service: Service = {
    config,
    database: database.database,
    engines: options.engines ?? new Map(),
    clock,
    indexes,
    compute: here,
    queue,
    dispatch: async () => {},
    log: openLog('debug', stream),
    metrics: openMetrics(tables, () => queue),
  };
  const server = await buildServer(service, async (request) => {
    const as = request.headers['x-as'];
    if (typeof as !== 'string') return undefined;
    const { desk, may } = JSON.parse(as) as { desk: string; may: Permission[] };
    const id = desks[desk] as string;
    return { actor: 'person:1', name: 'A', desk: id, deskName: desk, permissions: new Set(may) } satisfies Caller;
  });
  return {
    server,
    service,
    database,
    desks,
    log,
    async ask(method, url, body, { desk = 'newsroom', may = [...permissions], headers = {} } = {}) {
      const raw = typeof body === 'string' || body instanceof Uint8Array;
      const response = await server.inject({
        method: method as 'GET',
        url,
        headers: { 'x-as': JSON.stringify({ desk, may }), ...headers },
        ...(body === undefined ? {} : { payload: raw ? (body as string) : (body as object) }),
      });
      const isJson = String(response.headers['content-type'] ?? '').includes('json');
      return {
        status: response.statusCode,
        body: isJson ? response.json() : undefined,
        text: response.body,
        headers: response.headers as Answer['headers'],
      };
    },
    async close() {
      await server.close();
      await queue?.close();
      await indexes.close();
      await database.close();
    },
  };
}
