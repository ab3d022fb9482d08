import { describe, expect, it } from 'vitest';
import { toPairInput } from '../../src/checks/check.ts';
import { pairChecks, textChecks } from '../../src/checks/registry.ts';

/** Lengths of a short and a long text, in UTF-16 units: ten times as long, so that quadratic time would be a hundred times as much. */
const SHORT = 4_000;
const LONG = 40_000;
/** A linear check takes ten times as long; collecting garbage may take as much again, and as much once more. */
const MOST = 30;
/** Below so many milliseconds the clock says nothing of growth. */
const FLOOR = 2;
/** No check needs so many milliseconds for the long text, however slow the machine. */
const EVER = 1_500;

const pieces: [name: string, piece: string][] = [
  ['digits', '1'],
  ['figures with separators', '1,000.5 '],
  ['one figure', '12 '],
  ['quoted letters', '"a" '],
  ['opening quotes', '«'],
  ['apostrophes', "'a "],
  ['brackets', '('],
  ['small brackets', '(a) [b] '],
  ['spaces', ' '],
  ['one small word', 'the '],
  ['one article', 'un '],
  ['combining marks', 'e\u0301\u0301'],
  ['letters joined by hyphens', 'a-'],
  ['full stops', '.'],
  ['questions', '¿? '],
  ['denials', 'ne pas '],
  ['capitals', 'Paris '],
  ['dates', 'May 5 '],
  ['multitudes', 'millions '],
  ['measures', '5 miles (8 km) '],
  ['opened tags', '<b '],
];

describe('every check', () => {
  it.each(pieces)(
    'takes time in proportion to the length of %s',
    (_, piece) => {
      const slow: string[] = [];
      for (const [from, to, said] of [
        ['fr', 'en', undefined],
        ['en', 'es', 'The house burned down.'],
      ] as const) {
        const pairOf = (length: number) => {
          const target = piece.repeat(length / piece.length);
          return toPairInput({ from, to, source: said ?? `${target} 7`, target });
        };
        for (const check of [...textChecks, ...pairChecks]) {
          const used = (length: number): number => {
            const pair = pairOf(length);
            const start = process.threadCpuUsage();
            check.needs === 'pair' ? check.run(pair) : check.run(pair.target, pair.source);
            const { user, system } = process.threadCpuUsage(start);
            return (user + system) / 1e3;
          };
          const isSlow = (): boolean => used(LONG) > Math.min(EVER, MOST * Math.max(FLOOR, used(SHORT)));
          // Three times in a row: one may have waited for the compiler or the collector.
          if (isSlow() && isSlow() && isSlow()) slow.push(check.id);
        }
      }
      expect(slow).toEqual([]);
    },
    60_000,
  );
});
