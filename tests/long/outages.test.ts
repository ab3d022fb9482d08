import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStation, type Station, stories, wholeStories } from '../faults/stations.ts';
import { noApertium, start, temporaryFolder, until, watchedApertium } from '../journeys/interlinear.ts';
import { available as noPostgres } from '../servers/postgres.ts';
import { available as noRedis } from '../servers/redis.ts';

const missing = noPostgres() ?? noRedis() ?? noApertium;
const MINUTE = 60_000;

describe.skipIf(missing)(`a minute without${missing ? ` (${missing})` : ''}`, () => {
  const folder = temporaryFolder();
  const apertium = watchedApertium(folder.path, 0.5);
  let station: Station;
  beforeAll(async () => {
    station = await openStation({ INTERLINEAR_APERTIUM: apertium.path });
    await station.worker();
  });
  afterAll(async () => {
    await station?.stop();
    folder.remove();
  });

  test.each([
    ['Redis', () => station.redis],
    ['PostgreSQL', () => station.postgres],
  ] as const)('%s in the middle of the work: it goes on without a hand, and nothing is lost', async (name, server) => {
    const files = stories(join(folder.path, name), 2, name.length);
    const out = join(folder.path, `${name}-out`);
    const before = apertium.calls().length;
    const running = start(['translate', ...files, '--to', 'es', '--out', out], station.place);
    await until(() => apertium.calls().length >= before + 2);
    server().kill9();
    await new Promise((resolve) => setTimeout(resolve, MINUTE));
    await server().restart();
    const outcome = await running.ended;
    expect(outcome, outcome.err).toMatchObject({ status: 0 });
    expect(wholeStories(out, 2, name.length)).toEqual([]);
  });
});
