import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EditDistance } from '../../src/memory/distance.ts';

/** The matrix, row by row. */
function levenshtein(a: number[], b: number[]): number {
  let above = [0, ...b.map((_, at) => at + 1)];
  for (const [row, left] of a.entries()) {
    const current = [row + 1];
    for (const [at, right] of b.entries()) {
      const exchanged = (above[at] as number) + (left === right ? 0 : 1);
      current.push(Math.min(exchanged, (above[at + 1] as number) + 1, (current[at] as number) + 1));
    }
    above = current;
  }
  return above[b.length] as number;
}

describe('the edit distance over words', () => {
  const words = (most: number) => fc.array(fc.nat(6), { maxLength: most, size: 'max' });

  it.each([12, 40, 150])('is that of the matrix, for up to %i words', (most) => {
    const distance = new EditDistance();
    fc.assert(
      fc.property(words(most), words(most), fc.nat(most), (a, b, limit) => {
        distance.setPattern(a, a.length, 7);
        const text = Int32Array.from([9, ...b]).map((token, at) => (at === 0 ? token : token | 0x80000000));
        const exact = levenshtein(a, b);
        expect(distance.to(text, 1, b.length, most * 2, 0x7fffffff)).toBe(exact);
        const limited = distance.to(text, 1, b.length, limit, 0x7fffffff);
        if (exact <= limit) expect(limited).toBe(exact);
        else expect(limited).toBeGreaterThan(limit);
      }),
    );
  });
});
