import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Turns } from '../../src/storage/turns.ts';

/** Acts that end when they are told to. */
function acts(turns: Turns) {
  const begun: (() => void)[] = [];
  const take = () => turns.take(() => new Promise<void>((resolve) => begun.push(resolve)));
  const end = async (which: number) => {
    begun[which]?.();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { begun, take, end };
}

describe('acts that take turns', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test('begin at once where nothing is under way, and else when that is over', async () => {
    const turns = new Turns();
    const { begun, take, end } = acts(turns);
    void take();
    void take();
    expect([begun.length, turns.waited]).toEqual([1, true]);
    await end(0);
    expect([begun.length, turns.waited, turns.idle]).toEqual([2, false, false]);
    await end(1);
    expect(turns.idle).toBe(true);
  });

  test('do not wait for one that is late', async () => {
    const turns = new Turns();
    const { begun, take } = acts(turns);
    void take();
    void take();
    await vi.advanceTimersByTimeAsync(9);
    expect(begun).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2);
    expect(begun).toHaveLength(2);
    // Whoever comes behind a late one begins at once.
    await vi.advanceTimersByTimeAsync(20);
    void take();
    expect(begun).toHaveLength(3);
  });

  test('are not many at a time, however late they are', async () => {
    const turns = new Turns();
    const { begun, take, end } = acts(turns);
    for (let number = 0; number < 4; number++) {
      void take();
      await vi.advanceTimersByTimeAsync(50);
    }
    expect([begun.length, turns.waited]).toEqual([3, true]);
    await end(1);
    expect([begun.length, turns.waited]).toEqual([4, false]);
  });

  test('go on after one that failed', async () => {
    const turns = new Turns();
    const failed = turns.take(() => Promise.reject(new Error('away')));
    const next = turns.take(async () => 5);
    await expect(failed).rejects.toThrow('away');
    expect(await next).toBe(5);
  });
});
