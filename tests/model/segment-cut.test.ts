import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Block, InlineCode, Segment } from '../../src/model/article.ts';
import {
  cutTarget,
  cutText,
  cutTrouble,
  joinTexts,
  mergeSegments,
  splitSegment,
  targetCut,
} from '../../src/model/segment-cut.ts';
import { rejoin, segmentBlocks } from '../../src/segmentation/segment.ts';

const code = (id: string, kind: InlineCode['kind'], at: number): InlineCode => ({ id, kind, at, data: `<${id}>` });

describe('a place where a segment is cut', () => {
  test.each([
    ['Two parts', 0, 'edge'],
    ['Two parts', 9, 'edge'],
    ['  x  y', 2, 'edge'],
    ['a👩‍👩‍👧b', 2, 'character'],
    ['a👩‍👩‍👧b', 3, 'character'],
    ['cafe\u0301s', 4, 'character'],
    ['Two parts', 4, undefined],
    ['Two parts', 3, undefined],
    ['今日は晴れ', 2, undefined],
  ])('%j at %i: %s', (text, at, trouble) => {
    expect(cutTrouble(text, at)).toBe(trouble);
  });

  test('in the target is where its words begin, where a clause ends near the same length, or between words', () => {
    const alignment = [
      { source: { start: 0, end: 3 }, target: { start: 4, end: 8 } },
      { source: { start: 4, end: 9 }, target: { start: 0, end: 3 } },
    ];
    expect(targetCut({ text: 'one two three', at: 8 }, { text: 'uno dos, tres' })).toBe(9);
    expect(targetCut({ text: 'one two three', at: 4 }, { text: 'uno dos tres' })).toBe(4);
    expect(targetCut({ text: 'one two', at: 4 }, { text: 'uno' })).toBeUndefined();
    expect(targetCut({ text: 'abc defgh', at: 4 }, { text: 'xyz abcd', alignment })).toBe(4);
  });
});

describe('a cut', () => {
  test('leaves closing codes with the text before it and others with the text behind it', () => {
    const codes = [code('1', 'open', 0), code('2', 'close', 3), code('3', 'open', 4), code('4', 'close', 9)];
    const { left, right, between } = cutText({ text: 'Two parts', codes }, 4);
    expect([left.text, between, right.text]).toEqual(['Two', ' ', 'parts']);
    expect(left.codes.map(({ id, at }) => [id, at])).toEqual([
      ['1', 0],
      ['2', 3],
    ]);
    expect(right.codes.map(({ id, at }) => [id, at])).toEqual([
      ['3', 0],
      ['4', 5],
    ]);
  });

  test('takes the codes of the target to the side where the source has them', () => {
    const sides = cutText({ text: 'Two parts', codes: [code('1', 'standalone', 0), code('2', 'standalone', 9)] }, 4);
    const target = { text: 'Dos partes', codes: [code('2', 'standalone', 0), code('1', 'standalone', 10)] };
    const [left, right] = cutTarget(target, 4, sides);
    expect(left).toEqual({ text: 'Dos', codes: [code('1', 'standalone', 3)] });
    expect(right).toEqual({ text: 'partes', codes: [code('2', 'standalone', 0)] });
    expect(cutTarget(target, undefined, sides)).toEqual([
      { text: 'Dos partes', codes: [code('1', 'standalone', 10)] },
      undefined,
    ]);
  });
});

const words = fc.array(
  fc.constantFrom('One.', 'two', ' ', '  ', '\u00a0', '\n', '👩‍👩‍👧', 'e\u0301', '今日。', '!', ' «', '» ', 'السلام.'),
  { maxLength: 30 },
);

test('segments that are split and merged in any order rejoin to the exact text, with every code in its order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(words, fc.array(fc.tuple(fc.nat(), fc.constantFrom('open', 'close', 'standalone')))), {
        minLength: 1,
        maxLength: 3,
      }),
      fc.array(fc.tuple(fc.boolean(), fc.nat(), fc.nat()), { maxLength: 25 }),
      (paragraphs, acts) => {
        const blocks = paragraphs.map(([parts, marks], index): Block => {
          const text = parts.join('');
          const range = { start: 0, end: text.length };
          const codes = marks
            .map(([at, kind], n) => code(String(n), kind as InlineCode['kind'], at % (text.length + 1)))
            .sort((a, b) => a.at - b.at);
          return { index, role: 'body', language: 'en', ...range, outer: range, text, codes, anchors: [] };
        });
        let segments: Segment[] = segmentBlocks(blocks, 'en');
        const codesOf = (list: Segment[], block: number) =>
          list.filter((one) => one.block === block).flatMap((one) => one.codes.map(({ id }) => id));
        const before = blocks.map(({ index }) => codesOf(segments, index));
        for (const [splits, which, where] of acts) {
          if (segments.length === 0) break;
          const index = which % segments.length;
          const one = segments[index] as Segment;
          const next = segments[index + 1];
          if (splits) {
            const at = where % (one.text.length + 1);
            if (cutTrouble(one.text, at)) continue;
            segments = [...segments.slice(0, index), ...splitSegment(one, at), ...segments.slice(index + 1)];
          } else if (next && next.block === one.block)
            segments = [...segments.slice(0, index), mergeSegments(one, next), ...segments.slice(index + 2)];
          segments = segments.map((segment, ordinal) => ({ ...segment, ordinal }));
        }
        expect(rejoin(blocks, segments)).toEqual(blocks.map(({ text }) => text));
        expect(blocks.map(({ index }) => codesOf(segments, index))).toEqual(before);
        for (const { block, start, end, text, codes } of segments) {
          expect(blocks[block]?.text.slice(start, end)).toBe(text);
          for (const { at } of codes) expect(at >= 0 && at <= text.length).toBe(true);
        }
      },
    ),
  );
});

test('what was cut joins to what it was', () => {
  fc.assert(
    fc.property(words, fc.nat(), (parts, where) => {
      const text = parts.join('').trim();
      const at = text.length === 0 ? 0 : where % text.length;
      fc.pre(cutTrouble(text, at) === undefined);
      expect(joinTexts(cutText({ text, codes: [] }, at)).text).toBe(text);
    }),
  );
});
