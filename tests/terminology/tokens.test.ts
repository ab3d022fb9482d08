import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evened } from '../../src/terminology/gazetteer/evened.ts';
import { scanRuns } from '../../src/terminology/tokens.ts';

const units = fc.constantFrom(
  ...[
    'a',
    'É',
    'e\u0301',
    '\u0301',
    '7',
    '_',
    '𝐀',
    '😀',
    '\uD83D',
    '\uDE00',
    '漢',
    'ب',
    '\u064B',
    "'",
    '’',
    '‑',
    '-',
    ' ',
    '\u202F',
    '\n',
  ],
);
const texts = fc.string({ unit: units, maxLength: 30 });

test('runs are letters, marks, digits and the low line, as long as they go', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const found: [number, number][] = [];
      scanRuns(text, (start, end) => found.push([start, end]));
      const expected = [...text.matchAll(/[\p{L}\p{M}\p{N}_]+/gu)].map(({ index, 0: run }) => [
        index,
        index + run.length,
      ]);
      expect(found).toEqual(expected);
    }),
  );
});

test('an evened text has plain apostrophes, hyphens and blanks, and composed letters', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const plain = text
        .replace(/[’ʼ‘`´ʹ]/gu, "'")
        .replace(/[‐‑]/gu, '-')
        .replace(/\s/gu, ' ');
      // Marks that cannot go into their letter stay as they stand.
      const composed = plain.replace(/\P{M}\p{M}+/gu, (letter) => {
        const shorter = letter.normalize('NFC');
        return shorter.length < letter.length ? shorter : letter;
      });
      expect(evened(text).text).toBe(composed);
    }),
  );
  expect(evened('l’e\u0301te\u0301\u202F!').text).toBe("l'été !");
});
