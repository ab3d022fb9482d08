import { expect, test } from 'vitest';
import { setBackWatch } from '../../workers/clock-jump.ts';

test('a clock that is set back is noticed once; one that is corrected, set forward or slept is not', () => {
  let [wall, steady] = [1_800_000_000_000, 50];
  const wasSetBack = setBackWatch({ now: () => new Date(wall) }, () => steady);
  const after = (wallMs: number, steadyMs: number) => {
    wall += wallMs;
    steady += steadyMs;
    return wasSetBack();
  };
  expect(after(1000, 1000)).toBe(false);
  expect(after(800, 1000)).toBe(false);
  expect(after(3_600_000, 1000)).toBe(false);
  expect(after(-3_600_000, 1000)).toBe(true);
  expect(after(1000, 1000)).toBe(false);
});
