import { chmodSync, existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallDisk } from '../faults/small-disk.ts';
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

  test('the engine in the middle of the work: it goes on without a hand, and nothing is lost', async () => {
    const files = stories(join(folder.path, 'engine'), 3, 20, 3000);
    const out = join(folder.path, 'engine-out');
    const { engine } = station;
    const before = engine.received.length;
    const running = station.translate(files, out);
    await until(() => engine.received.length >= before + 2);
    engine.down = true;
    await new Promise((resolve) => setTimeout(resolve, MINUTE));
    const asked = engine.received.length;
    engine.down = false;
    const outcome = await running;
    expect(outcome, outcome.err).toMatchObject({ status: 0 });
    expect(wholeStories(out, 3, 20, 3000)).toEqual([]);
    expect(await paidTwice(station)).toEqual([]);
    // It is looked for, and not beset.
    expect(asked - before).toBeLessThan(60);
  });
});

describe.skipIf(missing)(`PostgreSQL on a disk${missing ? ` (${missing})` : ''}`, () => {
  test('that fills up in the middle of the work: once there is room again everything is done, and nothing is lost', async (context) => {
    const folder = temporaryFolder();
    // PostgreSQL does not run as root, and comes through here.
    chmodSync(folder.path, 0o755);
    const disk = smallDisk(join(folder.path, 'disk'), '400m');
    if (!disk) return context.skip('mounting a small file system needs root');
    const station = await openStation(100, {}, disk.path);
    try {
      await station.worker();
      const files = stories(join(folder.path, 'stories'), 20, 40);
      const out = join(folder.path, 'out');
      const running = station.translate(files, out);
      await until(() => station.engine.received.length >= 20);
      const { bavail, bsize } = statfsSync(disk.path);
      const filler = join(disk.path, 'filler');
      writeFileSync(filler, Buffer.alloc(bavail * bsize, 1));
      const { pid } = station.postgres;
      await new Promise((resolve) => setTimeout(resolve, MINUTE / 3));
      const meanwhile = station.engine.received.length;
      await new Promise((resolve) => setTimeout(resolve, MINUTE / 3));
      // Nothing is asked of the engine of which the answers could not be kept.
      expect(station.engine.received.length - meanwhile).toBeLessThan(60);
      rmSync(filler);
      // A PostgreSQL that could not write its log has ended: whoever made room starts it again.
      if (!existsSync(`/proc/${pid}`)) await station.postgres.restart();
      const outcome = await running;
      expect(outcome, outcome.err).toMatchObject({ status: 0 });
      expect(wholeStories(out, 20, 40)).toEqual([]);
      expect(await paidTwice(station)).toEqual([]);
    } finally {
      await station.stop();
      disk.remove();
      folder.remove();
    }
  });
});
