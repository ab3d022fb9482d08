import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  noApertium,
  type Outcome,
  type Running,
  run,
  start,
  temporaryFolder,
  until,
  watchedApertium,
} from '../journeys/interlinear.ts';
import { available as noPostgres } from '../servers/postgres.ts';
import { available as noRedis } from '../servers/redis.ts';
import { ask, openStation, type Station, stories, wholeStories } from './stations.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const missing = noPostgres() ?? noRedis() ?? noApertium;

describe.skipIf(missing)(`a desk on Redis and PostgreSQL${missing ? ` (${missing})` : ''}`, () => {
  const folder = temporaryFolder();
  let station: Station;
  let worker: Running;
  let apertium: ReturnType<typeof watchedApertium>;
  beforeAll(async () => {
    apertium = watchedApertium(folder.path, 0.3);
    station = await openStation({ INTERLINEAR_APERTIUM: apertium.path });
    expect((await run(['migrate'], station.place)).status).toBe(0);
    worker = await station.worker();
  });
  afterAll(async () => {
    await station?.stop();
    folder.remove();
  });

  /** Submits two stories, breaks something once the first calls were made, and waits for the outcome. */
  async function disturbed(name: string, disturb: () => Promise<void>): Promise<Outcome> {
    const files = stories(join(folder.path, name), 2, name.length);
    const before = apertium.calls().length;
    const running = start(
      ['translate', ...files, '--to', 'es', '--out', join(folder.path, `${name}-out`)],
      station.place,
    );
    await until(() => apertium.calls().length >= before + 2);
    await disturb();
    const outcome = await running.ended;
    expect(wholeStories(join(folder.path, `${name}-out`), 2, name.length)).toEqual([]);
    return outcome;
  }

  test('Redis loses everything in the middle: the database knows what is left to do, and it is done', async () => {
    const redis = new Redis(station.redis.url);
    const outcome = await disturbed('flushed', async () => {
      await redis.flushall();
    });
    redis.disconnect();
    expect(outcome, outcome.err).toMatchObject({ status: 0 });
  });

  test('Redis is killed and comes back after some seconds: the work goes on without a hand', async () => {
    const outcome = await disturbed('redisdown', async () => {
      station.redis.kill9();
      await new Promise((resolve) => setTimeout(resolve, 3000));
      await station.redis.restart();
    });
    expect(outcome, outcome.err).toMatchObject({ status: 0 });
  });

  test('PostgreSQL is killed and comes back after some seconds: the work goes on without a hand, and who waits is told', async () => {
    const outcome = await disturbed('postgresdown', async () => {
      station.postgres.kill9();
      await new Promise((resolve) => setTimeout(resolve, 3000));
      await station.postgres.restart();
    });
    expect(outcome, outcome.err).toMatchObject({ status: 0 });
    expect(outcome.err).toMatch(/database cannot be reached/);
  });

  test('every reply that was recorded was asked for once', async () => {
    const rows = await ask<{ open: string }>(
      station.databaseUrl,
      'SELECT count(*) AS open FROM interlinear.engine_call WHERE reply IS NULL',
    );
    expect(Number(rows[0]?.open)).toBe(0);
  });

  test('ten kills of the worker, at any moment: everything is done, and no recorded reply is asked for again', async () => {
    const files = stories(join(folder.path, 'kills'), 5, 4);
    const out = join(folder.path, 'kills-out');
    const before = apertium.calls().length;
    const running = start(['translate', ...files, '--to', 'es', '--out', out], station.place);
    let ended = false;
    void running.ended.then(() => {
      ended = true;
    });
    for (let kill = 0; kill < 10 && !ended; kill++) {
      await new Promise((resolve) => setTimeout(resolve, 150 + ((kill * 397) % 900)));
      worker.child.kill('SIGKILL');
      await worker.ended;
      worker = await station.worker();
    }
    const outcome = await running.ended;
    expect(outcome, outcome.err).toMatchObject({ status: 0 });
    expect(wholeStories(out, 5, 4)).toEqual([]);
    const calls = apertium.calls().slice(before);
    // A call that was under way when its worker died was not recorded, and is made again: at most one for each kill and slot.
    const repeated = calls.length - new Set(calls).size;
    expect(repeated).toBeLessThanOrEqual(20);
    const [row] = await ask<{ twice: string }>(
      station.databaseUrl,
      `SELECT count(*) AS twice FROM (SELECT segment_id, language FROM interlinear.translation GROUP BY 1, 2 HAVING count(*) > 1) AS twice`,
    );
    expect(Number(row?.twice)).toBe(0);
  });
});
