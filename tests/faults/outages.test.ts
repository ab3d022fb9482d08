import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  noApertium,
  type Outcome,
  type Running,
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

  test('promise 1: Redis loses everything in the middle: the database knows what is left to do, and it is done', async () => {
    const redis = new Redis(station.redis.url);
    const outcome = await disturbed('flushed', async () => {
      await redis.flushall();
    });
    redis.disconnect();
    expect(outcome, outcome.err).toMatchObject({ status: 0 });
  });

  test('promise 11: Redis is killed and comes back after some seconds: the work goes on without a hand', async () => {
    const outcome = await disturbed('redisdown', async () => {
      station.redis.kill9();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await station.redis.restart();
    });
    expect(outcome, outcome.err).toMatchObject({ status: 0 });
  });

  test('promise 11: PostgreSQL is killed and comes back after some seconds: the work goes on without a hand, and who waits is told', async () => {
    const outcome = await disturbed('postgresdown', async () => {
      station.postgres.kill9();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await station.postgres.restart();
    });
    expect(outcome, outcome.err).toMatchObject({ status: 0 });
    expect(outcome.err).toMatch(/database cannot be reached/);
  });

  test('promise 3: after the outages the ledger holds no call that was begun and never answered', async () => {
    const rows = await ask<{ open: string }>(
      station.databaseUrl,
      'SELECT count(*) AS open FROM interlinear.engine_call WHERE reply IS NULL',
    );
    expect(Number(rows[0]?.open)).toBe(0);
  });

  test('promise 3: ten kills of the worker, at any moment: everything is done, and no segment has two targets', async () => {
    const files = stories(join(folder.path, 'kills'), 5, 4);
    const out = join(folder.path, 'kills-out');
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
    const [row] = await ask<{ twice: string }>(
      station.databaseUrl,
      `SELECT count(*) AS twice FROM (SELECT segment_id, language FROM interlinear.translation GROUP BY 1, 2 HAVING count(*) > 1) AS twice`,
    );
    expect(Number(row?.twice)).toBe(0);
  });
});

describe.skipIf(missing)(`a worker that is told to stop${missing ? ` (${missing})` : ''}`, () => {
  const folder = temporaryFolder();
  let station: Station;
  beforeAll(async () => {
    station = await openStation({
      INTERLINEAR_APERTIUM: watchedApertium(folder.path, 1.5).path,
      INTERLINEAR_ENGINE_TIMEOUT_MS: '20000',
      INTERLINEAR_DRAIN_SECONDS: '0',
    });
  });
  afterAll(async () => {
    await station?.stop();
    folder.remove();
  });

  test('promise 8: uses up no attempt of what it had in hand: after three stops the work is done all the same', async () => {
    const files = stories(join(folder.path, 'stops'), 1, 2);
    const out = join(folder.path, 'stops-out');
    let worker = await station.worker();
    const running = start(['translate', ...files, '--to', 'es', '--out', out], station.place);
    for (let stop = 0; stop < 3; stop++) {
      await new Promise((resolve) => setTimeout(resolve, 400));
      worker.child.kill('SIGTERM');
      expect(await worker.ended).toMatchObject({ status: 0 });
      expect(worker.err()).not.toMatch(/unexpected/);
      worker = await station.worker();
    }
    expect(await running.ended).toMatchObject({ status: 0 });
    expect(wholeStories(out, 1, 2)).toEqual([]);
    worker.child.kill('SIGKILL');
  });

  test('promise 8: ends soon although Redis is away', async () => {
    const worker = await station.worker();
    station.redis.kill9();
    await new Promise((resolve) => setTimeout(resolve, 500));
    const asked = Date.now();
    worker.child.kill('SIGTERM');
    await worker.ended;
    expect(Date.now() - asked).toBeLessThan(20_000);
    await station.redis.restart();
  });
});

describe.skipIf(missing)(`PostgreSQL alone${missing ? ` (${missing})` : ''}`, () => {
  const folder = temporaryFolder();
  let station: Station;
  beforeAll(async () => {
    station = await openStation({ INTERLINEAR_APERTIUM: watchedApertium(folder.path, 0.3).path, REDIS_URL: '' });
  });
  afterAll(async () => {
    await station?.stop();
    folder.remove();
  });

  test('promise 11: a restart of PostgreSQL does not end the one process that works, and it goes on', async () => {
    const files = stories(join(folder.path, 'restart'), 2, 6);
    const out = join(folder.path, 'restart-out');
    const running = start(['translate', ...files, '--to', 'es', '--out', out], station.place);
    await until(() => running.err().includes('translating'));
    station.postgres.kill9();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await station.postgres.restart();
    const outcome = await running.ended;
    expect(outcome, outcome.err).toMatchObject({ status: 0 });
    expect(wholeStories(out, 2, 6)).toEqual([]);
  });
});
