import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InlineCode } from '../../src/model/article.ts';
import {
  brokenCodes,
  codedText,
  missingCodes,
  piecesOf,
  replaceRange,
  withCode,
} from '../../src/web/screens/editor/coded-text.ts';

const code = (id: string, at: number, kind: InlineCode['kind'] = 'standalone', pair?: string): InlineCode => ({
  id,
  at,
  kind,
  data: `<${id}>`,
  ...(pair ? { pair } : {}),
});

const coded = fc
  .record({ text: fc.string({ unit: 'grapheme', maxLength: 40 }), places: fc.array(fc.nat(40), { maxLength: 5 }) })
  .map(({ text, places }) => ({
    text,
    codes: places
      .map((place) => Math.min(place, text.length))
      .sort((a, b) => a - b)
      .map((at, index) => code(String(index), at)),
  }));

describe('a text with codes', () => {
  test('is the same after it was cut into pieces and put together', () => {
    fc.assert(
      fc.property(coded, (given) => {
        expect(codedText(piecesOf(given))).toEqual(given);
      }),
    );
  });

  test('keeps every code through any edit, in order and inside the text', () => {
    fc.assert(
      fc.property(coded, fc.nat(40), fc.nat(40), fc.string({ maxLength: 10 }), (given, a, b, by) => {
        const [start, end] = [Math.min(a, b, given.text.length), Math.min(Math.max(a, b), given.text.length)];
        const edited = replaceRange(given, start, end, by);
        expect(edited.codes.map(({ id }) => id)).toEqual(given.codes.map(({ id }) => id));
        expect(
          edited.codes.every(({ at }, index) => at <= edited.text.length && at >= (edited.codes[index - 1]?.at ?? 0)),
        ).toBe(true);
        expect(edited.text).toBe(given.text.slice(0, start) + by + given.text.slice(end));
      }),
    );
  });

  test('knows which codes of the source it lacks, and takes one where the caret is', () => {
    const source = { text: 'red house', codes: [code('1', 0, 'open', '2'), code('2', 3, 'close', '1')] };
    const target = { text: 'casa roja', codes: [code('1', 5, 'open', '2')] };
    expect(missingCodes(source, target).map(({ id }) => id)).toEqual(['2']);
    const whole = withCode(target, source.codes[1] as InlineCode, 9);
    expect(brokenCodes(target)).toEqual(['1']);
    expect(brokenCodes(whole)).toEqual([]);
    expect(missingCodes(source, whole)).toEqual([]);
  });
});
