import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Segment } from '../../src/model/article.ts';
import { joinSegments } from '../../src/pipeline/place.ts';

const segment = (text: string, after: string, ordinal: number): Segment => ({
  ordinal,
  block: 0,
  start: 0,
  end: text.length,
  before: '',
  text,
  after,
  codes: [{ id: '1', kind: 'standalone', at: text.length, data: '<br>' }],
});

test('joined segments keep their texts and codes, and every offset leads back to its segment', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.constantFrom('', ' ', '\n')), { minLength: 1, maxLength: 4 }),
      (parts) => {
        const segments = parts.map(([text, after], ordinal) => segment(text, after, ordinal));
        const joined = joinSegments(segments);
        let at = 0;
        for (const [index, one] of segments.entries()) {
          expect(joined.text.slice(at, at + one.text.length)).toBe(one.text);
          expect(joined.codes[index]?.at).toBe(at + one.text.length);
          for (let offset = 0; offset < one.text.length; offset++)
            expect(joined.locate(at + offset)).toEqual({ segment: one, offset });
          at += one.text.length + (one.after || ' ').length;
        }
      },
    ),
  );
});

test('no segments make an empty text that leads nowhere', () => {
  expect(joinSegments([])).toMatchObject({ text: '', codes: [] });
  expect(joinSegments([]).locate(0)).toBeUndefined();
});
