import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lettersOf, rememberingNumber, wordsOf } from '../../src/checks/words.ts';

const units = fc.constantFrom(
  ...[
    'a',
    'É',
    'ß',
    'İ',
    '\u0301',
    '7',
    '½',
    'Ⅳ',
    '۳',
    '𝐀',
    '𝟏',
    '😀',
    '\uD83D',
    '\uDE00',
    '漢',
    'ب',
    'ـ',
    "'",
    '’',
    '-',
    '_',
    ' ',
    '\u00AD',
  ],
);
const texts = fc.string({ unit: units, maxLength: 30 });

test('words are runs of letters, marks and digits that begin with a letter', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const expected = [...text.matchAll(/\p{L}[\p{L}\p{M}\p{N}]*/gu)].map(({ index, 0: word }) => ({
        ...{ start: index, end: index + word.length, text: word },
        ...{ lower: word.toLowerCase(), capital: /^\p{Lu}/u.test(word), shouts: /\p{Lu}{2}/u.test(word) },
      }));
      expect(wordsOf(text).map(({ key: _, ...word }) => word)).toEqual(expected);
    }),
  );
});

test('words that differ in case alone have one key, and others another', () => {
  const [one, same, other] = wordsOf('Élysée ÉLYSÉE élysées');
  expect(same?.key).toBe(one?.key);
  expect(other?.key).not.toBe(one?.key);
});

test('letters of a text are what is left when everything between becomes one space', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(lettersOf(text)).toBe(text.replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim());
    }),
  );
});

test('a number is found out once a word, 0 as well', () => {
  const asked: string[] = [];
  const length = rememberingNumber((lower) => asked.push(lower) && lower.length - 1);
  const words = wordsOf('À la mer, à la Mer à l’ouest');
  expect([...words, ...words].map((word) => length(word) + 1)).toEqual(
    [...words, ...words].map(({ text }) => text.length),
  );
  expect(asked).toEqual(['à', 'la', 'mer', 'l', 'ouest']);
  expect(length({ lower: 'beyond', key: -1 })).toBe(5);
});
