import { describe, expect, test } from 'vitest';
import { correctedTerms } from '../../../src/engines/bergamot/corrected-terms.ts';
import { type AlignedText, wordsOf } from '../../../src/engines/bergamot/word-alignment.ts';
import { segment } from '../segments.ts';

function corrected(source: string, terms: Record<string, string>, text: string, stretches: AlignedText['stretches']) {
  const { translation, lost } = correctedTerms(segment(source, [], terms).terms, wordsOf(source), { text, stretches });
  return { text: translation.text, lost, stretches: translation.stretches };
}

describe('Prescribed terms', () => {
  test('that stand in the translation are left alone, wherever they stand', () => {
    expect(corrected('le secours', { secours: 'relief' }, 'Relief', [])).toMatchObject({ text: 'Relief', lost: [] });
  });

  test('take the place of what stands for their words', () => {
    const stretches = [
      { word: 0, start: 0, end: 3 },
      { word: 1, start: 4, end: 9 },
      { word: 2, start: 10, end: 17 },
    ];
    expect(
      corrected('les Casques blancs', { 'Casques blancs': 'White Helmets' }, 'the white helmet!', stretches),
    ).toEqual({
      text: 'the White Helmets!',
      lost: [],
      stretches: [
        { word: 0, start: 0, end: 3 },
        { word: 1, start: 4, end: 17 },
      ],
    });
  });

  test('keep the capital at the beginning of a sentence', () => {
    const stretches = [{ word: 0, start: 0, end: 4 }];
    expect(corrected('Secours!', { Secours: 'relief' }, 'Help!', stretches)).toMatchObject({
      text: 'Relief!',
      lost: [],
    });
  });

  test('are given up where nothing stands for them, or far too much', () => {
    expect(corrected('le secours', { secours: 'relief' }, 'the help', [])).toMatchObject({
      text: 'the help',
      lost: ['secours'],
    });
    const stretches = [{ word: 1, start: 0, end: 29 }];
    const far = corrected('le secours', { secours: 'relief' }, 'one two three four five six s', stretches);
    expect(far).toMatchObject({ text: 'one two three four five six s', lost: ['secours'] });
  });

  test('do not push each other out', () => {
    const stretches = [{ word: 0, start: 0, end: 6 }];
    const both = corrected('secours', { secours: 'relief' }, 'relief', stretches);
    expect(both).toMatchObject({ text: 'relief', lost: [] });
    const terms = [
      { concept: 'a', start: 0, end: 1, source: 'a', target: 'one', accepted: ['one'] },
      { concept: 'b', start: 0, end: 1, source: 'a', target: 'two', accepted: ['two'] },
    ];
    const clash = correctedTerms(terms, wordsOf('a'), { text: 'one', stretches: [{ word: 0, start: 0, end: 3 }] });
    expect(clash).toMatchObject({ translation: { text: 'one' }, lost: ['b'] });
  });
});
