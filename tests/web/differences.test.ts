import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differencesOf } from '../../src/web/screens/editor/differences.ts';

const words = fc.array(fc.constantFrom('the', 'trucks', ' ', 'are', 'loaded', ',', 'Idleb', 'Idlib', 'à', 'قافلة'), {
  maxLength: 30,
});

describe('the differences of two texts', () => {
  test('show a changed word as gone and new, and the rest as it is', () => {
    expect(differencesOf('the city of Idleb.', 'the city of Idlib.', 'en')).toEqual([
      { kind: 'same', text: 'the city of ' },
      { kind: 'gone', text: 'Idleb' },
      { kind: 'new', text: 'Idlib' },
      { kind: 'same', text: '.' },
    ]);
  });

  test('have both texts in them, whatever they are', () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        const [first, second] = [a.join(''), b.join('')];
        const found = differencesOf(first, second, 'en');
        const without = (kind: string) =>
          found
            .filter((one) => one.kind !== kind)
            .map(({ text }) => text)
            .join('');
        expect(without('new')).toBe(first);
        expect(without('gone')).toBe(second);
        if (first === second) expect(found.every(({ kind }) => kind === 'same')).toBe(true);
      }),
    );
  });
});
