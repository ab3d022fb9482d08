import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carry, difference } from '../../src/outputs/difference.ts';

const words = fc.array(fc.constantFrom('Idleb', 'Idlib', ' ', '.', 'the', 'إدلب', '😀', '\n'), { maxLength: 20 });

describe('the difference of two versions of a text', () => {
  it('rejoins to both of them, and what is equal is equal', () => {
    fc.assert(
      fc.property(words, words, (left, right) => {
        const [before, after] = [left.join(''), right.join('')];
        const changes = difference(before, after);
        expect(changes.map(({ start, end }) => before.slice(start, end)).join('')).toBe(before);
        expect(changes.map(({ newStart, newEnd }) => after.slice(newStart, newEnd)).join('')).toBe(after);
        for (const { equal, start, end, newStart, newEnd } of changes) {
          if (equal) expect(before.slice(start, end)).toBe(after.slice(newStart, newEnd));
        }
      }),
    );
  });

  it('names whole words', () => {
    expect(difference('in Idleb.', 'in Idlib.').filter(({ equal }) => !equal)).toEqual([
      { equal: false, start: 3, end: 8, newStart: 3, newEnd: 8 },
    ]);
  });

  it('takes a long text that is wholly another one as replaced', () => {
    const started = performance.now();
    const changes = difference('a '.repeat(30_000), 'b\n'.repeat(30_000));
    expect(changes.every(({ equal }) => !equal)).toBe(true);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('carries offsets in order, to within the new text', () => {
    fc.assert(
      fc.property(words, words, (left, right) => {
        const [before, after] = [left.join(''), right.join('')];
        const changes = difference(before, after);
        let last = 0;
        for (let at = 0; at <= before.length; at++) {
          const place = carry(at, changes, 'start');
          expect(place).toBeGreaterThanOrEqual(last);
          expect(place).toBeLessThanOrEqual(after.length);
          expect(carry(at, changes, 'end')).toBeGreaterThanOrEqual(place);
          last = place;
        }
      }),
    );
  });

  it('keeps an opening code before a new word and a closing one after it', () => {
    const changes = difference('in Idleb now', 'in Idlib Province now');
    expect([carry(3, changes, 'start'), carry(8, changes, 'end')]).toEqual([3, 17]);
  });
});
