import { describe, test } from 'vitest';
import { setUps } from '../faults/desk.ts';
import { killedAtEach, steps } from '../faults/stage-kills.ts';

describe.each(setUps)('on $name', ({ missing, place: placeOf }) => {
  test.skipIf(missing)(
    `promise 3: a worker that is killed right before and right after each step: another one goes on, and nothing is done or paid twice${missing ? ` (${missing})` : ''}`,
    async () => {
      const place = await placeOf();
      try {
        await killedAtEach(
          place,
          steps.flatMap((step) => [`before ${step}`, `after ${step}`]),
        );
      } finally {
        await place.remove();
      }
    },
  );
});
