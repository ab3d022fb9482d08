import { expect, test } from 'vitest';
import { ActiveTime } from '../../src/web/screens/editor/active-time.ts';

test('time goes to the segment that was worked on; a long pause is no work', () => {
  const time = new ActiveTime();
  for (const at of [0, 2_000, 5_000]) time.touch('a', at);
  time.touch('b', 6_000);
  time.touch('b', 600_000);
  time.touch('b', 601_000);
  expect(time.take('a')).toBe(6_000);
  expect(time.take('b')).toBe(1_000);
});

test('time is taken once, and given back where the service did not get it', () => {
  const time = new ActiveTime();
  time.touch('a', 0);
  time.touch('a', 1_500);
  expect(time.take('a')).toBe(1_500);
  expect(time.take('a')).toBe(0);
  time.give('a', 1_500);
  time.touch('a', 2_000);
  expect(time.take('a')).toBe(2_000);
});
