import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NAME, NUMBER, Scan } from '../../src/memory/tokens.ts';

const scan = new Scan();

function tokens(text: string): string[] {
  scan.read(text);
  return Array.from({ length: scan.count }, (_, at) => scan.folded(at));
}

function flagged(text: string, flag: number): string[] {
  scan.read(text);
  return Array.from({ length: scan.count }, (_, at) => at)
    .filter((at) => scan.flags[at] === flag)
    .map((at) => text.slice(scan.from[at], scan.to[at]));
}

describe('the tokens of a text', () => {
  const cases: [string, string, string[]][] = [
    ['words in lower case, without punctuation', 'The End, “again”!', ['the', 'end', 'again']],
    ['an elided article as a word of its own', "L'ONU n’a qu'un mot", ['l', 'onu', 'n', 'a', 'qu', 'un', 'mot']],
    ['the parts of a hyphenated word', 'cessez-le-feu', ['cessez', 'le', 'feu']],
    ['every number as one and the same', 'On 12/03/2024, 1 200,5 of ١٢ left', ['on', '0', '0', 'of', '0', 'left']],
    ['diacritics as they are, composed or not', 'Café cafe\u0301 cafe', ['café', 'café', 'cafe']],
    ['no soft hyphens', 'Bundes\u00ADtag', ['bundestag']],
    ['Arabic without vowel marks and tatweel', 'أَعْلَنَ الرئيـــس', ['اعلن', 'الرئيس']],
    ['Arabic hamza on its carriers, composed or not', 'ؤ و\u0654 ئ أ ا\u0654', ['ؤ', 'ؤ', 'ئ', 'ا', 'ا']],
    ['Arabic prefixes apart from the article', 'والحكومة للحكومة', ['و', 'الحكومة', 'ل', 'الحكومة']],
    ['Japanese by dictionary', '東京で会見', ['東京', 'で', '会見']],
    ['Thai by dictionary', 'ประเทศไทยมีประชากร', ['ประเทศไทย', 'มี', 'ประชากร']],
    ['letters beyond the basic plane', '𐐀𐐁 𝒳', ['𐐨𐐩', '𝒳']],
    ['figures beyond the basic plane as they stand', '𝟘𝟙 𞥐5', ['𝟘𝟙', '𞥐5']],
    ['signs that say something', '5 € 😀 %', ['0', '€', '😀', '%']],
    ['nothing of what is no text', ' \u0000\uD800 … ', []],
  ];
  it.each(cases)('are %s', (_, text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });

  it('are names where a capital letter does not start a sentence', () => {
    expect(flagged('In Idlib. Then M. Macron left for the G20: Nobody knew.', NAME)).toEqual([
      'Idlib',
      'M',
      'Macron',
      'G20',
    ]);
    expect(flagged('In 2015 about 1 200 of 12.5', NUMBER)).toEqual(['2015', '1 200', '12.5']);
  });

  it('stand where they say, in order, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
        scan.read(text);
        let end = 0;
        for (let at = 0; at < scan.count; at += 1) {
          expect(scan.from[at]).toBeGreaterThanOrEqual(end);
          expect(scan.to[at]).toBeGreaterThan(scan.from[at] as number);
          end = scan.to[at] as number;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it('are the same for all compositions of a text, and so are its hashes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const composed = tokens(text.normalize('NFC'));
        const [high, low] = [scan.high, scan.low];
        expect(tokens(text.normalize('NFD'))).toEqual(composed);
        expect([scan.high, scan.low]).toEqual([high, low]);
      }),
      { numRuns: 1000 },
    );
  });
});
