import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, openStation, paidTwice, type Station, stories, wholeStories } from '../faults/stations.ts';
import { type Running, temporaryFolder } from '../journeys/interlinear.ts';
import { available as noPostgres } from '../servers/postgres.ts';
import { available as noRedis } from '../servers/redis.ts';

const missing = noPostgres() ?? noRedis();
const KILLS = Number(process.env.KILLS ?? 100);
/** More work than is done between so many kills. */
const STORIES = 3 * KILLS;
const SENTENCES = 4;

describe.skipIf(missing)(`a worker that is killed${missing ? ` (${missing})` : ''}`, () => {
  const folder = temporaryFolder();
  let station: Station;
  let worker: Running;
  beforeAll(async () => {
    station = await openStation(300);
    worker = await station.worker();
  });
  afterAll(async () => {
    await station?.stop();
    folder.remove();
  });

  /** How many events there are; each one is the end of a step, so that whoever waits for the next one kills between two. */
  const steps = async () => {
    const [row] = await ask<{ count: string }>(station.databaseUrl, 'SELECT count(*) FROM interlinear.event');
    return Number(row?.count);
  };

  test(`promise 3: ${KILLS} times, between steps and at any moment: all is done, correct, once, and paid once`, {
    timeout: 3_600_000,
  }, async () => {
    const files = stories(join(folder.path, 'kills'), STORIES, SENTENCES);
    const out = join(folder.path, 'kills-out');
    const running = station.translate(files, out);
    let ended = false;
    void running.then(() => {
      ended = true;
    });
    let kills = 0;
    for (; kills < KILLS && !ended; kills++) {
      if (kills % 2 === 0) {
        const before = await steps();
        for (const late = Date.now() + 10_000; Date.now() < late && !ended && (await steps()) === before; );
      } else await new Promise((resolve) => setTimeout(resolve, (kills * 397) % 1500));
      worker.child.kill('SIGKILL');
      await worker.ended;
      worker = await station.worker();
    }
    const outcome = await running;
    expect(outcome, outcome.err).toMatchObject({ status: 0 });
    expect(kills).toBeGreaterThan(KILLS / 2);
    expect(wholeStories(out, STORIES, SENTENCES)).toEqual([]);
    const [row] = await ask<{ twice: string; open: string }>(
      station.databaseUrl,
      `SELECT (SELECT count(*) FROM interlinear.engine_call WHERE reply IS NULL) AS open,
        (SELECT count(*) FROM (SELECT FROM interlinear.translation GROUP BY segment_id, language HAVING count(*) > 1) AS twice) AS twice`,
    );
    expect(row).toEqual({ twice: '0', open: '0' });
    expect(await paidTwice(station)).toEqual([]);
  });
});
