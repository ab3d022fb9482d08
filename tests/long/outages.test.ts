import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStation, paidTwice, type Station, stories, wholeStories } from '../faults/stations.ts';
import { temporaryFolder, until } from '../journeys/interlinear.ts';
import { available as noPostgres } from '../servers/postgres.ts';
import { available as noRedis } from '../servers/redis.ts';

const missing = noPostgres() ?? noRedis();
const MINUTE = 60_000;

describe.skipIf(missing)(`a minute without${missing ? ` (${missing})` : ''}`, () => {
  const folder = temporaryFolder();
  let station: Station;
  beforeAll(async () => {
    station = await openStation(500);
    await station.worker();
  });
  afterAll(async () => {
    await station?.stop();
    folder.remove();
  });

  test.each([
    ['Redis', () => station.redis, 1000],
    ['PostgreSQL', () => station.postgres, 2000],
  ] as const)(
    '%s in the middle of the work: it goes on without a hand, and nothing is lost',
    async (name, server, first) => {
      const files = stories(join(folder.path, name), 2, 10, first);
      const out = join(folder.path, `${name}-out`);
      const before = station.engine.received.length;
      const running = station.translate(files, out);
      await until(() => station.engine.received.length >= before + 2);
      server().kill9();
      await new Promise((resolve) => setTimeout(resolve, MINUTE));
      await server().restart();
      const outcome = await running;
      expect(outcome, outcome.err).toMatchObject({ status: 0 });
      expect(wholeStories(out, 2, 10, first)).toEqual([]);
      expect(await paidTwice(station)).toEqual([]);
    },
  );
});
