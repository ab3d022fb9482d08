import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withTermOutcomes } from '../../src/engines/term-outcomes.ts';
import { type Translated, translateWithTermWords } from '../../src/engines/term-words.ts';
import type { EngineSegment } from '../../src/model/ports.ts';
import { pair, segment, standalone } from './segments.ts';

/** An engine that speaks loudly and leaves meaningless words as they are, or does with them as it is told. */
const loud =
  (asked: EngineSegment[][], words: (text: string) => string = (text) => text) =>
  async (segments: EngineSegment[]): Promise<Translated[]> => {
    asked.push(segments);
    return segments.map(({ text, codes }) => ({
      text: words(text.replace(/\b(?!(?:Xqzv|Zqxk))\w+/g, (word) => word.toUpperCase())),
      codes,
      unknownWords: [...text.matchAll(/\bXqzv\w+/g)].map(String),
    }));
  };

describe('a term that an engine does not know', () => {
  test('goes through as a meaningless word, in a second call for its segment alone, and takes its codes along', async () => {
    const asked: EngineSegment[][] = [];
    const one = segment('To Idleb and Ocha now', [...pair('1', 'b', 3, 8), standalone('2', 18)], {
      Idleb: 'Idlib',
      Ocha: 'OCAH',
    });
    const results = await translateWithTermWords([one, segment('No term')], loud(asked));
    expect(results[0]).toEqual({
      text: 'TO Idlib AND OCAH NOW',
      codes: [...pair('1', 'b', 3, 8), standalone('2', 18)],
      unknownWords: [],
      lostTerms: [],
      terms: [
        { concept: 'Idleb', outcome: 'placeholder' },
        { concept: 'Ocha', outcome: 'placeholder' },
      ],
    });
    expect(asked.map((call) => call.length)).toEqual([2, 1]);
  });

  test('is said to be lost where the word does not come back once and whole', async () => {
    for (const spoil of [
      (text: string) => text.replace(/Xqzv\w+/, ''),
      (text: string) => text.replace(/(Xqzv\w+)/, '$1 $1'),
      (text: string) => text.replace(/(Xqzv\w+)/, 'l$1'),
    ]) {
      const [result] = await translateWithTermWords([segment('To Idleb', [], { Idleb: 'Idlib' })], loud([], spoil));
      expect(result).toMatchObject({ text: 'TO IDLEB', lostTerms: ['Idleb'], terms: [{ outcome: 'lost' }] });
    }
  });

  test('costs no second call where it came out by itself', async () => {
    const asked: EngineSegment[][] = [];
    const [result] = await translateWithTermWords([segment('To Paris', [], { Paris: 'PARIS' })], loud(asked));
    expect(result?.terms).toEqual([{ concept: 'Paris', outcome: 'free' }]);
    expect(asked).toHaveLength(1);
  });
});

describe('a source term that an engine copied', () => {
  const corrected = (text: string, at: number[], source = 'Idleb', target = 'la ciudad de Idlib') => {
    const codes = at.map((place, index) => standalone(`${index}`, place));
    return withTermOutcomes({ text, codes }, segment(`To ${source} now`, [], { [source]: target }));
  };

  test('is exchanged for the prescribed form, and the codes behind it move along', () => {
    const { text, codes, terms } = corrected('A Idleb ahora', [2, 7, 13]);
    expect(text).toBe('A la ciudad de Idlib ahora');
    expect(codes.map(({ at }) => at)).toEqual([2, 20, 26]);
    expect(terms).toEqual([{ concept: 'Idleb', outcome: 'correction' }]);
  });

  test('stays where it stands twice or inside of a word: then nobody knows', () => {
    for (const text of ['A Idleb y Idleb', 'A Idlebistán'])
      expect(corrected(text, [])).toMatchObject({ text, lostTerms: ['Idleb'] });
  });

  test('never moves a code out of the text or past another', () => {
    const words = fc.array(fc.constantFrom('Idleb', 'a', 'el', ',', ' '), { maxLength: 8 });
    fc.assert(
      fc.property(
        words,
        fc.array(fc.nat(40), { maxLength: 5 }),
        fc.constantFrom('I', 'la ciudad de Idlib'),
        (parts, places, target) => {
          const text = parts.join(' ');
          const at = places.map((place) => Math.min(place, text.length)).sort((a, b) => a - b);
          const result = corrected(text, at, 'Idleb', target);
          const moved = result.codes.map((code) => code.at);
          expect(moved).toEqual([...moved].sort((a, b) => a - b));
          for (const place of moved) expect(place).toBeLessThanOrEqual(result.text.length);
        },
      ),
    );
  });
});
