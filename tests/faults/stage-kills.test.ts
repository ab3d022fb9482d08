import { describe, test, vi } from 'vitest';
import { setUps } from './desk.ts';
import { killedAtEach, steps } from './stage-kills.ts';

vi.setConfig({ testTimeout: 300_000 });

// Right before each step, and where a language is begun, as well: tests/long.
describe.each(setUps)('on $name', ({ missing, place: placeOf }) => {
  test.skipIf(missing)(
    `promise 3: a worker that is killed right after each step: another one goes on, and nothing is done or paid twice${missing ? ` (${missing})` : ''}`,
    async () => {
      const place = await placeOf();
      try {
        await killedAtEach(
          place,
          steps.filter((step) => step !== 'language.started').map((step) => `after ${step}`),
        );
      } finally {
        await place.remove();
      }
    },
  );
});
