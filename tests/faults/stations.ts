import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { LIBRE_KEY, libretranslateService } from '../engines/services/libretranslate.ts';
import type { Service } from '../engines/services/service.ts';
import { filesIn, type Outcome, type Place, type Running, runHere, start, until } from '../journeys/interlinear.ts';
import { type PostgresServer, startPostgres } from '../servers/postgres.ts';
import { type RedisServer, startRedis } from '../servers/redis.ts';

/** A desk on servers of its own, with settings under which it notices within seconds what otherwise takes half a minute. */
export interface Station {
  postgres: PostgresServer;
  redis: RedisServer;
  /** The engine that the desk asks: it counts what it is asked for. */
  engine: Service;
  place: Place;
  databaseUrl: string;
  /** Starts a worker process and waits until it works. */
  worker(more?: Record<string, string>): Promise<Running>;
  /** `translate FILES --to es --out OUT`, in this process: what others do to its servers and workers is the test. */
  translate(files: string[], out: string, more?: Record<string, string>): Promise<Outcome>;
  stop(): Promise<void>;
}

/**
 * @param pace how long the engine takes for an answer, in milliseconds
 * @param environment further settings
 * @param within the folder in which PostgreSQL has its data
 */
export async function openStation(
  pace: number,
  environment: Record<string, string> = {},
  within?: string,
): Promise<Station> {
  const [postgres, redis, engine] = await Promise.all([
    startPostgres(inject('clusterTemplate'), within === undefined ? {} : { within }),
    startRedis(),
    libretranslateService(),
  ]);
  engine.pace = pace;
  const databaseUrl = postgres.readyDatabase;
  const settings = {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redis.url,
    INTERLINEAR_ENGINE: 'libretranslate',
    INTERLINEAR_LIBRETRANSLATE_URL: engine.url,
    INTERLINEAR_LIBRETRANSLATE_KEY: LIBRE_KEY,
    INTERLINEAR_LOCK_SECONDS: '2',
    INTERLINEAR_ENGINE_TIMEOUT_MS: '3000',
    INTERLINEAR_DRAIN_SECONDS: '5',
    INTERLINEAR_BATCH_SEGMENTS: '2',
    ...environment,
  };
  const workers: Running[] = [];
  return {
    postgres,
    redis,
    engine,
    place: { environment: settings },
    databaseUrl,
    async worker(more) {
      const worker = start(['worker'], { environment: { ...settings, ...more } });
      workers.push(worker);
      await until(() => worker.err().includes('Ctrl-C'));
      return worker;
    },
    translate: (files, out, more) =>
      runHere(['translate', ...files, '--to', 'es', '--format', 'article', '--out', out], {
        environment: { ...settings, ...more },
      }),
    async stop() {
      for (const worker of workers) worker.child.kill('SIGKILL');
      await Promise.all([postgres.stop(), redis.stop(), engine.close()]);
    },
  };
}

/** Short stories that differ, of a given number of sentences; their towns are numbered from `first` on. */
export function stories(folder: string, count: number, sentences = 6, first = 0): string[] {
  mkdirSync(folder, { recursive: true });
  return Array.from({ length: count }, (_, story) => {
    const path = join(folder, `story${story}.txt`);
    const text = Array.from(
      { length: sentences },
      (_, line) =>
        `The mayor of town number ${first + story * 100 + line} in the province of Idleb opened the new bridge on Monday.`,
    ).join('\n\n');
    writeFileSync(path, `${text}\n`);
    return path;
  });
}

/** Whether each story came out whole: every number in its Spanish, and the right name. */
export function wholeStories(out: string, count: number, sentences = 6, first = 0): string[] {
  const wrong: string[] = [];
  for (let story = 0; story < count; story++) {
    const text = filesIn(count === 1 ? out : join(out, `story${story}`)).get(`story${story}.es.txt`) ?? '';
    for (let line = 0; line < sentences; line++)
      if (!text.includes(` ${first + story * 100 + line} `)) wrong.push(`story ${story} lacks sentence ${line}`);
    if (!/idlib/i.test(text) || /idleb/i.test(text)) wrong.push(`story ${story} has the wrong name`);
  }
  return wrong;
}

/** Rows of a statement on the desk's database. */
export async function ask<Row>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows as Row[];
  } finally {
    await client.end();
  }
}

/**
 * What the engine was asked for although the ledger had the reply: the sentences, with how often they were asked for. Nothing that was
 * recorded may be paid twice; what was lost with its worker before it was recorded may.
 */
export async function paidTwice({ databaseUrl, engine }: Station): Promise<string[]> {
  const rows = await ask<{ text: string; at: Date }>(
    databaseUrl,
    "SELECT reply ->> 'text' AS text, answered_at AS at FROM interlinear.engine_call WHERE reply IS NOT NULL",
  );
  const recorded = new Map(rows.map(({ text, at }) => [townIn(text), at.getTime()]));
  const asked = engine.received.flatMap(({ body }, call) =>
    (body as { q: string[] }).q.map((text) => ({ town: townIn(text), at: engine.times[call] as number })),
  );
  return asked.filter(({ town, at }) => at > (recorded.get(town) ?? Infinity)).map(({ town }) => town);
}

/** What tells a sentence of `stories` from the others. */
const townIn = (text: string) => /town number (\d+)/i.exec(text)?.[1] ?? text;
