import { describe, test } from 'vitest';
import { setUps } from '../faults/desk.ts';
import { killedAtEach, killedOnTheStraightWay, steps } from '../faults/stage-kills.ts';

const points = steps.flatMap((step) => [`before ${step}`, `after ${step}`]);

describe.each(setUps)('on $name', ({ missing, place: placeOf }) => {
  test.skipIf(missing).each([
    ['right before and right after each step', killedAtEach],
    ['at each of them while it goes straight on with small articles', killedOnTheStraightWay],
  ] as const)(
    `promise 3: a worker that is killed %s: another one goes on, and nothing is done or paid twice${missing ? ` (${missing})` : ''}`,
    async (_, killed) => {
      const place = await placeOf();
      try {
        await killed(place, points);
      } finally {
        await place.remove();
      }
    },
  );
});
