import { checkPair } from '../../src/checks/run.ts';
import { inputOf } from './judge.ts';
import type { CleanRow } from './rows.ts';

/** Pairs to warm up with, and the time measured, in milliseconds. */
const WARM_UP = 3000;
const MEASURED = 3000;

/** Different pairs that are timed, at most: more than any cache of the checks holds. */
const SAMPLE = 5000;

/** Segment pairs a second through every check, by the processor time of this one thread. Their terms were found before: that is terminology's work. */
export function pairsPerSecond(rows: CleanRow[]): number {
  const inputs = rows.slice(0, SAMPLE).map(inputOf);
  let at = 0;
  const next = (): void => {
    const input = inputs[at % inputs.length];
    at += 1;
    if (input) checkPair(input);
  };
  for (let count = 0; count < WARM_UP; count += 1) next();
  const before = at;
  const start = process.threadCpuUsage();
  let used = 0;
  while (used < MEASURED * 1000) {
    for (let count = 0; count < 200; count += 1) next();
    const { user, system } = process.threadCpuUsage(start);
    used = user + system;
  }
  return Math.round(((at - before) / used) * 1e6);
}
