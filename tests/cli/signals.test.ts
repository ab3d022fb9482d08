import { afterEach, expect, it } from 'vitest';
import { listenForStop, Stopped, type StopWish } from '../../src/cli/signals.ts';

let stop: StopWish | undefined;
afterEach(() => stop?.release());

it('the wish to stop is seen at the next look, and ends a wait for others at once', async () => {
  stop = listenForStop();
  expect(stop.asked).toBe(false);
  stop.look();
  expect(await stop.during(Promise.resolve(7))).toBe(7);
  const waiting = stop.during(new Promise<never>(() => {}));
  process.emit('SIGTERM', 'SIGTERM');
  await expect(waiting).rejects.toBeInstanceOf(Stopped);
  await expect(stop.during(new Promise<never>(() => {}))).rejects.toBeInstanceOf(Stopped);
  expect(stop.asked).toBe(true);
  expect(() => stop?.look()).toThrow(Stopped);
});

it('after release nobody listens', () => {
  const before = process.listenerCount('SIGINT');
  const one = listenForStop();
  expect(process.listenerCount('SIGINT')).toBe(before + 1);
  one.release();
  expect(process.listenerCount('SIGINT')).toBe(before);
});
