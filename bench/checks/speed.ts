import { checkPair } from '../../src/checks/run.ts';
import { inputOf } from './judge.ts';
import type { CleanRow } from './rows.ts';

/** Pairs to warm up with, and the time measured, in milliseconds. */
const WARM_UP = 3000;
const MEASURED = 3000;

/** Different pairs that are timed, at most: more than any cache of the checks holds. */
const SAMPLE = 5000;

/** Segment pairs through every check, a second by the clock and a second of this thread's processor time, which other work on the machine does not take from. */
export interface Speed {
  pairsPerSecond: number;
  pairsPerCpuSecond: number;
}

/** Measures the speed of every check together. The terms of the pairs were found before: that is terminology's work. */
export function measureSpeed(rows: CleanRow[]): Speed {
  const inputs = rows.slice(0, SAMPLE).map(inputOf);
  let at = 0;
  const next = (): void => {
    const input = inputs[at % inputs.length];
    at += 1;
    if (input) checkPair(input);
  };
  for (let count = 0; count < WARM_UP; count += 1) next();
  const before = at;
  const begun = performance.now();
  const start = process.threadCpuUsage();
  let used = 0;
  while (used < MEASURED * 1000) {
    for (let count = 0; count < 200; count += 1) next();
    const { user, system } = process.threadCpuUsage(start);
    used = user + system;
  }
  const elapsed = performance.now() - begun;
  return {
    pairsPerSecond: Math.round(((at - before) / elapsed) * 1e3),
    pairsPerCpuSecond: Math.round(((at - before) / used) * 1e6),
  };
}
