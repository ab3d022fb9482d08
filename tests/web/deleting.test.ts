import { expect, test } from 'vitest';
import { deletes } from '../../src/web/screens/editor/deleting.ts';

const beside = { beside: true, chosen: false };
const chosen = { beside: false, chosen: true };
const elsewhere = { beside: false, chosen: false };

test('one press chooses a chip, the next removes it', () => {
  expect(deletes(beside, false)).toBe('choose');
  expect(deletes(chosen, false)).toBe('remove');
});

test('a key that is held down deletes the text up to a chip, chooses it and goes no further', () => {
  expect([elsewhere, beside, chosen, chosen].map((place) => deletes(place, true))).toEqual([
    'text',
    'choose',
    'nothing',
    'nothing',
  ]);
  // Let go and pressed again, it removes.
  expect(deletes(chosen, false)).toBe('remove');
});
