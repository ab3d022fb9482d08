import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchesOf } from '../../../src/engines/bergamot/batches.ts';

const texts = fc.array(
  fc.nat(3000).map((length) => 'x'.repeat(length)),
  { maxLength: 50 },
);

test('every text is in one batch, with texts of like length, the longest first', () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 8 }), (list, threads) => {
      const batches = batchesOf(list, threads);
      expect(batches.flat().sort((a, b) => a - b)).toEqual(list.map((_, index) => index));
      const lengths = batches.flat().map((index) => (list[index] as string).length);
      expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
      expect(batches.every((batch) => batch.length > 0)).toBe(true);
    }),
  );
});

test('a large job is enough for all threads, a small one is not torn into bits', () => {
  const many = Array.from({ length: 200 }, () => 'x'.repeat(100));
  expect(batchesOf(many, 4).length).toBeGreaterThanOrEqual(8);
  expect(batchesOf(['one', 'two', 'three'], 4)).toHaveLength(1);
});

test('batches become smaller towards the end, so that no thread waits long for another', () => {
  const many = Array.from({ length: 400 }, (_, index) => 'x'.repeat(60 + (index % 140)));
  const total = many.join('').length;
  for (const threads of [2, 4]) {
    const sizes = batchesOf(many, threads).map((batch) => batch.reduce((sum, at) => sum + (many[at] ?? '').length, 0));
    expect(Math.max(...sizes.slice(-threads))).toBeLessThan(total / threads / 4);
    // The threads take them one after the other: the last one to end does little more than its share.
    const ends = new Array<number>(threads).fill(0);
    for (const size of sizes) ends[ends.indexOf(Math.min(...ends))] = Math.min(...ends) + size;
    expect(Math.max(...ends)).toBeLessThan((total / threads) * 1.06);
  }
});

test('what one thread does alone is cut no smaller than it has to be', () => {
  const many = Array.from({ length: 200 }, () => 'x'.repeat(100));
  expect(batchesOf(many, 1)).toHaveLength(2);
});
