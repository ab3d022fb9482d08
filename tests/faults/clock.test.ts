import { describe, expect, test, vi } from 'vitest';
import { jobProgress } from '../../src/storage/jobs.ts';
import { libretranslateService } from '../engines/services/libretranslate.ts';
import { until } from '../journeys/interlinear.ts';
import { setUps } from './desk.ts';
import { deskSettings, handIn, startOddWorker, within } from './odd.ts';

vi.setConfig({ testTimeout: 240_000 });

const HOUR = 3_600_000;

describe.each(setUps)('on $name', ({ missing, place: placeOf }) => {
  test.skipIf(missing)(
    `promise 11: the clock of a worker jumps an hour back and two forward in the middle of the work: it goes on within seconds, and nothing is done twice${missing ? ` (${missing})` : ''}`,
    async () => {
      const place = await placeOf();
      const engine = await libretranslateService();
      try {
        const settings = { ...deskSettings(place, engine.url), INTERLINEAR_CONCURRENCY: '2' };
        const text = Array.from({ length: 24 }, (_, town) => `The mayor of town ${town} opened the bridge.`);
        const job = await within(place, (tables, desk) => handIn(tables, desk, [text.join('\n\n')], ['es']));
        engine.pace = 300;
        const worker = startOddWorker(settings);
        const late = setTimeout(() => worker.child.kill('SIGKILL'), 100_000);
        for (const jump of [-HOUR, 2 * HOUR]) {
          // One batch waits for the engine, which is not there for a moment, and others are with it, when the clock jumps.
          engine.faults.push({ status: 503 }, { status: 503 });
          const before = engine.received.length;
          await until(() => engine.received.length > before + 1);
          await new Promise((resolve) => setTimeout(resolve, 400));
          worker.child.send({ jump });
        }
        expect(await worker.ended, worker.err()).toEqual({ status: 0, signal: null });
        clearTimeout(late);
        await within(place, async (tables, desk) => {
          expect(await jobProgress(tables, desk, job)).toMatchObject([{ status: 'done' }]);
          const targets = await tables.selectFrom('interlinear.translation').select('version').execute();
          expect(targets.map(({ version }) => version)).toEqual(text.map(() => 1));
        });
      } finally {
        await engine.close();
        await place.remove();
      }
    },
  );
});
