import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineTexts } from '../../src/intake/line-texts.ts';

const units = fc.constantFrom(...['a', 'b', 'é', '©', ' ', '\uFFFF', '\u0000', '😀']);
const texts = fc.string({ unit: units, minLength: 1, maxLength: 4 });
const lines = fc.string({ unit: units, maxLength: 12 });

test('a line is said to have one of some texts exactly where it has', () => {
  fc.assert(
    fc.property(fc.array(fc.array(texts, { maxLength: 4 }), { maxLength: 6 }), fc.array(lines), (needed, asked) => {
      const all = new LineTexts((line) => line.toUpperCase());
      const asking = needed.map((some) => all.asking(some));
      for (const line of asked)
        for (const [at, mayHave] of asking.entries())
          expect(mayHave(line)).toBe(needed[at]?.some((text) => line.toUpperCase().includes(text)));
    }),
  );
});

test('texts that are added later are found in the line that was asked about last', () => {
  const all = new LineTexts((line) => line);
  expect(all.asking(['by'])('by AFP')).toBe(true);
  expect(all.asking(['AFP', '('])('by AFP')).toBe(true);
  expect(all.asking(['('])('by AFP')).toBe(false);
});
