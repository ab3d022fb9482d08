import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCredits, writeCredits } from '../../../src/formats/credits-csv/credits-csv.ts';
import { creditKey } from '../../../src/model/credit.ts';

const read = (text: string) => readCredits(text, 'credits.csv').map(({ line: _, ...row }) => row);

describe('a table of credit lines', () => {
  it('is read with a byte order mark, semicolons, quotes inside quotes and columns in any order', () => {
    expect(read('\uFEFFcredit;wording;language\r\nAvec AFP;"(""F24"" with AFP)";EN\r\n')).toEqual([
      { publisher: '', language: 'en', credit: 'Avec AFP', wording: '("F24" with AFP)' },
    ]);
  });

  it('comes back as it was written', () => {
    const word = fc.stringMatching(/^[\p{L};,"'()]{1,8}( [\p{L}\d;,"']{1,8}){0,2}$/u);
    const row = fc.record({ publisher: fc.oneof(fc.constant(''), word), credit: word, wording: word });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
        const distinct = new Map(rows.map((one) => [creditKey(one.credit), { ...one, language: 'pt-BR' }]));
        const table = [...distinct.values()].filter(({ credit }) => /[\p{L}\p{N}]/u.test(credit));
        expect(read(writeCredits(table))).toEqual(table);
      }),
    );
  });

  it.each([
    ['publisher,credit,wording\nx,y,z', 1, 'missing-column', 'language'],
    ['language,credit,wording,note\nes,y,z,n', 1, 'unknown-column', 'note'],
    ['language,credit,wording\nes,Avec AFP,AFP\nes,,AFP', 3, 'empty', 'credit'],
    ['language,credit,wording\nklingonish,Avec AFP,AFP', 2, 'unknown-language', 'klingonish'],
    ['language,credit,wording\nes,...,AFP', 2, 'no-words', '...'],
    [`language,credit,wording\nes,Avec AFP,${'x'.repeat(501)}`, 2, 'long', 'wording'],
    ['language,credit,wording\nes,Avec AFP,A\nes,With AFP,B', 3, 'contradiction', '2'],
  ])('is refused whole with the line at fault: %j', (text, line, reason, value) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({
        code: 'credits.malformed',
        parameters: { name: 'credits.csv', line, reason: `credits.reason.${reason}`, value },
      }),
    );
  });

  it('may say the same thing twice', () => {
    expect(read('language,credit,wording\nes,Avec AFP,A\nes,Avec AFP,A')).toHaveLength(2);
  });
});
