import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cut, isTranslatable, rejoined } from '../../src/engines/pieces.ts';
import type { EngineSegment } from '../../src/model/ports.ts';
import { pair, segment, segments, standalone } from './segments.ts';

/** Puts the pieces together as an engine would that changes nothing. */
function unchanged(asked: EngineSegment, most: number) {
  const { pieces, between } = cut(asked, most);
  expect(between).toHaveLength(pieces.length - 1);
  const results = pieces.map(({ text, codes }) => {
    const alignment = [...text.matchAll(/\S+/g)].map(({ index, 0: word }) => {
      const span = { start: index, end: index + word.length };
      return { source: span, target: span };
    });
    return { text, codes, unknownWords: [], lostTerms: [], alignment };
  });
  return { pieces, result: rejoined(results, { pieces, between }) };
}

describe('a segment that is longer than an engine takes', () => {
  test('is cut behind sentences, and the white space between them is nobody’s to translate', () => {
    const { pieces } = cut(segment('One came. Two went!  Three stayed? Four.'), 22);
    expect(pieces.map(({ text }) => text)).toEqual(['One came. Two went!', 'Three stayed? Four.']);
    expect(cut(segment('一来了。二走了。三留下。'), 5).pieces.map(({ text }) => text)).toEqual([
      '一来了。',
      '二走了。',
      '三留下。',
    ]);
    expect(cut(segment('جاء الأول؟ ذهب الثاني. بقي.'), 16).pieces.map(({ text }) => text)).toEqual([
      'جاء الأول؟',
      'ذهب الثاني. بقي.',
    ]);
  });

  test('is cut at commas, then between words, where it has no sentences; a term stays whole', () => {
    expect(cut(segment('one, two, three, four'), 12).pieces.map(({ text }) => text)).toEqual([
      'one, two,',
      'three, four',
    ]);
    const name = segment('the road to the United Nations camp', [], { 'United Nations': 'Naciones Unidas' });
    const { pieces } = cut(name, 22);
    expect(pieces.map(({ text, terms }) => [text, terms.map(({ start }) => start)])).toEqual([
      ['the road to the', []],
      ['United Nations camp', [0]],
    ]);
  });

  test('gives each piece its codes: what closes at a seam with what it closes, what opens there with what follows', () => {
    const text = 'One came. Two went.';
    const { pieces } = cut(
      segment(text, [...pair('1', 'b', 0, 9), standalone('2', 10), ...pair('3', 'i', 10, 19)]),
      12,
    );
    expect(pieces.map(({ codes }) => codes.map(({ id, at }) => [id, at]))).toEqual([
      [
        ['1', 0],
        ['1e', 9],
      ],
      [
        ['2', 0],
        ['3', 0],
        ['3e', 9],
      ],
    ]);
  });

  test('comes back as it was, whatever the text, the codes and the limit', () => {
    fc.assert(
      fc.property(segments, fc.integer({ min: 2, max: 40 }), (asked, most) => {
        const { pieces, result } = unchanged(asked, most);
        expect(result.text).toBe(asked.text);
        // A code in white space between pieces goes to the edge of that white space.
        expect(result.codes.map(({ id }) => id)).toEqual(asked.codes.map(({ id }) => id));
        for (const [index, { at }] of result.codes.entries()) {
          const was = asked.codes[index]?.at ?? 0;
          const [from, to] = [Math.min(at, was), Math.max(at, was)];
          expect(asked.text.slice(from, to)).toMatch(/^\s*$/);
        }
        for (const { source, target } of result.alignment ?? []) {
          expect(source).toEqual(target);
          expect(asked.text.slice(source.start, source.end)).toMatch(/^\S+$/);
        }
        for (const piece of pieces) expect(piece.text.length).toBeLessThanOrEqual(most);
      }),
    );
  });
});

test('marks, codes and emoji are nothing to translate; a word or a number in any script is', () => {
  for (const text of ['', ' ', '…', '— !', '👩‍👩‍👧', '🇸🇾', '©', '\u200f'])
    expect(isTranslatable(text), text).toBe(false);
  for (const text of ['a', '٣', '5', '中', '😀 a', 'é']) expect(isTranslatable(text), text).toBe(true);
});
