import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leverage } from '../../src/memory/leverage.ts';
import type { InlineCode } from '../../src/model/article.ts';
import type { TranslationUnit } from '../../src/model/memory.ts';

const bold: InlineCode[] = [
  { id: '1', kind: 'open', at: 0, pair: '2', data: '<b>' },
  { id: '2', kind: 'close', at: 4, pair: '1', data: '</b>' },
];

function unit(source: string, more: Partial<TranslationUnit> = {}): TranslationUnit {
  return {
    sourceLanguage: 'en',
    targetLanguage: 'es',
    source,
    sourceCodes: [],
    target: `es ${source}`,
    targetCodes: [],
    origin: 'human',
    ...more,
  };
}

const segment = { text: 'Four people died in Idlib.', codes: [] as InlineCode[] };
const options = { from: 'en', to: 'es', threshold: 0.7, limit: 5, now: new Date('2026-06-01') };

describe('matches from the memory', () => {
  it('score 100 for identical text and codes', () => {
    expect(leverage(segment, [unit(segment.text)], options)[0]?.score).toBe(100);
    const withCodes = { text: segment.text, codes: bold };
    const renumbered = bold.map((code) => ({ ...code, id: `x${code.id}` }));
    expect(
      leverage(withCodes, [unit(segment.text, { sourceCodes: renumbered, targetCodes: renumbered })], options)[0]
        ?.score,
    ).toBe(100);
  });

  it('score 99 where only codes, case or spacing differ', () => {
    expect(leverage({ ...segment, codes: bold }, [unit(segment.text)], options)[0]?.score).toBe(99);
    expect(leverage(segment, [unit('four people died in Idlib.')], options)[0]?.score).toBe(99);
    expect(leverage(segment, [unit('Four people died in\u00A0Idlib.')], options)[0]?.score).toBe(99);
  });

  it('score at most 95 where a number or a name differs', () => {
    const text = 'At least 45 people died in the raid, the ministry said.';
    expect(leverage({ text, codes: [] }, [unit(text.replace('45', '54'))], options)[0]?.score).toBe(95);
  });

  it('never score 100 for machine text', () => {
    expect(leverage(segment, [unit(segment.text, { origin: 'mt' })], options)[0]?.score).toBe(95);
  });

  it('leave out what is below the threshold, and stop at the limit', () => {
    const candidates = [unit('Snow fell over the mountains.'), unit('Four people died in Hama.'), unit(segment.text)];
    expect(leverage(segment, candidates, options).map(({ score }) => score)).toEqual([100, 80]);
    expect(leverage(segment, candidates, { ...options, threshold: 0.7, limit: 1 }).map(({ score }) => score)).toEqual([
      100,
    ]);
    expect(leverage(segment, candidates, { ...options, threshold: 0.81, limit: 9 }).map(({ score }) => score)).toEqual([
      100,
    ]);
  });

  it('put the later of equal units first, and keep one of two equal pairs', () => {
    const early = unit(segment.text, { target: 'a', createdAt: new Date('2026-01-01') });
    const late = unit(segment.text, { target: 'b', createdAt: new Date('2026-02-01') });
    const machine = unit(segment.text, { target: 'b', origin: 'mt', createdAt: new Date('2026-03-01') });
    const matches = leverage(segment, [machine, early, late], options);
    expect(matches.map(({ unit: { target } }) => target)).toEqual(['b', 'a']);
  });

  it('come in one order, whatever the order of the candidates', () => {
    const candidates = [
      'Four people died in Idlib.',
      'Four people died in Hama.',
      'Six people died in Idlib.',
      'four people died.',
    ].flatMap((source) => [unit(source), unit(source, { target: 'other' }), unit(source, { origin: 'mt' })]);
    const expected = leverage(segment, candidates, { ...options, threshold: 0.5, limit: 20 });
    fc.assert(
      fc.property(fc.shuffledSubarray(candidates, { minLength: candidates.length }), (shuffled) => {
        expect(leverage(segment, shuffled, { ...options, threshold: 0.5, limit: 20 })).toEqual(expected);
      }),
    );
  });
});
