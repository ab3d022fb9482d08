import { eld } from 'eld/small';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eldScores } from '../../src/detection/eld.ts';

const codes = 'en fr es ca de it pt ar ru uk tr fa nl zh ja pl ro el he'.split(' ');

/** What the package's own detector says of the same languages. */
function byDetector(text: string): { code: string; score: number }[] {
  return Object.entries(eld.detect(text).getScores() as Record<string, number>)
    .filter(([code]) => codes.includes(code))
    .map(([code, score]) => ({ code, score }));
}

const pieces = fc.constantFrom(
  ...[
    'the ',
    'house',
    'l’',
    "don't ",
    'École ',
    'Straße ',
    'ΛΌΓΟΣ ',
    'мост ',
    'الجسر ',
    '橋の工事',
    "'",
    '`',
    ' ',
    '12',
    '…',
  ],
  ...['😀', '\uD83D', '\uDE00', '𝐀', 'İstanbul ', 'e\u0301', 'ﬁ', '\u00AD', 'a'.repeat(67), 'bc'.repeat(20)],
);
const texts = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(''));

test('scores of languages are those of the whole detector, in its order', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(eldScores(text, codes)).toEqual(byDetector(text));
    }),
    { numRuns: 300 },
  );
});

test('any text has the scores that the detector gives it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
      expect(eldScores(text, codes)).toEqual(byDetector(text));
    }),
    { numRuns: 300 },
  );
});

test('languages that the detector does not know, or that nothing speaks for, have no score', () => {
  expect(eldScores('The bridge is closed.', ['tlh', 'en', 'en']).map(({ code }) => code)).toEqual(['en']);
  expect(eldScores('12 345', ['en', 'fr'])).toEqual([]);
});
