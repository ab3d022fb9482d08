import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareRevisions } from '../../src/model/revision.ts';

const segments = (...texts: string[]) => texts.map((text) => ({ text, key: text }));
const told = (old: string[], now: string[]) =>
  compareRevisions(segments(...old), segments(...now)).map(
    ({ kind, old: from, new: to }) => `${kind} ${from ?? '-'} ${to ?? '-'}`,
  );

const [bridge, road, rain, rebels] = [
  'The bridge is closed.',
  'The road is open.',
  'It will rain on Friday.',
  'The rebels took the town.',
];

describe('two revisions of an article', () => {
  test('the same text is kept, a changed one stands for the one it was, and "not" is a change', () => {
    expect(told([bridge, road, rain], [bridge, 'The road is not open.', rain])).toEqual([
      'kept 0 0',
      'changed 1 1',
      'kept 2 2',
    ]);
  });

  test('what was added and removed stands where it is, and where it was', () => {
    expect(told([bridge, road, rain], [rebels, bridge, rain])).toEqual([
      'added - 0',
      'kept 0 1',
      'removed 1 -',
      'kept 2 2',
    ]);
    expect(told([bridge], [bridge, rain])).toEqual(['kept 0 0', 'added - 1']);
    expect(told([bridge, road], [])).toEqual(['removed 0 -', 'removed 1 -']);
  });

  test('a paragraph that moved is the same paragraph', () => {
    expect(told([bridge, road, rain], [rain, bridge, road])).toEqual(['kept 2 0', 'kept 0 1', 'kept 1 2']);
  });

  test('of two texts in place of two others, the alike ones belong together', () => {
    expect(told([bridge, 'They left the town.'], ['The mayor spoke at noon.', 'They left the town at last.'])).toEqual([
      'added - 0',
      'removed 0 -',
      'changed 1 1',
    ]);
  });

  test('repeated texts are each kept once', () => {
    expect(told(['Yes.', 'No.', 'Yes.'], ['Yes.', 'Yes.', 'Yes.'])).toEqual(['kept 0 0', 'changed 1 1', 'kept 2 2']);
  });

  const texts = fc.array(fc.constantFrom(...'abcdef'.split(''), bridge, road, rain), { maxLength: 30 });
  test('every segment of both is told of once, in the order of the newer one, and kept ones are equal', () => {
    fc.assert(
      fc.property(texts, texts, (old, now) => {
        const pairs = compareRevisions(segments(...old), segments(...now));
        const news = pairs.flatMap((pair) => pair.new ?? []);
        expect(news).toEqual(now.map((_, at) => at));
        expect(pairs.flatMap((pair) => pair.old ?? []).sort((a, b) => a - b)).toEqual(old.map((_, at) => at));
        for (const pair of pairs) {
          const [from, to] = [old[pair.old ?? -1], now[pair.new ?? -1]];
          expect(pair.kind).toBe(
            from === undefined ? 'added' : to === undefined ? 'removed' : from === to ? 'kept' : 'changed',
          );
        }
        // As many are kept as there can be.
        const count = (of: string[], text: string) => of.filter((one) => one === text).length;
        const most = [...new Set(now)].reduce((sum, text) => sum + Math.min(count(old, text), count(now, text)), 0);
        expect(pairs.filter(({ kind }) => kind === 'kept')).toHaveLength(most);
      }),
    );
  });

  test('thousands of segments are compared in no time', () => {
    const long = Array.from({ length: 8000 }, (_, at) => `Sentence number ${at} of a very long report.`);
    const now = long.map((text, at) => (at % 3 === 0 ? `${text} Revised.` : text)).reverse();
    const began = performance.now();
    const pairs = compareRevisions(segments(...long), segments(...now));
    expect(pairs.filter(({ kind }) => kind === 'kept').length).toBe(long.length - Math.ceil(long.length / 3));
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
