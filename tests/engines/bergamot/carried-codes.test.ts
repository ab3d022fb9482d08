import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carriedCodes } from '../../../src/engines/bergamot/carried-codes.ts';
import { type AlignedText, wordsOf } from '../../../src/engines/bergamot/word-alignment.ts';
import type { InlineCode } from '../../../src/model/article.ts';
import { isWellNested, pair, standalone } from '../segments.ts';

/** A translation written as words with the number of the source's word that each stands for: `red:2 house:1`. */
function aligned(written: string): AlignedText {
  let text = '';
  const stretches: AlignedText['stretches'] = [];
  for (const part of written.split(' ')) {
    const [, word = '', number] = /^(.*?)(?::(\d+))?$/.exec(part) ?? [];
    if (text !== '' && !/^[,.!?]$/.test(word)) text += ' ';
    if (number !== undefined)
      stretches.push({ word: Number(number), start: text.length, end: text.length + word.length });
    text += word;
  }
  return { text, stretches };
}

function shown(source: string, codes: InlineCode[], translation: AlignedText): string {
  let text = translation.text;
  for (const code of carriedCodes(source, codes, wordsOf(source), translation).toReversed()) {
    text = text.slice(0, code.at) + code.data + text.slice(code.at);
  }
  return text;
}

describe('Codes in a translation', () => {
  test.each([
    [
      'a pair goes where its word goes',
      'la maison rouge',
      pair('1', 'b', 10, 15),
      'the:0 red:2 house:1',
      'the <b>red</b> house',
    ],
    [
      'a pair takes along what stands between its words',
      'la ville de Paris dort',
      pair('1', 'a', 3, 17),
      'Paris:3 town:1 sleeps:4',
      '<a>Paris town</a> sleeps',
    ],
    [
      'a pair that was torn apart stays with the longer part',
      'ne mange pas',
      pair('1', 'b', 0, 12),
      'does not eat',
      '<b>does not eat</b>',
    ],
    ['what stands at the edges stays at the edges', 'Le chat', pair('1', 'b', 0, 7), 'cat:1 the:0', '<b>cat the</b>'],
    [
      'a pair ends before the mark that it ends before',
      'un mot! deux',
      pair('1', 'b', 3, 6),
      'one:0 word!:1 two:2',
      'one <b>word</b>! two',
    ],
    [
      'a pair begins behind an apostrophe',
      "à l'homme seul",
      pair('1', 'b', 4, 9),
      'to:0 the:1 man:1 alone:2',
      'to <b>the man</b> alone',
    ],
    [
      'a line break stands before the word that it stood before',
      'un deux trois',
      [standalone('1', 3)],
      'one:0 three:2 two:1',
      'one three <br>two',
    ],
    [
      'a code behind a word without a translation goes to the word before',
      'un deux trois',
      [standalone('1', 7)],
      'one:0 two:1',
      'one two<br>',
    ],
    ['an empty pair stays together', 'un deux', pair('1', 'i', 3, 3), 'two:1 one:0', '<i></i>two one'],
  ])('%s', (_, source, codes, translation, expected) => {
    expect(shown(source, codes, aligned(translation))).toBe(expected);
  });

  test('are all there and well nested, whatever the alignment', () => {
    const sources = fc.constantFrom('un deux trois quatre', 'a, b (c)', "l'un l'autre!", ' bord ');
    const numbers = fc.array(fc.tuple(fc.constantFrom('x', 'yy', 'z-z'), fc.nat(6)), { maxLength: 8 });
    fc.assert(
      fc.property(sources, numbers, fc.nat(20), fc.nat(20), fc.nat(20), (source, words, a, b, c) => {
        const translation = aligned(words.map(([word, number]) => `${word}:${number}`).join(' '));
        const [from = 0, to = 0] = [a, b].map((at) => at % (source.length + 1)).sort((one, other) => one - other);
        const inner = Math.min(to, Math.max(from, c % (source.length + 1)));
        const [open, close] = pair('1', 'b', from, to) as [InlineCode, InlineCode];
        const codes = [open, standalone('2', inner), close];
        const placed = carriedCodes(source, codes, wordsOf(source), translation);
        expect(placed.map(({ id }) => id).sort()).toEqual(['1', '1e', '2']);
        expect(isWellNested(placed)).toBe(true);
        for (const { at } of placed) expect(at >= 0 && at <= translation.text.length).toBe(true);
      }),
    );
  });
});
