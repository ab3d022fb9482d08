import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Outcome, type Running, temporaryFolder, until } from '../journeys/interlinear.ts';
import { available as noPostgres } from '../servers/postgres.ts';
import { available as noRedis } from '../servers/redis.ts';
import { ask, openStation, paidTwice, type Station, stories, wholeStories } from './stations.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const missing = noPostgres() ?? noRedis();
const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

// A minute of each outage, and a hundred kills, are in tests/long.
describe.skipIf(missing)(`a desk on Redis and PostgreSQL${missing ? ` (${missing})` : ''}`, () => {
  const folder = temporaryFolder();
  let station: Station;
  let worker: Running;
  beforeAll(async () => {
    station = await openStation(200);
    worker = await station.worker();
  });
  afterAll(async () => {
    await station?.stop();
    folder.remove();
  });

  let serial = 0;
  /** Submits two stories, breaks something once the first calls were made, and waits for the outcome. */
  async function disturbed(disturb: () => Promise<void>, more?: Record<string, string>): Promise<Outcome> {
    const name = `run${serial++}`;
    // Every run of a different length, or it would find all its replies in the ledger of the run before it.
    const sentences = 6 + serial;
    const files = stories(join(folder.path, name), 2, sentences, 1000 * serial);
    const out = join(folder.path, `${name}-out`);
    const before = station.engine.received.length;
    const running = station.translate(files, out, more);
    await until(() => station.engine.received.length >= before + 2);
    await disturb();
    const outcome = await running;
    expect(outcome, outcome.err).toMatchObject({ status: 0 });
    expect(wholeStories(out, 2, sentences, 1000 * serial)).toEqual([]);
    return outcome;
  }

  test('promise 1: Redis loses everything in the middle: the database knows what is left to do, and it is done', () =>
    disturbed(async () => {
      const redis = new Redis(station.redis.url);
      await redis.flushall();
      redis.disconnect();
    }));

  test('promise 11: Redis is killed and comes back after some seconds: the work goes on without a hand', () =>
    disturbed(async () => {
      station.redis.kill9();
      await pause(1500);
      await station.redis.restart();
    }));

  test('promise 11: PostgreSQL is killed and comes back after some seconds: the work goes on without a hand, and who waits is told', async () => {
    const outcome = await disturbed(async () => {
      station.postgres.kill9();
      await pause(1500);
      await station.postgres.restart();
    });
    expect(outcome.err).toMatch(/database cannot be reached/);
  });

  test('promise 11: every connection to PostgreSQL and to Redis is cut in the middle of the work: it goes on without a hand', () =>
    disturbed(async () => {
      const redis = new Redis(station.redis.url);
      for (let cut = 0; cut < 3; cut++) {
        await ask(
          station.databaseUrl,
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
        );
        await redis.call('CLIENT', 'KILL', 'SKIPME', 'yes');
        await pause(200);
      }
      redis.disconnect();
    }));

  test('promise 3: three kills of the worker, at any moment: everything is done, once', () =>
    disturbed(async () => {
      for (let kill = 0; kill < 3; kill++) {
        await pause((kill * 397) % 900);
        worker.child.kill('SIGKILL');
        await worker.ended;
        worker = await station.worker();
      }
    }));

  test('promise 3: after all that no segment has two targets, no call is open, and no recorded reply was paid twice', async () => {
    const [row] = await ask<{ twice: string; open: string }>(
      station.databaseUrl,
      `SELECT (SELECT count(*) FROM interlinear.engine_call WHERE reply IS NULL) AS open,
        (SELECT count(*) FROM (SELECT FROM interlinear.translation GROUP BY segment_id, language HAVING count(*) > 1) AS twice) AS twice`,
    );
    expect(row).toEqual({ twice: '0', open: '0' });
    expect(await paidTwice(station)).toEqual([]);
  });

  test('promise 8: a worker that is told to stop uses up no attempt of what it had in hand, and what it had is taken over', async () => {
    worker.child.kill('SIGKILL');
    await worker.ended;
    // What was killed before this has used up attempts, and ids grow with time.
    const [last] = await ask<{ id: string }>(
      station.databaseUrl,
      "SELECT coalesce(max(id::text), '') AS id FROM interlinear.batch",
    );
    const patient = { INTERLINEAR_ENGINE_TIMEOUT_MS: '20000', INTERLINEAR_CONCURRENCY: '2' };
    const hasty = { ...patient, INTERLINEAR_DRAIN_SECONDS: '0' };
    station.engine.pace = 1500;
    worker = await station.worker(hasty);
    await disturbed(async () => {
      for (let stop = 0; stop < 2; stop++) {
        worker.child.kill('SIGTERM');
        expect(await worker.ended).toMatchObject({ status: 0 });
        expect(worker.err()).not.toMatch(/unexpected/);
        // Whoever comes next may ask for all that is left before it says that it is there.
        const asked = station.engine.received.length;
        worker = await station.worker(hasty);
        await until(() => station.engine.received.length > asked);
      }
      station.engine.pace = 200;
    }, patient);
    const taken = await ask<{ taken: number }>(
      station.databaseUrl,
      `SELECT max(taken) AS taken FROM interlinear.batch WHERE id::text > '${last?.id}'`,
    );
    expect(taken[0]?.taken).toBeLessThan(3);
  });

  test('promise 8: a worker ends soon although Redis is away', async () => {
    station.redis.kill9();
    await pause(300);
    const asked = Date.now();
    worker.child.kill('SIGTERM');
    await worker.ended;
    expect(Date.now() - asked).toBeLessThan(20_000);
    await station.redis.restart();
  });

  test('promise 11: on PostgreSQL alone its restart does not end the one process that works, and it goes on', () =>
    disturbed(
      async () => {
        station.postgres.kill9();
        await pause(1000);
        await station.postgres.restart();
      },
      { REDIS_URL: '' },
    ));
});
