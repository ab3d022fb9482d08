import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { type Place, run, runHere, start, temporaryFolder, until } from '../journeys/interlinear.ts';
import { temporaryData } from '../servers/databases.ts';
import { freePort } from '../servers/port.ts';
import { available as noPostgres, type PostgresServer, startPostgres } from '../servers/postgres.ts';
import { available as noRedis, startRedis } from '../servers/redis.ts';
import { ask } from './stations.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const folder = temporaryFolder();
const story = join(folder.path, 'story.txt');
writeFileSync(story, 'The province of Idleb is quiet today, officials said on Monday.\n');
afterAll(() => folder.remove());
const translate = (place: Place) => runHere(['translate', story, '--out', join(folder.path, 'out')], place);

test('a database that is not there is said in one sentence', async () => {
  const outcome = await translate({ environment: { DATABASE_URL: `postgresql://127.0.0.1:${await freePort()}/x` } });
  expect(outcome).toMatchObject({
    status: 1,
    err: expect.stringMatching(/^interlinear: The database cannot be reached.*DATABASE_URL.*\n$/),
  });
});

test('promise 9: Redis without a shared database is a wrong call', async () => {
  const outcome = await translate({ environment: { REDIS_URL: 'redis://127.0.0.1:1' } });
  expect(outcome).toMatchObject({ status: 2, err: expect.stringContaining('DATABASE_URL') });
});

const missing = noPostgres() ?? noRedis();
describe.skipIf(missing)(`on PostgreSQL${missing ? ` (${missing})` : ''}`, () => {
  let postgres: PostgresServer;
  let url: string;
  beforeAll(async () => {
    postgres = await startPostgres(inject('clusterTemplate'));
    url = postgres.readyDatabase;
  });
  afterAll(() => postgres?.stop());

  test('a Redis that is not there is said in one sentence', async () => {
    const outcome = await translate({
      environment: { DATABASE_URL: url, REDIS_URL: `redis://127.0.0.1:${await freePort()}` },
    });
    expect(outcome).toMatchObject({
      status: 1,
      err: expect.stringMatching(/^interlinear: Redis cannot be reached.*REDIS_URL.*\n$/),
    });
  });

  test.each([
    ['evicts', { 'maxmemory-policy': 'allkeys-lru' }, /noeviction/],
    ['keeps nothing on disk', { appendonly: 'no' }, /appendonly/],
  ])(
    'promise 9: a Redis that %s is refused, and accepted when that is asked for by name',
    async (_what, settings, sentence) => {
      const redis = await startRedis(settings);
      const environment = { DATABASE_URL: url, REDIS_URL: redis.url };
      expect(await translate({ environment })).toMatchObject({ status: 1, err: expect.stringMatching(sentence) });
      expect(await translate({ environment: { ...environment, INTERLINEAR_ALLOW_UNSAFE_REDIS: '1' } })).toMatchObject({
        status: 0,
      });
      await redis.stop();
    },
  );

  test('promise 9: PostgreSQL alone serves one process: it does the work, a second worker is refused, and a command hands its work in all the same', async () => {
    const place = { environment: { DATABASE_URL: url } };
    expect(await translate(place)).toMatchObject({ status: 0 });
    const worker = start(['worker'], place);
    await until(() => worker.err().includes('Ctrl-C'));
    expect(await runHere(['worker'], place)).toMatchObject({ status: 1, err: expect.stringContaining('REDIS_URL') });
    const doctor = await runHere(['doctor'], place);
    expect(doctor).toMatchObject({ status: 0, out: expect.stringMatching(/ok +database/) });
    expect(doctor.out).toMatch(/ok +queue .*another command/);
    expect(await translate(place)).toMatchObject({ status: 0 });
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toMatchObject({ status: 0 });
  });

  test.each(['PostgreSQL alone', 'Redis'])(
    'on %s a command that waits for others does the work itself once they are gone',
    async (where) => {
      const redis = where === 'Redis' ? await startRedis() : undefined;
      const place: Place = {
        environment: { DATABASE_URL: await postgres.createDatabase(), ...(redis ? { REDIS_URL: redis.url } : {}) },
      };
      const worker = start(['worker'], place);
      await until(() => worker.err().includes('Ctrl-C'));
      // A worker is ready a moment before Redis names it among its clients.
      await until(async () => /1 worker is connected|another command/.test((await runHere(['doctor'], place)).out));
      // It holds the queue and does nothing more.
      worker.child.kill('SIGSTOP');
      const outcome = await runHere(['translate', story, '--out', join(folder.path, 'taken-over')], place, (err) => {
        if (err.includes('Another process')) worker.child.kill('SIGKILL');
      });
      expect(outcome, outcome.err).toMatchObject({ status: 0 });
      expect(outcome.err.match(/Another process/g)).toHaveLength(1);
      await redis?.stop();
    },
  );

  test('promise 9: a database of an older schema is refused until it is migrated', async () => {
    const old = await postgres.createDatabase();
    const environment = { DATABASE_URL: old };
    expect(await runHere(['migrate'], { environment })).toMatchObject({
      status: 0,
      out: expect.stringContaining('0001-foundation'),
    });
    await ask(old, 'DELETE FROM interlinear.kysely_migration');
    expect(await translate({ environment })).toMatchObject({
      status: 1,
      err: expect.stringMatching(/0001-foundation.*interlinear migrate/),
    });
  });
});

describe('one data folder', () => {
  test('promise 9: is one process’s: a server that has it open is named, and another command waits for one that ends', async () => {
    const data = temporaryData();
    const server = start(['serve', '--port', '0', '--data', data.path]);
    let url = '';
    server.child.stdout?.on('data', (chunk) => {
      // The link for the first administrator follows.
      url ||= /http:\/\/\S+/.exec(String(chunk))?.[0] ?? '';
    });
    await until(() => url !== '');
    expect(await (await fetch(`${url}/healthz`)).json()).toMatchObject({ status: 'ok' });
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ok', failing: [] });
    const refused = await runHere(['translate', story, '--out', join(folder.path, 'o'), '--data', data.path]);
    expect(refused).toMatchObject({ status: 1, err: expect.stringContaining(url) });
    server.child.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ status: 0 });
    expect(existsSync(join(data.path, 'lock.json'))).toBe(false);
    const worker = start(['worker', '--data', data.path]);
    await until(() => worker.err().includes('Ctrl-C'));
    expect(await runHere(['translate', story, '--out', join(folder.path, 'o'), '--data', data.path])).toMatchObject({
      status: 1,
      err: expect.stringMatching(/interlinear worker.*until it is stopped/),
    });
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toMatchObject({ status: 0 });
    const both = await Promise.all(
      [run, runHere].map((one) => one(['translate', story, '--out', join(folder.path, one.name), '--data', data.path])),
    );
    expect(both.map(({ status }) => status)).toEqual([0, 0]);
    data.remove();
  });
});
