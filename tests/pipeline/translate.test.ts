import { describe, expect, test } from 'vitest';
import { TransientError } from '../../src/model/errors.ts';
import type { TranslationUnit } from '../../src/model/memory.ts';
import type { CallLedger, Engine, EngineRequest } from '../../src/model/ports.ts';
import { type SourceSegment, type TranslateTools, translateSegments } from '../../src/pipeline/translate.ts';

/** An engine that answers with what it was asked, in brackets, and keeps a list. */
function bracketEngine(pairs: [string, string][], answer: (text: string) => string = (text) => `[${text}]`) {
  const asked: string[] = [];
  const engine: Engine = {
    name: 'brackets',
    capabilities: async () => ({
      available: true,
      pairs: pairs.map(([from, to]) => ({ from, to, route: `${from}>${to}` })),
      limits: { segmentCharacters: 1000, segmentsPerCall: 100 },
      costPerMillionCharacters: 0,
      sendsTextOutside: false,
    }),
    version: async () => '1',
    async translate({ from, to, segments }) {
      asked.push(...segments.map(({ text }) => `${from}>${to} ${text}`));
      const results = segments.map(({ text, codes }) => ({
        text: answer(text),
        codes,
        unknownWords: [],
        lostTerms: [],
      }));
      return { results, route: `${from}>${to}`, version: '1' };
    },
  };
  return { engine, asked };
}

const openLedger: CallLedger = {
  claim: async (calls) => ({ recorded: new Map(), ours: new Set(calls.map(({ key }) => key)), busy: new Set() }),
  record: async () => {},
  release: async () => {},
};

const bold = [
  { id: '3', kind: 'open' as const, at: 4, pair: '4', data: '<b>' },
  { id: '4', kind: 'close' as const, at: 8, pair: '3', data: '</b>' },
];
const unit = (source: string, target: string, more: Partial<TranslationUnit> = {}): TranslationUnit => ({
  sourceLanguage: 'en',
  targetLanguage: 'es',
  source,
  sourceCodes: [],
  target,
  targetCodes: [],
  origin: 'human',
  ...more,
});
const segment = (text: string, more: Partial<SourceSegment> = {}): SourceSegment => ({
  id: text,
  role: 'body',
  language: 'en',
  text,
  codes: [],
  ...more,
});

function tools(engine: Engine | undefined, units: TranslationUnit[] = []): TranslateTools {
  return {
    memory: {
      exact: async (_from, _to, sources) => units.filter(({ source }) => sources.includes(source)),
      similar: async (texts) => texts.map(() => units),
    },
    threshold: 0.7,
    now: new Date('2026-01-01'),
    concepts: [],
    findTerms: () => [],
    engines: new Map(engine ? [[engine.name, engine]] : []),
    engine: 'auto',
    ledger: openLedger,
  };
}

describe('memory before machine', () => {
  test('an exact match is taken and nothing is asked', async () => {
    const { engine, asked } = bracketEngine([['en', 'es']]);
    const { targets, reason } = await translateSegments(
      [segment('Aid came.')],
      'en',
      'es',
      tools(engine, [unit('Aid came.', 'Llegó la ayuda.')]),
    );
    expect(targets.get('Aid came.')).toMatchObject({
      text: 'Llegó la ayuda.',
      origin: 'memory',
      subState: 'interlinear:exact',
      score: 100,
      state: 'initial',
    });
    expect(asked).toEqual([]);
    expect(reason).toBeNull();
  });

  test('a match that differs only in its quotation marks is a translation, marked as repaired', async () => {
    const { engine, asked } = bracketEngine([['en', 'es']]);
    const { targets } = await translateSegments(
      [segment('He said “yes” on Monday.')],
      'en',
      'es',
      tools(engine, [unit('He said "yes" on Monday.', 'Dijo que sí el lunes.')]),
    );
    expect(targets.get('He said “yes” on Monday.')).toMatchObject({
      text: 'Dijo que sí el lunes.',
      subState: 'interlinear:repaired',
      score: 99,
    });
    expect(asked).toEqual([]);
  });

  test('the codes of a match take the ids of the segment', async () => {
    const stored = unit('The aid came.', 'Llegó la ayuda.', {
      sourceCodes: bold.map((code) => ({
        ...code,
        id: String(Number(code.id) - 2),
        pair: String(Number(code.pair) - 2),
      })),
      targetCodes: [
        { id: '1', kind: 'open', at: 9, pair: '2', data: '<b>' },
        { id: '2', kind: 'close', at: 14, pair: '1', data: '</b>' },
      ],
    });
    const { targets } = await translateSegments(
      [segment('The aid came.', { codes: bold })],
      'en',
      'es',
      tools(undefined, [stored]),
    );
    expect(targets.get('The aid came.')?.codes).toEqual([
      { ...bold[0], at: 9 },
      { ...bold[1], at: 14 },
    ]);
  });

  test('a match that lacks a code of the segment is not taken, and its own codes do not come into the article', async () => {
    const stored = unit('The aid came.', 'Llegó la ayuda.', { sourceCodes: bold });
    const asked = segment('The aid came.', { codes: bold });
    const { engine } = bracketEngine([['en', 'es']]);
    const withEngine = await translateSegments([asked], 'en', 'es', tools(engine, [stored]));
    expect(withEngine.targets.get(asked.id)).toMatchObject({ origin: 'mt', matches: [{ score: 99 }] });
    const foreign = unit('Much aid came.', 'Llegó mucha ayuda.', { targetCodes: bold });
    for (const candidate of [stored, foreign]) {
      const { targets } = await translateSegments([asked], 'en', 'es', {
        ...tools(undefined, [candidate]),
        threshold: 0.5,
      });
      expect(targets.get(asked.id)).toMatchObject({ origin: 'memory', subState: 'interlinear:fuzzy', codes: [] });
    }
  });

  test('a match in which only typography differs brings its codes too', async () => {
    const stored = unit('The aid came!', 'Llegó la ayuda.', { sourceCodes: bold, targetCodes: bold });
    const own = bold.map((code) => ({ ...code, id: `${Number(code.id) + 4}`, pair: `${Number(code.pair) + 4}` }));
    const { targets } = await translateSegments(
      [segment('The aid came.', { codes: own })],
      'en',
      'es',
      tools(undefined, [stored]),
    );
    expect(targets.get('The aid came.')).toMatchObject({ score: 99, subState: 'interlinear:repaired', codes: own });
  });

  test('a match without the segment’s codes goes to the engine and stays as a suggestion', async () => {
    const { engine } = bracketEngine([['en', 'es']]);
    const { targets } = await translateSegments(
      [segment('The aid came.', { codes: bold })],
      'en',
      'es',
      tools(engine, [unit('The aid came.', 'Llegó la ayuda.')]),
    );
    expect(targets.get('The aid came.')).toMatchObject({
      text: '[The aid came.]',
      origin: 'mt',
      codes: bold,
      matches: [{ target: 'Llegó la ayuda.', score: 99 }],
    });
  });

  test('a fuzzy match is no translation: it is shown beside the machine’s, or marked as what it is', async () => {
    const { engine } = bracketEngine([['en', 'es']]);
    const units = [
      unit('Twelve soldiers were killed in the attack on Monday.', 'Doce soldados murieron en el ataque del lunes.'),
    ];
    const source = segment('Nine soldiers were killed in the attack on Tuesday.');
    const withEngine = await translateSegments([source], 'en', 'es', tools(engine, units));
    expect(withEngine.targets.get(source.id)).toMatchObject({ origin: 'mt', matches: [{ target: units[0]?.target }] });
    const without = await translateSegments([source], 'en', 'es', tools(undefined, units));
    expect(without.targets.get(source.id)).toMatchObject({ origin: 'memory', subState: 'interlinear:fuzzy' });
    expect(without.reason?.code).toBe('engine.none');
  });
});

describe('what is never passed off as a translation', () => {
  test('without engine and match a segment has no text, and the reason is given', async () => {
    const { targets, reason } = await translateSegments([segment('Aid came.')], 'en', 'es', tools(undefined));
    expect(targets.get('Aid came.')).toMatchObject({ text: null, state: 'initial' });
    expect(reason).toEqual({ code: 'engine.none', parameters: { from: 'en', to: 'es' } });
  });

  test('an empty answer leaves the segment open, and says so', async () => {
    const { engine } = bracketEngine([['en', 'es']], () => ' ');
    const { targets, reason } = await translateSegments([segment('Aid came.')], 'en', 'es', tools(engine));
    expect(targets.get('Aid came.')?.text).toBeNull();
    expect(reason?.code).toBe('engine.empty');
  });

  test('bylines are kept by rule, furniture has no target', async () => {
    const { engine, asked } = bracketEngine([['en', 'es']]);
    const { targets } = await translateSegments(
      [segment('By Ann Lee', { role: 'byline' }), segment('I subscribe', { role: 'furniture' })],
      'en',
      'es',
      tools(engine),
    );
    expect(targets.get('By Ann Lee')).toMatchObject({ text: 'By Ann Lee', origin: 'kept' });
    expect(targets.has('I subscribe')).toBe(false);
    expect(asked).toEqual([]);
  });
});

describe('a quotation in another language than the article’s', () => {
  const article = [segment('He said:'), segment('Nous sommes là.', { language: 'fr' })];

  test('goes its own way', async () => {
    const { engine, asked } = bracketEngine([
      ['en', 'es'],
      ['fr', 'es'],
    ]);
    const { targets } = await translateSegments(article, 'en', 'es', tools(engine));
    expect(asked).toEqual(['en>es He said:', 'fr>es Nous sommes là.']);
    expect(targets.get('Nous sommes là.')?.route).toBe('fr>es');
  });

  test('stays as it is in a version in its own language, and where no engine can do it', async () => {
    const { engine, asked } = bracketEngine([
      ['en', 'fr'],
      ['en', 'es'],
    ]);
    for (const to of ['fr', 'es']) {
      const { targets, reason } = await translateSegments(article, 'en', to, tools(engine));
      expect(targets.get('Nous sommes là.')).toMatchObject({ text: 'Nous sommes là.', origin: 'kept' });
      expect(reason).toBeNull();
    }
    expect(asked).toEqual(['en>fr He said:', 'en>es He said:']);
  });
});

test('a failing engine’s error is not swallowed: the worker decides about another attempt', async () => {
  const { engine } = bracketEngine([['en', 'es']]);
  const failing = {
    ...engine,
    translate: async () => Promise.reject(new TransientError('engine.failed', { engine: 'x', reason: 'y' })),
  };
  await expect(translateSegments([segment('Aid came.')], 'en', 'es', tools(failing))).rejects.toMatchObject({
    code: 'engine.failed',
  });
});

describe('an engine that learns from examples', () => {
  test('gets the nearest matches of the memory and the house style; one that does not, gets neither', async () => {
    for (const usesMatches of [true, false]) {
      const seen: EngineRequest[] = [];
      const { engine } = bracketEngine([['en', 'es']]);
      const watched: Engine = {
        ...engine,
        capabilities: async () => ({ ...(await engine.capabilities()), usesMatches }),
        translate(request, signal) {
          seen.push(request);
          return engine.translate(request, signal);
        },
      };
      await translateSegments([segment('The aid came on Monday.')], 'en', 'es', {
        ...tools(watched, [unit('The aid came on Friday.', 'La ayuda llegó el viernes.')]),
        style: 'ap',
        threshold: 0.5,
      });
      const [request] = seen;
      expect(request?.style).toBe(usesMatches ? 'ap' : undefined);
      const sources = request?.segments[0]?.matches?.map(({ source }) => source);
      expect(sources).toEqual(usesMatches ? ['The aid came on Friday.'] : undefined);
    }
  });

  test('says of each prescribed term how it fared, and that stays with the target', async () => {
    const { engine } = bracketEngine([['en', 'es']]);
    const terms = [{ concept: 'idlib', outcome: 'native' as const }];
    const telling: Engine = {
      ...engine,
      async translate(request, signal) {
        const reply = await engine.translate(request, signal);
        return { ...reply, results: reply.results.map((result) => ({ ...result, terms })) };
      },
    };
    const { targets } = await translateSegments([segment('Aid came.')], 'en', 'es', tools(telling));
    expect(targets.get('Aid came.')).toMatchObject({ text: '[Aid came.]', terms });
  });

  test('gets none of an article under an embargo, where it sends texts outside and the desk does not allow that', async () => {
    const embargoes = [{ until: '2026-12-03T06:00:00Z' }];
    const units = [unit('The aid came on Friday.', 'La ayuda llegó el viernes.', { embargoes })];
    const examples = async (outside: boolean, more: Partial<TranslateTools> = {}) => {
      let seen: EngineRequest | undefined;
      const { engine } = bracketEngine([['en', 'es']]);
      const can = { ...(await engine.capabilities()), usesMatches: true, sendsTextOutside: outside };
      const watched: Engine = {
        ...engine,
        capabilities: async () => can,
        translate(request, signal) {
          seen = request;
          return engine.translate(request, signal);
        },
      };
      const { targets } = await translateSegments([segment('The aid came on Monday.')], 'en', 'es', {
        ...tools(watched, units),
        engine: 'brackets',
        threshold: 0.5,
        ...more,
      });
      // The translator of this machine sees it all the same.
      expect(targets.get('The aid came on Monday.')?.matches).toHaveLength(1);
      return seen?.segments[0]?.matches?.length ?? 0;
    };
    expect(await examples(false)).toBe(1);
    expect(await examples(true)).toBe(0);
    expect(await examples(true, { sendsEmbargoed: true })).toBe(1);
    expect(await examples(true, { now: new Date('2026-12-03T06:00:00Z') })).toBe(1);
  });

  test('says which words stand for which, and that stays with the target', async () => {
    const { engine } = bracketEngine([['en', 'es']]);
    const alignment = [{ source: { start: 0, end: 3 }, target: { start: 1, end: 4 } }];
    const telling: Engine = {
      ...engine,
      async translate(request, signal) {
        const reply = await engine.translate(request, signal);
        return { ...reply, results: reply.results.map((result) => ({ ...result, alignment })) };
      },
    };
    const { targets } = await translateSegments([segment('Aid came.')], 'en', 'es', tools(telling));
    expect(targets.get('Aid came.')).toMatchObject({ text: '[Aid came.]', alignment });
  });
});
