import { describe, expect, it } from 'vitest';
import { analyse, bandOf, bands, countWords } from '../../src/memory/analysis.ts';

const segment = (text: string, score?: number) => ({ text, codes: [], ...(score === undefined ? {} : { score }) });

describe('an analysis', () => {
  it('puts each score into its band', () => {
    expect([101, 100, 99, 95, 94, 85, 84, 75, 74, 50, 49, 0].map(bandOf)).toEqual([
      '101',
      '100',
      '95-99',
      '95-99',
      '85-94',
      '85-94',
      '75-84',
      '75-84',
      '50-74',
      '50-74',
      'none',
      'none',
    ]);
  });

  it('counts segments, words and characters, and a second occurrence as a repetition', () => {
    const sums = analyse(
      [segment('One two.'), segment('One  two.'), segment('Three.', 100), segment('Three.', 100), segment('Four!', 80)],
      'en',
    );
    expect(sums.none).toEqual({ segments: 1, words: 2, characters: 8 });
    expect(sums.repetitions).toEqual({ segments: 1, words: 2, characters: 9 });
    expect(sums['100']).toEqual({ segments: 2, words: 2, characters: 12 });
    expect(sums['75-84']).toEqual({ segments: 1, words: 1, characters: 5 });
    expect(sums.total).toEqual({ segments: 5, words: 7, characters: 34 });
    const parts = bands.reduce((sum, band) => sum + sums[band].segments, 0);
    expect(parts).toBe(sums.total.segments);
  });

  it('tells texts apart that differ in their codes', () => {
    const codes = [{ id: '1', kind: 'standalone' as const, at: 0, data: '<br>' }];
    expect(analyse([segment('One.'), { text: 'One.', codes }], 'en').repetitions.segments).toBe(0);
  });

  it('counts words in languages without spaces too', () => {
    expect(countWords('I don’t know, 3.5 times.', 'en')).toBe(5);
    expect(countWords('東京で会議が開かれた。', 'ja')).toBeGreaterThan(3);
  });
});
