import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editShare } from '../../src/memory/post-edit.ts';

test('how much of a text was changed is known to the letter', () => {
  expect(editShare('La calle cerrada', 'La calle cerrada')).toBe(0);
  expect(editShare('gato', 'pato')).toBe(0.25);
  expect(editShare('', 'nuevo')).toBe(1);
  expect(editShare('', '')).toBe(0);
  expect(editShare('cafe\u0301', 'caf\u00e9')).toBe(0);
});

test('it is nothing for equal texts only, at most all, and the same from either side', () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 80 });
  fc.assert(
    fc.property(texts, texts, (a, b) => {
      const share = editShare(a, b);
      expect(share).toBe(editShare(b, a));
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
      expect(share === 0).toBe(a.normalize('NFC') === b.normalize('NFC'));
    }),
  );
});
