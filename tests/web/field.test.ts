import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stretchesOf } from '../../src/web/screens/editor/field.ts';

test('a long text is cut into stretches that together are the text, none much longer than wished and none inside a sign', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(fc.constantFrom('a', ' ', '😀', 'é', 'ب')).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 9 }), (given, length) => {
      const stretches = stretchesOf(given, length);
      expect(stretches.join('')).toBe(given);
      for (const one of stretches) {
        expect(one.length).toBeLessThanOrEqual(length + 1);
        expect(one.isWellFormed() || !given.isWellFormed()).toBe(true);
      }
    }),
  );
});

test('a stretch ends behind a space where there is one', () => {
  expect(stretchesOf('one two three four', 9)).toEqual(['one two ', 'three ', 'four']);
  expect(stretchesOf('short')).toEqual(['short']);
});
