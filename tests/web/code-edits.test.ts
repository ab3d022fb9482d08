import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InlineCode } from '../../src/model/article.ts';
import {
  behindChange,
  partOf,
  withLost,
  withMissing,
  withoutPart,
  withPart,
} from '../../src/web/screens/editor/code-edits.ts';
import type { CodedText } from '../../src/web/screens/editor/coded-text.ts';

const code = (id: string, at: number, kind: InlineCode['kind'] = 'standalone', pair?: string): InlineCode => ({
  ...{ id, at, kind, data: `<${id}>` },
  ...(pair ? { pair } : {}),
});
const coded = fc
  .record({ text: fc.string({ unit: 'grapheme', maxLength: 30 }), places: fc.array(fc.nat(30), { maxLength: 5 }) })
  .map(
    ({ text, places }): CodedText => ({
      text,
      codes: places
        .map((place) => Math.min(place, text.length))
        .sort((a, b) => a - b)
        .map((at, index) => code(String(index), at)),
    }),
  );
const idsOf = ({ codes }: CodedText) => codes.map(({ id }) => id);

describe('codes that a browser deleted with the text around them', () => {
  test('are all there again, in order and inside the text, whatever was done to it', () => {
    fc.assert(
      fc.property(coded, fc.string({ maxLength: 30 }), fc.func(fc.boolean()), (before, text, keeps) => {
        const codes = before.codes
          .filter(({ id }) => keeps(id))
          .map((one) => ({ ...one, at: Math.min(one.at, text.length) }));
        const after = withLost(before, { text, codes });
        expect(after.text).toBe(text);
        expect(idsOf(after).toSorted()).toEqual(idsOf(before).toSorted());
        const places = after.codes.map(({ at }) => at);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        expect(places.every((at) => at >= 0 && at <= text.length)).toBe(true);
      }),
    );
  });

  test('stand where they stood beside what is left, those inside at its end', () => {
    const before = { text: 'the old red house', codes: [code('1', 4), code('2', 8), code('3', 12)] };
    expect(withLost(before, { text: 'the house', codes: [] }).codes.map(({ at }) => at)).toEqual([4, 4, 4]);
    expect(withLost(before, { text: 'the old big house', codes: [code('1', 4)] }).codes.map(({ at }) => at)).toEqual([
      4, 8, 12,
    ]);
    // A chip that somebody wrote over.
    expect(withLost({ text: 'ab', codes: [code('1', 1)] }, { text: 'axb', codes: [] }).codes).toEqual([code('1', 1)]);
  });
});

test('what is cut out of a text with its codes and put back in its place is the text', () => {
  fc.assert(
    fc.property(coded, fc.nat(30), fc.nat(30), (given, a, b) => {
      const [start, end] = [Math.min(a, b, given.text.length), Math.min(Math.max(a, b), given.text.length)];
      // A selection that ends in the text has none of the codes at its edges.
      const ids = new Set(given.codes.filter(({ at }) => at > start && at < end).map(({ id }) => id));
      const part = partOf(given, start, end, ids);
      const rest = withoutPart(given, start, end, ids);
      expect(rest.text).toBe(given.text.slice(0, start) + given.text.slice(end));
      expect(idsOf(rest)).toEqual(idsOf(given).filter((id) => !ids.has(id)));
      const back = withPart(rest, { start, end: start }, part, given);
      expect(back.text).toBe(given.text);
      expect(idsOf(back).toSorted()).toEqual(idsOf(given).toSorted());
      for (const one of back.codes.filter(({ id }) => ids.has(id)))
        expect(one.at).toBe(given.codes.find(({ id }) => id === one.id)?.at);
    }),
  );
});

test('a code that is pasted never stands twice, and none comes from another segment', () => {
  const source = { text: 'red house', codes: [code('1', 0), code('2', 3)] };
  const target = { text: 'casa ', codes: [code('1', 0)] };
  const part = {
    text: 'roja',
    codes: [code('1', 0), code('2', 4), { ...code('2', 0), data: '<script>' }, code('9', 1)],
  };
  expect(withPart(target, { start: 5, end: 5 }, part, source)).toEqual({
    text: 'casa roja',
    codes: [code('1', 0), code('2', 9)],
  });
});

describe('a missing code', () => {
  const source = { text: 'a red house', codes: [code('1', 2, 'open', '2'), code('2', 5, 'close', '1'), code('3', 11)] };

  test('comes to the caret, the first of the source before the others, until none is missing', () => {
    const bare = { text: 'una casa roja', codes: [] };
    const once = withMissing(bare, source, { start: 9, end: 9 }) as CodedText;
    expect(once.codes).toEqual([{ ...code('1', 9, 'open', '2') }]);
    expect(idsOf(withMissing(once, source, { start: 13, end: 13 }, '3') as CodedText)).toEqual(['1', '3']);
    expect(withMissing({ ...bare, codes: source.codes }, source, { start: 0, end: 0 })).toBeUndefined();
  });

  test('of a pair comes around what is chosen with its other end', () => {
    const around = withMissing({ text: 'una casa roja', codes: [] }, source, { start: 9, end: 13 }) as CodedText;
    expect(around.codes.map(({ id, at }) => [id, at])).toEqual([
      ['1', 9],
      ['2', 13],
    ]);
  });
});

test('somebody goes on behind what is new in a text', () => {
  const plain = (text: string) => ({ text, codes: [] });
  expect(behindChange(plain('a house'), plain('a red house'))).toBe(6);
  expect(behindChange(plain('a red house'), plain('a house'))).toBe(2);
  expect(behindChange(plain('aa'), plain('aaa'))).toBe(3);
  const coded = { text: 'a house', codes: [code('1', 2), code('2', 5)] };
  expect(behindChange(plain('a house'), coded)).toBe(2);
  expect(behindChange(coded, { ...coded, codes: [code('1', 2)] })).toBe(5);
});
