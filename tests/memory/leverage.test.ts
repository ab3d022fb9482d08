import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextOf, sharedContext } from '../../src/memory/context.ts';
import { type AskedSegment, beatsMachine, leverage, translatesItself } from '../../src/memory/leverage.ts';
import { usualPenalties } from '../../src/memory/penalties.ts';
import type { InlineCode } from '../../src/model/article.ts';
import type { TranslationUnit } from '../../src/model/memory.ts';

const now = new Date('2026-06-01T00:00:00Z');
const options = { from: 'en', to: 'es', threshold: 0.7, limit: 5, now };
const here = contextOf({ previous: 'Before.', next: 'After.' }, 'body');
const segment: AskedSegment = { text: 'Four people died in Idlib.', codes: [], context: here };
const bold = (data = 'b', end = 4): InlineCode[] => [
  { id: '1', kind: 'open', at: 0, pair: '2', data: `<${data}>` },
  { id: '2', kind: 'close', at: end, pair: '1', data: `</${data}>` },
];

function unit(more: Partial<TranslationUnit> = {}): TranslationUnit {
  return {
    sourceLanguage: 'en',
    targetLanguage: 'es',
    source: segment.text,
    sourceCodes: [],
    target: 'Murieron cuatro personas en Idlib.',
    targetCodes: [],
    origin: 'human',
    ...more,
  };
}

const only = (candidate: TranslationUnit, asked = segment) => leverage(asked, [candidate], options)[0];
const memory = { id: 'm', name: 'm', priority: 0, penalty: 0, otherDesk: false };

describe('a match', () => {
  it('is 101 where both neighbours are the same, and 100 of a kind of its own with one and the same role', () => {
    expect(only(unit({ context: here }))).toMatchObject({ kind: 'context', base: 101, score: 101, penalties: [] });
    const half = { ...here, next: 'x' };
    expect(only(unit({ context: half }))).toMatchObject({ kind: 'context-partial', score: 100 });
    expect(only(unit({ context: { ...half, role: 'headline' } }))).toMatchObject({ kind: 'exact', score: 100 });
  });

  it('never loses a point for a context that is missing', () => {
    for (const context of [undefined, { previous: null, next: null }, { previous: 'x', next: 'y' }])
      expect(only(unit(context ? { context } : {}))).toMatchObject({ kind: 'exact', score: 100 });
    expect(only(unit({ context: here }), { text: segment.text, codes: [] })?.score).toBe(100);
  });

  it('is 100 where codes differ in nothing but their markup, and takes the segment’s', () => {
    const found = only(unit({ sourceCodes: bold('strong'), targetCodes: bold('strong', 8) }), {
      ...segment,
      codes: bold(),
    });
    expect(found).toMatchObject({
      kind: 'exact-codes',
      score: 100,
      target: { codes: [{ data: '<b>' }, { data: '</b>' }] },
    });
  });

  it('is 99 where case or typography differs, and says where', () => {
    expect(only(unit({ source: 'four people died in Idlib.' }))).toMatchObject({
      kind: 'near',
      score: 99,
      differences: [{ kind: 'replaced', unit: { text: 'four' }, segment: { start: 0, end: 4, text: 'Four' } }],
    });
  });

  it('says what differs from a fuzzy one', () => {
    const found = only(unit({ source: 'Four people died on Monday in the town of Idlib, the army said.' }), {
      text: 'Four more people died in the town of Idlib, the army said.',
      codes: [],
    });
    expect(found).toMatchObject({
      kind: 'fuzzy',
      differences: [
        { kind: 'inserted', segment: { text: 'more' } },
        { kind: 'deleted', unit: { text: 'on Monday' } },
      ],
    });
  });

  const penalised: [string, Partial<TranslationUnit>, string, number][] = [
    ['machine text', { origin: 'mt' }, 'machine', 95],
    ['another desk', { memory: { ...memory, otherDesk: true } }, 'other-desk', 99],
    ['a memory that is trusted less', { memory: { ...memory, penalty: 10 } }, 'memory', 90],
    ['another variant of the language', { targetLanguage: 'es-MX' }, 'variant', 99],
    ['age', { createdAt: new Date('2020-01-01') }, 'age', 97],
  ];
  it.each(penalised)('loses points for %s, and says so', (_, more, reason, score) => {
    const penalties = { ...usualPenalties, age: { days: 365, points: 3 } };
    const [found] = leverage(segment, [unit(more)], { ...options, penalties });
    expect(found).toMatchObject({ base: 100, score, penalties: [{ reason, points: 100 - score }] });
  });

  it('does not grow old unless the settings say so, nor where it was changed lately', () => {
    expect(only(unit({ createdAt: new Date('2020-01-01') }))?.score).toBe(100);
    const penalties = { ...usualPenalties, age: { days: 365, points: 3 } };
    const changed = unit({ createdAt: new Date('2020-01-01'), changedAt: new Date('2026-05-01') });
    expect(leverage(segment, [changed], { ...options, penalties })[0]?.score).toBe(100);
  });

  it('loses a point where the same text has several targets, unless its context tells', () => {
    const other = unit({ target: 'Cuatro personas fallecieron en Idlib.', context: here });
    expect(leverage(segment, [unit(), other], options)).toMatchObject([
      { kind: 'context', score: 101, penalties: [] },
      { kind: 'exact', score: 99, penalties: [{ reason: 'several-targets' }] },
    ]);
    // A machine is no rival.
    const machine = unit({ target: 'x', origin: 'mt' });
    expect(leverage(segment, [unit(), machine], options)[0]).toMatchObject({ score: 100 });
  });

  it('replaces the machine where it translates this very text, though penalties say to look at it', () => {
    const found = only(unit({ targetLanguage: 'es-MX', memory: { ...memory, otherDesk: true } }));
    if (!found) throw new Error('no match');
    expect([found.score, translatesItself(found), beatsMachine(found)]).toEqual([98, true, true]);
    const machine = only(unit({ origin: 'mt', context: here }));
    if (!machine) throw new Error('no match');
    expect([machine.score, beatsMachine(machine)]).toEqual([96, false]);
  });

  it('of a memory with a higher priority goes first among equals', () => {
    const [low, high] = [1, 2].map((priority) => unit({ target: `${priority}`, memory: { ...memory, priority } }));
    expect(leverage(segment, [low as never, high as never], options).map(({ unit: { target } }) => target)).toEqual([
      '2',
      '1',
    ]);
  });

  it('comes in one order, whatever the order of the candidates', () => {
    const candidates = ['Four people died in Idlib.', 'Four people died in Hama.', 'four people died.'].flatMap(
      (source) => [unit({ source }), unit({ source, target: 'other', context: here }), unit({ source, origin: 'mt' })],
    );
    const expected = leverage(segment, candidates, { ...options, threshold: 0.5 });
    fc.assert(
      fc.property(fc.shuffledSubarray(candidates, { minLength: candidates.length }), (shuffled) => {
        expect(leverage(segment, shuffled, { ...options, threshold: 0.5 })).toEqual(expected);
      }),
    );
  });
});

describe('the context of a segment', () => {
  it('is not the same for two edges alone', () => {
    const alone = contextOf({ previous: '', next: '' }, 'headline');
    expect(sharedContext(alone, alone)).toBe('none');
    const first = contextOf({ previous: '', next: 'After.' }, 'headline');
    expect(sharedContext(first, first)).toBe('both');
  });
});
