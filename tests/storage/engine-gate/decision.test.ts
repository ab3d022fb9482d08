import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EngineLimits } from '../../../src/model/engine-limits.ts';
import { decide, type EngineState, ended, FAILURES, freshState } from '../../../src/storage/engine-gate/decision.ts';

const call = { characters: 100, underWay: 0 };

/** Lets calls in for a while, each as soon as it may. @returns when each of them was let in */
function entries(limits: EngineLimits, calls: number[], state: EngineState = freshState(limits, 0)): number[] {
  let now = 0;
  let current = state;
  return calls.map((characters) => {
    for (;;) {
      const decision = decide(current, limits, { characters, underWay: 0 }, now);
      if (decision.enter) {
        current = decision.state;
        return now;
      }
      now += decision.waitMs;
    }
  });
}

describe('the limits of an engine', () => {
  test('let a burst in, and then as many as the rate allows', () => {
    const times = entries({ requests: { amount: 3, seconds: 1 } }, [1, 1, 1, 1, 1]);
    expect(times.slice(0, 3)).toEqual([0, 0, 0]);
    expect(times[3]).toBeGreaterThan(300);
    expect(times[3]).toBeLessThan(350);
    expect(times[4]).toBeLessThan(700);
  });

  test('let a call in that is larger than the bucket, and make the next ones wait for what it took', () => {
    const times = entries({ characters: { amount: 100, seconds: 1 } }, [500, 10]);
    expect(times[0]).toBe(0);
    expect(times[1]).toBeGreaterThan(4000);
    expect(times[1]).toBeLessThan(4200);
  });

  test('never let more through in any stretch of time than a full bucket and the rate', () => {
    const anyLimits = fc.record({
      amount: fc.integer({ min: 1, max: 1000 }),
      seconds: fc.integer({ min: 1, max: 100 }),
    });
    fc.assert(
      fc.property(anyLimits, fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 40 }), (rate, sizes) => {
        const times = entries({ characters: rate }, sizes);
        for (let from = 0; from < times.length; from++)
          for (let to = from; to < times.length; to++) {
            const seconds = ((times[to] ?? 0) - (times[from] ?? 0)) / 1000;
            const before = sizes.slice(from, to).reduce((sum, size) => sum + size, 0);
            // The last one may have been larger than the bucket: what counts is what was let through before it.
            expect(before).toBeLessThanOrEqual(rate.amount + (seconds * rate.amount) / rate.seconds + 1e-6);
          }
      }),
    );
  });

  test('hold back who has no place among the calls under way', () => {
    const limits = { parallel: 2 };
    expect(decide(freshState(limits, 0), limits, { characters: 1, underWay: 1 }, 0).enter).toBe(true);
    expect(decide(freshState(limits, 0), limits, { characters: 1, underWay: 2 }, 0)).toMatchObject({
      enter: false,
      code: 'engine.limited',
    });
  });

  test('are kept although the clock of another machine is behind', () => {
    const limits = { requests: { amount: 1, seconds: 10 } };
    const first = decide(freshState(limits, 10_000), limits, call, 10_000);
    expect(first.enter && decide(first.state, limits, call, 5_000)).toMatchObject({ enter: false });
  });
});

describe('a service that asks for patience', () => {
  const limited = (seconds: number, state: EngineState, now = 0, random = 0) =>
    ended(state, { kind: 'limited', seconds }, now, random);

  test('is left alone for at least as long as it asked', () => {
    const state = limited(7, freshState({}, 0));
    expect(decide(state, {}, call, 6_999)).toMatchObject({ enter: false, code: 'engine.limited', waitMs: 1 });
    expect(decide(state, {}, call, 7_000).enter).toBe(true);
  });

  test('that does not say how long is left alone longer each time, up to a minute, by chance a little less', () => {
    let state = freshState({}, 0);
    const pauses = Array.from({ length: 9 }, () => {
      state = limited(0, { ...state, blockedUntil: null }, 0, 1);
      return state.blockedUntil ?? 0;
    });
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    expect(limited(0, freshState({}, 0), 0, 0).blockedUntil).toBe(500);
  });

  test('is held to the longest pause that any call was told', () => {
    expect(limited(1, limited(60, freshState({}, 0))).blockedUntil).toBe(60_000);
  });

  test('has been asking since its first refusal, until it answers or nobody asks for long', () => {
    const first = limited(1, freshState({}, 0), 1000);
    expect(limited(1, first, 5000).refusedSince).toBe(1000);
    expect(ended(first, { kind: 'well' }, 6000, 0)).toMatchObject({
      refusedSince: null,
      refusals: 0,
      blockedUntil: null,
    });
    expect(limited(1, first, 10_000_000).refusedSince).toBe(10_000_000);
  });
});

describe('an engine that fails', () => {
  const fail = (state: EngineState, now = 0) => ended(state, { kind: 'failed' }, now, 0.5);
  const failing = (times: number) =>
    Array.from({ length: times }).reduce<EngineState>((state) => fail(state), freshState({}, 0));

  test('is asked again, until it has failed too often in a row', () => {
    expect(decide(failing(FAILURES - 1), {}, call, 0).enter).toBe(true);
    expect(decide(failing(FAILURES), {}, call, 0)).toMatchObject({ enter: false, code: 'engine.down' });
  });

  test('is then tried by one call at a time', () => {
    const down = failing(FAILURES);
    const probe = decide(down, {}, call, 15_000);
    expect(probe.enter).toBe(true);
    expect(probe.enter && decide(probe.state, {}, call, 15_001)).toMatchObject({ enter: false, code: 'engine.down' });
  });

  test('is left alone longer each time, and as before once it answers', () => {
    expect(failing(FAILURES + 2).downUntil).toBe(60_000);
    expect(failing(FAILURES + 40).downUntil).toBe(600_000);
    expect(ended(failing(FAILURES), { kind: 'well' }, 0, 0)).toMatchObject({ failures: 0, downUntil: null });
  });
});
