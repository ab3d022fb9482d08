import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { filesIn, type Place, type Running, start, until } from '../journeys/interlinear.ts';
import { type PostgresServer, startPostgres } from '../servers/postgres.ts';
import { type RedisServer, startRedis } from '../servers/redis.ts';

/** A desk on servers of its own, with settings under which it notices within seconds what otherwise takes half a minute. */
export interface Station {
  postgres: PostgresServer;
  redis: RedisServer;
  place: Place;
  databaseUrl: string;
  worker(): Promise<Running>;
  stop(): Promise<void>;
}

export async function openStation(environment: Record<string, string> = {}): Promise<Station> {
  const [postgres, redis] = await Promise.all([startPostgres(inject('clusterTemplate')), startRedis()]);
  const databaseUrl = postgres.readyDatabase;
  const place: Place = {
    environment: {
      DATABASE_URL: databaseUrl,
      REDIS_URL: redis.url,
      INTERLINEAR_LOCK_SECONDS: '2',
      INTERLINEAR_ENGINE_TIMEOUT_MS: '3000',
      INTERLINEAR_DRAIN_SECONDS: '5',
      INTERLINEAR_BATCH_SEGMENTS: '2',
      ...environment,
    },
  };
  const workers: Running[] = [];
  return {
    postgres,
    redis,
    place,
    databaseUrl,
    async worker() {
      const worker = start(['worker'], place);
      workers.push(worker);
      await until(() => worker.err().includes('Ctrl-C'));
      return worker;
    },
    async stop() {
      for (const worker of workers) worker.child.kill('SIGKILL');
      await Promise.all([postgres.stop(), redis.stop()]);
    },
  };
}

/** Short stories that differ, of a given number of sentences. */
export function stories(folder: string, count: number, sentences = 6): string[] {
  mkdirSync(folder, { recursive: true });
  return Array.from({ length: count }, (_, story) => {
    const path = join(folder, `story${story}.txt`);
    const text = Array.from(
      { length: sentences },
      (_, line) =>
        `The mayor of town number ${story * 100 + line} in the province of Idleb opened the new bridge on Monday.`,
    ).join('\n\n');
    writeFileSync(path, `${text}\n`);
    return path;
  });
}

/** Whether each story came out whole: every number in its Spanish, and the right name. */
export function wholeStories(out: string, count: number, sentences = 6): string[] {
  const wrong: string[] = [];
  for (let story = 0; story < count; story++) {
    const text = filesIn(count === 1 ? out : join(out, `story${story}`)).get(`story${story}.es.txt`) ?? '';
    for (let line = 0; line < sentences; line++)
      if (!text.includes(String(story * 100 + line))) wrong.push(`story ${story} lacks sentence ${line}`);
    if (!text.includes('Idlib') || text.includes('Idleb')) wrong.push(`story ${story} has the wrong name`);
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
