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
