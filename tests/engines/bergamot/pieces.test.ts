import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { piecesOf } from '../../../src/engines/bergamot/pieces.ts';

const texts = (text: string) => piecesOf(text).map(({ start, end }) => text.slice(start, end));

describe('Cutting a text for the engine', () => {
  test.each([
    ['Le chat dort.', ['Le chat dort.']],
    ['The town sleeps. The dog barks!  Who hears it?', ['The town sleeps.', 'The dog barks!', 'Who hears it?']],
    ['He said “Never again.” Nobody answered.', ['He said “Never again.”', 'Nobody answered.']],
    ['Prices rose by 12%. Wages did not.', ['Prices rose by 12%.', 'Wages did not.']],
    ['猫は寝る。犬は食べる。', ['猫は寝る。', '犬は食べる。']],
    ['نام الكلب؟ نعم', ['نام الكلب؟', 'نعم']],
  ])('cuts %j at the ends of its sentences', (text, expected) => {
    expect(texts(text)).toEqual(expected);
  });

  test.each([
    'Mr. Smith met Dr. Jones.',
    'She lives in St. Louis.',
    'The U.S. Senate voted.',
    'It cost 3.5 million.',
    'No. 10 was closed.',
    'M. Dupont est venu.',
  ])('leaves %j whole', (text) => {
    expect(texts(text)).toEqual([text]);
  });

  test.each(['', '   ', '🙂 👍🏽', '12,5 %', '— … —', '\u200f'])('has nothing to translate in %j', (text) => {
    expect(piecesOf(text)).toEqual([]);
  });

  test('cuts what is too long for the engine at weaker marks, then at spaces, then between characters', () => {
    const clause = 'the dog that the cat has seen in the house is asleep, ';
    const long = clause.repeat(40);
    const parts = texts(long);
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) expect(part).toMatch(/asleep,$/);
    expect(texts('word '.repeat(500)).every((part) => part.length <= 480)).toBe(true);
    const emoji = '👨‍👩‍👧a'.repeat(200);
    expect(texts(emoji).join('')).toBe(emoji);
    for (const part of texts(emoji)) expect(part.startsWith('\u200d')).toBe(false);
  });

  test('is quick on a text of 100 kB', () => {
    const text = 'The cat sleeps in the large house and the dog eats. '.repeat(2000);
    const before = performance.now();
    expect(piecesOf(text)).toHaveLength(2000);
    expect(performance.now() - before).toBeLessThan(2000);
  });

  const written = fc
    .array(
      fc.constantFrom(
        'Word',
        'a',
        '. ',
        '.',
        '! ',
        ' ',
        '\n',
        ', ',
        '🙂',
        '漢',
        'é',
        '«',
        '»',
        '12',
        '\u00a0',
        'x'.repeat(300),
        '؟ ',
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join(''));

  test('keeps everything in order: pieces do not overlap, and only white space and what has no letter lies between them', () => {
    fc.assert(
      fc.property(written, (text) => {
        let at = 0;
        for (const { start, end } of piecesOf(text)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(text.slice(at, start)).not.toMatch(/\p{L}/u);
          expect(text.slice(start, end)).toMatch(/^\S(?:.*\S)?$/s);
          at = end;
        }
        expect(text.slice(at)).not.toMatch(/\p{L}/u);
      }),
    );
  });
});
