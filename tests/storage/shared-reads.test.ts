import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SharedReads } from '../../src/storage/shared-reads.ts';

/** A value that others change, and a read of it that takes as long as it is made to. */
function watched() {
  const state = { value: 0, reads: 0, open: [] as (() => void)[] };
  const read = async () => {
    state.reads++;
    const seen = state.value;
    await new Promise<void>((resolve) => state.open.push(resolve));
    return seen;
  };
  const end = async () => {
    state.open.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { state, read, end };
}

describe('reads that many want at once', () => {
  test('are done once for all who ask while another one is under way', async () => {
    const { state, read, end } = watched();
    const reads = new SharedReads();
    const first = reads.read('key', read);
    state.value = 1;
    const others = Array.from({ length: 10 }, () => reads.read('key', read));
    await end();
    await end();
    expect(await first).toBe(0);
    expect(await Promise.all(others)).toEqual(Array(10).fill(1));
    expect(state.reads).toBe(2);
  });

  test('of different things do not wait for each other', async () => {
    const { read, state } = watched();
    const reads = new SharedReads();
    void reads.read('one', read);
    void reads.read('other', read);
    expect(state.reads).toBe(2);
  });

  test('go on after one that failed, and those who shared it are told', async () => {
    const { read, end } = watched();
    const reads = new SharedReads();
    const failing = () => read().then(() => Promise.reject(new Error('away')));
    const first = reads.read('key', failing);
    const [second, third] = [reads.read('key', failing), reads.read('key', failing)];
    const told = Promise.allSettled([first, second, third]);
    await end();
    await end();
    expect((await told).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    const again = reads.read('key', read);
    await end();
    expect(await again).toBe(0);
  });

  test('show nobody what was so before the asking', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('ask', 'change', 'end'), { maxLength: 40 }), async (steps) => {
        const { state, read, end } = watched();
        const reads = new SharedReads();
        const asked: { at: number; answer: Promise<number> }[] = [];
        for (const step of steps) {
          if (step === 'ask') asked.push({ at: state.value, answer: reads.read('key', read) });
          else if (step === 'change') state.value++;
          else await end();
        }
        while (state.open.length > 0) await end();
        for (const { at, answer } of asked) expect(await answer).toBeGreaterThanOrEqual(at);
      }),
    );
  });
});
