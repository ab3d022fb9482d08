import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NumberTable } from '../../src/terminology/number-table.ts';

test('a table of numbers keeps what a Map keeps', () => {
  const key = fc.oneof(
    fc.integer({ min: 1, max: 50 }),
    fc.maxSafeInteger().map((value) => Math.abs(value) + 1),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(key, fc.nat()), { maxLength: 3000 }), (entries) => {
      const [table, map] = [new NumberTable(), new Map<number, number>()];
      for (const [at, value] of entries) {
        table.set(at, value);
        map.set(at, value);
      }
      for (const [at, value] of map) expect(table.get(at)).toBe(value);
      expect(table.get(9_007_199_254_740_990)).toBe(map.get(9_007_199_254_740_990));
    }),
    { numRuns: 20 },
  );
});
