import { findingsOf } from './judge.ts';
import type { CleanRow } from './rows.ts';

/** Pairs to warm up with, and the time measured, in milliseconds. */
const WARM_UP = 3000;
const MEASURED = 3000;

/** Segment pairs a second through every check, terms found included; processor time of this one thread. */
export function pairsPerSecond(rows: CleanRow[]): number {
  let at = 0;
  const next = (): void => {
    const row = rows[at % rows.length];
    at += 1;
    if (row) findingsOf(row);
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
