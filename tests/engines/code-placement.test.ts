import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeCodes } from '../../src/engines/code-placement.ts';
import type { InlineCode } from '../../src/model/article.ts';
import { isWellNested, pair, segments, standalone } from './segments.ts';

const shown = (codes: InlineCode[]) => codes.map(({ data, at }) => `${data}${at}`).join(' ');

describe('Codes in a translation', () => {
  test('go where they were found', () => {
    const codes = [...pair('1', 'b', 0, 3), standalone('2', 5)];
    const places = new Map([
      [0, 4],
      [1, 8],
      [2, 1],
    ]);
    expect(shown(placeCodes(codes, places, 10))).toBe('<br>1 <b>4 </b>8');
  });

  test('a lost code goes to the end, a lost half to its other half', () => {
    const codes = [...pair('1', 'b', 0, 3), standalone('2', 5)];
    expect(shown(placeCodes(codes, new Map([[0, 4]]), 10))).toBe('<b>4 </b>4 <br>10');
  });

  test('pairs that crossed each other are moved apart', () => {
    const codes = [...pair('1', 'b', 0, 3), ...pair('2', 'i', 4, 6)];
    const places = new Map([
      [0, 0],
      [1, 5],
      [2, 3],
      [3, 8],
    ]);
    expect(shown(placeCodes(codes, places, 10))).toBe('<b>0 </b>5 <i>5 </i>8');
  });

  test('a pair stays around what was inside it', () => {
    const [open, close] = pair('1', 'b', 0, 6) as [InlineCode, InlineCode];
    const codes = [open, ...pair('2', 'i', 2, 4), close];
    const places = new Map([
      [0, 3],
      [3, 5],
      [1, 0],
      [2, 7],
    ]);
    expect(shown(placeCodes(codes, places, 10))).toBe('<b>0 <i>0 </i>7 </b>7');
  });

  test('wherever they were found: each once, in order, well nested', () => {
    fc.assert(
      fc.property(
        segments,
        fc.array(fc.option(fc.nat(30), { nil: undefined }), { maxLength: 8 }),
        ({ codes }, found) => {
          const places = new Map(found.flatMap((at, index) => (at === undefined ? [] : [[index, at] as const])));
          const placed = placeCodes(codes, places, 30);
          expect(placed.map(({ id }) => id).sort()).toEqual(codes.map(({ id }) => id).sort());
          expect(isWellNested(placed)).toBe(true);
        },
      ),
    );
  });
});
