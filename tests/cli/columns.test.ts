import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clip, displayWidth, pad, wrap } from '../../src/cli/columns.ts';

describe('the width of a text on a terminal', () => {
  it.each([
    ['Idlib', 5],
    ['cafe\u0301', 4],
    ['مُترجَم', 5],
    ['\u2067نص\u2069', 2],
    ['報告', 4],
    ['ｱｲ', 2],
    ['👩‍💻!', 3],
    ['\u200e/tmp', 4],
    ['', 0],
  ])('%j takes %i columns', (text, columns) => expect(displayWidth(text)).toBe(columns));

  it('is what padding fills up, whatever the script', () => {
    expect(pad('報告', 6)).toBe('報告  ');
    expect(pad('فُحص', 5)).toBe('فُحص  ');
    expect(pad('longer', 3)).toBe('longer');
  });

  it('is what clipping keeps to, with three dots for what is missing', () => {
    expect(clip('Each Sunday, our newsletter', 15)).toBe('Each Sunday,...');
    expect(clip('報告報告報告', 9)).toBe('報告報...');
    expect(clip('short', 5)).toBe('short');
  });
});

describe('wrapping', () => {
  it('breaks between words', () => {
    expect(wrap('“Idleb” is not used here; write “Idlib”.', 20)).toEqual([
      '“Idleb” is not used',
      'here; write “Idlib”.',
    ]);
  });

  it('does not break at the no-break spaces of French punctuation', () => {
    expect(wrap('écrivez «\u00a0Idlib\u00a0» ici', 12)).toEqual(['écrivez', '«\u00a0Idlib\u00a0»', 'ici']);
  });

  it('breaks inside a word only where the word is longer than a line', () => {
    expect(wrap('see https://example.org/long', 10)).toEqual(['see', 'https://ex', 'ample.org/', 'long']);
  });

  it('gives one empty line for an empty text', () => {
    expect(wrap('', 10)).toEqual(['']);
  });

  it('loses no character and never gets wider than asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 40 }), (text, columns) => {
        const lines = wrap(text, columns);
        expect(lines.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
      }),
    );
  });
});
