import { describe, test, vi } from 'vitest';
import { setUps } from './desk.ts';
import { killedAtEach, killedOnTheStraightWay, steps } from './stage-kills.ts';

vi.setConfig({ testTimeout: 300_000 });

/** Where one process does everything, one point of each third of the way: reading, translating, writing. */
const embedded = ['article.segmented', 'reply', 'language.done'];
const scaledOut = steps.filter((step) => step !== 'language.started');

// Right before and right after every step, on both set-ups: tests/long.
describe.each(setUps)('on $name', ({ name, missing, place: placeOf }) => {
  const points = name === 'Redis and PostgreSQL' ? scaledOut : embedded;
  const straight =
    name === 'Redis and PostgreSQL' ? ['after article.segmented', 'after language.done'] : ['after reply'];
  test.skipIf(missing)(
    `promise 3: a worker that is killed right after steps of the work: another one goes on, and nothing is done or paid twice${missing ? ` (${missing})` : ''}`,
    async () => {
      const place = await placeOf();
      try {
        await killedAtEach(
          place,
          points.map((step) => `after ${step}`),
        );
      } finally {
        await place.remove();
      }
    },
  );

  test.skipIf(missing)(
    `promise 3: a worker that is killed while it goes straight on with a small article: another one goes on${missing ? ` (${missing})` : ''}`,
    async () => {
      const place = await placeOf();
      try {
        await killedOnTheStraightWay(place, straight);
      } finally {
        await place.remove();
      }
    },
  );
});
