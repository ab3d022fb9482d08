import { describe, expect, it } from 'vitest';
import { contextOf } from '../../src/memory/context.ts';
import type { TranslationUnit } from '../../src/model/memory.ts';
import type { CallLedger, Engine } from '../../src/model/ports.ts';
import type { SimilarTo } from '../../src/pipeline/similar-units.ts';
import { translateSegments } from '../../src/pipeline/translate.ts';

function unit(source: string, target: string, more: Partial<TranslationUnit> = {}): TranslationUnit {
  return {
    sourceLanguage: 'en',
    targetLanguage: 'es',
    source,
    sourceCodes: [],
    target,
    targetCodes: [],
    origin: 'human',
    ...more,
  };
}

const asked: { exact: string[][]; fuzzy: string[][] } = { exact: [], fuzzy: [] };
function tools(units: TranslationUnit[], engines = new Map<string, Engine>()) {
  asked.exact = [];
  asked.fuzzy = [];
  const ledger: CallLedger = {
    claim: async (calls) => ({ recorded: new Map(), ours: new Set(calls.map(({ key }) => key)), busy: new Set() }),
    record: async () => {},
    release: async () => {},
  };
  return {
    memory: {
      exact: async (_from: string, _to: string, sources: string[]) => {
        asked.exact.push(sources);
        return units.filter(({ source }) => sources.includes(source));
      },
      similar: async (texts: SimilarTo[]) => {
        asked.fuzzy.push(texts.map(({ text }) => text));
        return texts.map(() => units);
      },
    },
    threshold: 0.7,
    now: new Date('2026-01-01'),
    concepts: [],
    findTerms: () => [],
    engines,
    engine: 'auto',
    ledger,
  };
}

const machine: Engine = {
  name: 'machine',
  capabilities: async () => ({
    available: true,
    pairs: [{ from: 'en', to: 'es', route: 'en>es' }],
    limits: { segmentCharacters: 1000, segmentsPerCall: 10 },
    costPerMillionCharacters: 0,
    sendsTextOutside: false,
  }),
  version: async () => 'machine 1',
  translate: async ({ segments }) => ({
    results: segments.map(({ text, codes }) => ({ text: `[${text}]`, codes, unknownWords: [], lostTerms: [] })),
    route: 'en>es',
    version: 'machine 1',
  }),
};

const body = (id: string, text: string, around: { previous?: string; next?: string } = {}) => ({
  id,
  role: 'body' as const,
  language: 'en',
  text,
  codes: [],
  ...around,
});

describe('what the memory gives to an article', () => {
  it('is asked for once a batch, and for likeness only where nothing is identical', async () => {
    const segments = [
      body('1', 'Yes.', { next: 'It cost 5 euros.' }),
      body('2', 'It cost 5 euros.', { previous: 'Yes.' }),
    ];
    const context = contextOf({ previous: '', next: 'It cost 5 euros.' }, 'body');
    const given = tools([unit('Yes.', 'Sí.', { id: 'u1', context }), unit('It cost 7 euros.', 'Costó 7 euros.')]);
    const { targets } = await translateSegments(segments, 'en', 'es', given);
    expect(asked).toEqual({ exact: [['Yes.', 'It cost 5 euros.']], fuzzy: [['It cost 5 euros.']] });
    expect(targets.get('1')).toMatchObject({
      text: 'Sí.',
      score: 101,
      subState: 'interlinear:exact',
      match: { kind: 'context', unit: 'u1' },
    });
    expect(targets.get('2')).toMatchObject({
      text: 'Costó 5 euros.',
      subState: 'interlinear:repaired',
      state: 'initial',
      match: { kind: 'repaired', repairs: [{ kind: 'number', from: '7', to: '5' }] },
    });
    expect(targets.get('2')?.score).toBeLessThanOrEqual(95);
  });

  it('is a help only where a machine can translate, unless it translates the very text', async () => {
    const units = [unit('It cost 7 euros.', 'Costó 7 euros.'), unit('Yes.', 'Sí.', { targetLanguage: 'es-ES' })];
    const engines = new Map([['machine', machine]]);
    const segments = [body('1', 'It cost 5 euros.'), body('2', 'Yes.')];
    const { targets } = await translateSegments(segments, 'en', 'es', tools(units, engines));
    expect(targets.get('1')).toMatchObject({ origin: 'mt', text: '[It cost 5 euros.]' });
    expect(targets.get('2')).toMatchObject({ origin: 'memory', text: 'Sí.', score: 99, subState: 'interlinear:exact' });
  });
});
