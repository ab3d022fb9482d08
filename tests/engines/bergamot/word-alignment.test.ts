import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { marked, readMarked, wordsOf } from '../../../src/engines/bergamot/word-alignment.ts';

describe('Words with markup around them', () => {
  test('are cut where the engine sees no word go on', () => {
    const text = "L'homme (Idleb), dort-il?";
    expect(wordsOf(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      "L'homme",
      '(',
      'Idleb',
      ')',
      ',',
      'dort-il?',
    ]);
  });

  test('carry what would be markup as entities, and line breaks as spaces', () => {
    const text = 'a <b>\n&';
    expect(marked(text, wordsOf(text))).toBe('<b id="0">a</b> <b id="1">&lt;b&gt;</b> <b id="2">&amp;</b>');
  });

  test('go without the characters that the engine breaks on', () => {
    const text = 'a\u0000b \ud800 \ufffdc';
    expect(marked(text, wordsOf(text))).toBe('<b id="0">ab</b> <b id="1"></b> <b id="2">c</b>');
  });

  test('come back in another order, torn apart, doubled or empty', () => {
    expect(readMarked('<b id="1">rouge</b> <b id="0">la</b><b id="2"></b> <b id="0">maison</b>!')).toEqual({
      text: 'rouge la maison!',
      stretches: [
        { word: 1, start: 0, end: 5 },
        { word: 0, start: 6, end: 8 },
        { word: 0, start: 9, end: 15 },
      ],
    });
  });

  test('are not read out of anything else', () => {
    for (const html of ['<i>x</i>', 'a < b', '&nbsp;', '<b id="x">']) expect(readMarked(html)).toBeUndefined();
  });

  test('are all there again when nothing was changed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (any) => {
        const text = any.replaceAll('\u0000', '').replaceAll('\ufffd', '');
        const words = wordsOf(text);
        const read = readMarked(marked(text, words));
        expect(read?.text).toBe(text.replaceAll(/[\t\n\v\f\r]/g, ' '));
        expect(read?.stretches).toEqual(words.map((word, index) => ({ word: index, ...word })));
      }),
    );
  });
});
