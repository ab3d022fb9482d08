import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPairInput } from '../../src/checks/check.ts';
import { readNumbers } from '../../src/checks/number-reading.ts';
import { numbers } from '../../src/checks/numbers.ts';

function values(text: string, language: string): string[][] {
  return readNumbers(text, language)
    .marks.filter(({ required }) => required)
    .map((mark) => [...mark.values]);
}

describe('reading numbers', () => {
  it.each([
    ['689,000', 'en', ['689000']],
    ['689\u202F000', 'fr', ['689000']],
    ['1.234.567,80', 'es', ['1234567.8']],
    ['1,234,567.80', 'en', ['1234567.8']],
    ['٦٨٩٬٠٠٠', 'ar', ['689000']],
    ['৪৫', 'bn', ['45']],
    ['4,5 milliards', 'fr', ['4500000000']],
    ['10 mil millones', 'es', ['10000000000']],
    ['50 cents', 'fr', ['50']],
    ['20h30', 'fr', ['t20:30', '20.3']],
    ['8:30 p.m.', 'en', ['t20:30']],
    ['8.30pm', 'en', ['t20:30']],
    ['£38m', 'en', ['38000000']],
    ['100m', 'en', ['100', '100000000']],
    ['the 1960s', 'en', ['1960', '60']],
    ['45th', 'en', ['45']],
  ])('%s (%s)', (text, language, expected) => {
    expect(values(text, language)).toEqual([expected]);
  });

  it('leaves out figures that are part of a symbol or an address', () => {
    expect(values('5 km2 of CO2, see www.example.org/2020', 'en')).toEqual([['5', 't5:00']]);
  });

  it('finds a text in agreement with itself, with spans inside it, whatever it holds', () => {
    const piece = fc.constantFrom(
      '12',
      '1.5',
      ',',
      '.',
      ' ',
      '\u202F',
      '689 000',
      'million',
      'deux cent',
      'XIX',
      'h',
      ':',
      '30',
      'p.m.',
      '٣',
      '𝟛',
      'é',
    );
    const text = fc
      .array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 15 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.constantFrom('en', 'fr', 'es', 'ca', 'de', 'ar', 'und'), (written, language) => {
        expect(numbers.run(toPairInput({ from: language, to: language, source: written, target: written }))).toEqual(
          [],
        );
        for (const mark of readNumbers(written, language).marks)
          expect(written.slice(mark.start, mark.end)).toBe(mark.text);
      }),
    );
  });
});
