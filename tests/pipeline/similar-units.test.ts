import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leverage } from '../../src/memory/leverage.ts';
import { textMeasure } from '../../src/memory/measure.ts';
import { type PenaltyRules, usualPenalties } from '../../src/memory/penalties.ts';
import type { ExplainedMatch } from '../../src/model/memory.ts';
import { concordance } from '../../src/pipeline/concordance.ts';
import { leverageSegments } from '../../src/pipeline/leverage.ts';
import { MemoryIndexes } from '../../src/pipeline/memory-indexes.ts';
import { memoryLookup } from '../../src/pipeline/similar-units.ts';
import { findSubSegments } from '../../src/pipeline/sub-segments.ts';
import { deleteUnits, undoChange } from '../../src/storage/bulk-changes.ts';
import { defaultDesk } from '../../src/storage/desks.ts';
import { grant, namedMemory } from '../../src/storage/memories.ts';
import { memoryFeed } from '../../src/storage/memory-feed.ts';
import { memoryStore } from '../../src/storage/memory-lookup.ts';
import { readUnits, type StoredUnit } from '../../src/storage/memory-reading.ts';
import { addUnits, type NewUnit } from '../../src/storage/memory-units.ts';
import { editTexts } from '../../src/storage/text-edits.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';

const now = new Date('2026-03-01T12:00:00Z');
const day = (days: number) => new Date(now.getTime() - days * 86_400_000);

function unit(source: string, target: string, more: Partial<NewUnit> = {}): NewUnit {
  return {
    origin: 'human',
    createdAt: day(1),
    ...more,
    variants: more.variants ?? [
      { language: 'en', text: source, codes: [] },
      { language: 'es', text: target, codes: [] },
    ],
  };
}

const sentences = [
  'The road to Idlib is closed.',
  'The road to Idlib was closed.',
  'The road to Hama is closed.',
  'the road to Idlib is closed',
  'The bridge is open.',
  'Nobody was hurt on the road.',
  '45 people were hurt.',
  '46 people were hurt.',
];

/** What may happen to a memory, and to a process that looks into it. */
const event = fc.oneof(
  fc.record({
    act: fc.constant('add' as const),
    source: fc.constantFrom(...sentences),
    target: fc.constantFrom('Uno.', 'Dos.', 'Tres.'),
    origin: fc.constantFrom('human' as const, 'mt' as const),
    age: fc.nat(400),
    from: fc.constantFrom('en', 'en-GB'),
    to: fc.constantFrom('es', 'es-MX', 'fr'),
    /** A second text in the same language. */
    second: fc.option(fc.constantFrom(...sentences), { nil: undefined }),
  }),
  fc.record({ act: fc.constant('delete' as const), containing: fc.constantFrom('Idlib', 'hurt', 'bridge', 'e') }),
  fc.record({ act: fc.constant('edit' as const), which: fc.nat(20), text: fc.constantFrom(...sentences) }),
  fc.record({ act: fc.constant('undo' as const), which: fc.nat(5) }),
  fc.record({ act: fc.constant('ask' as const) }),
  fc.record({ act: fc.constant('restart' as const) }),
);

describe.each(databaseKinds)('on $name', ({ missing, open }) => {
  describe.skipIf(missing)(missing ?? 'what is found through the indexes', () => {
    let test_: TestDatabase;
    let desk: string;
    let folder: string;
    let made = 0;
    beforeAll(async () => {
      test_ = await open();
      desk = await defaultDesk(test_.database.tables, now);
      folder = mkdtempSync(join(tmpdir(), 'interlinear-similar-'));
    });
    afterAll(async () => {
      await test_?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    const openIndexes = () =>
      new MemoryIndexes(memoryFeed(test_.database.tables, 3), {
        folder,
        budget: 1e9,
        worthSaving: { running: 4, atEnd: 1 },
      });
    const newMemory = (penalty = 0) => {
      made += 1;
      return namedMemory(test_.database.tables, desk, `m${made}`, { penalty }, now);
    };
    const storeOf = (memories: string[], asks = desk) =>
      memoryStore(test_.database.tables, asks, memories, textMeasure);
    const options = { concepts: [], findTerms: () => [], now };
    const ask = async (
      texts: string[],
      memories: string[],
      indexes: MemoryIndexes,
      more: { penalties?: PenaltyRules; asks?: string } = {},
    ) =>
      leverageSegments(
        texts.map((text) => ({ text, codes: [] })),
        'en',
        'es',
        {
          ...options,
          memory: memoryLookup(storeOf(memories, more.asks), indexes),
          threshold: 0.6,
          ...(more.penalties ? { penalties: more.penalties } : {}),
        },
        { limit: 5 },
      );
    const idsOf = async (memory: string) => {
      const units: StoredUnit[] = [];
      for await (const page of readUnits(test_.database.tables, memory)) units.push(...page);
      return units;
    };
    /** What comparing each text with every unit of the database gives. */
    const compared = async (
      texts: string[],
      memories: string[],
      penalties = usualPenalties,
    ): Promise<ExplainedMatch[][]> => {
      const ids = (await Promise.all(memories.map(idsOf))).flat().map(({ id }) => id);
      const units = await storeOf(memories).units('en', 'es', ids);
      const bounds = { from: 'en', to: 'es', threshold: 0.6, limit: 5, now, penalties, terms: () => [] };
      return texts.map((text) => leverage({ text, codes: [] }, units, bounds));
    };

    test('is what comparing with every unit finds, whatever happened to the memories', async () => {
      const { tables } = test_.database;
      const penalties = { ...usualPenalties, age: { days: 200, points: 1 } };
      await fc.assert(
        fc.asyncProperty(fc.array(event, { minLength: 3, maxLength: 10 }), async (events) => {
          const memories = [await newMemory(), await newMemory(2)];
          const [memory = '', other = ''] = memories;
          let indexes = openIndexes();
          const changes: string[] = [];
          const request = (kind: 'delete' | 'replace') => ({ kind, actor: 'ana', request: {} });
          const check = async () =>
            expect(await ask(sentences, memories, indexes, { penalties })).toEqual(
              await compared(sentences, memories, penalties),
            );
          for (const [at, happening] of events.entries()) {
            if (happening.act === 'add') {
              const { source, target, origin, age, from, to, second } = happening;
              const variants = [
                { language: from, text: source, codes: [] },
                ...(second ? [{ language: from === 'en' ? 'en-GB' : 'en', text: second, codes: [] }] : []),
                { language: to, text: target, codes: [] },
              ];
              const added = unit('', '', { origin, createdAt: day(age), variants });
              await addUnits(tables, at % 3 === 0 ? other : memory, [added], textMeasure);
            } else if (happening.act === 'delete') {
              const { id } = await deleteUnits(tables, desk, memory, happening, request('delete'), now);
              changes.push(id);
            } else if (happening.act === 'edit') {
              const units = await idsOf(memory);
              const edited = units[happening.which % Math.max(1, units.length)];
              const variant = edited?.variants[0];
              if (!edited || !variant) continue;
              const edits = [{ variant: variant.id, text: happening.text, codes: [] }];
              const edit = (unit: { id: string }) => (unit.id === edited.id ? edits : []);
              const change = await editTexts(tables, desk, memory, edit, request('replace'), textMeasure, now);
              if (change) changes.push(change.id);
            } else if (happening.act === 'undo') {
              const [change] = changes.splice(happening.which % Math.max(1, changes.length), 1);
              if (change) await undoChange(tables, desk, change, now);
            } else if (happening.act === 'ask') await check();
            else {
              await indexes.close();
              indexes = openIndexes();
            }
          }
          await check();
          await indexes.close();
        }),
        { numRuns: 8 },
      );
    });

    test('is the best after all penalties, however many are as similar before them', async () => {
      const { tables } = test_.database;
      const [memory, dear] = [await newMemory(), await newMemory(9)];
      const similar = (origin: 'human' | 'mt', at: number) =>
        unit(`The road to Idlib was shut ${'x'.repeat(at + 1)}`, `${at}`, { origin });
      await addUnits(
        tables,
        memory,
        Array.from({ length: 40 }, (_, at) => similar('mt', at)),
        textMeasure,
      );
      await addUnits(
        tables,
        dear,
        Array.from({ length: 40 }, (_, at) => similar('human', at)),
        textMeasure,
      );
      await addUnits(
        tables,
        memory,
        [unit('The road to Idlib was shut again', 'bueno', { createdAt: day(900) })],
        textMeasure,
      );
      const [matches = []] = await ask(['The road to Idlib was shut today'], [memory, dear], openIndexes());
      expect(matches[0]).toMatchObject({ unit: { target: 'bueno' }, base: 85, score: 85, penalties: [] });
      expect(matches[1]).toMatchObject({ score: 80, penalties: [{ reason: 'machine', points: 5 }] });
    });

    test('is nothing of a memory that the desk may no longer read', async () => {
      const { tables } = test_.database;
      const memory = await newMemory();
      const indexes = openIndexes();
      await addUnits(tables, memory, [unit('The bridge is open.', 'Abierto.')], textMeasure);
      const known = async () => (await ask(['The bridge was open.'], [memory], indexes))[0]?.length;
      const phrases = async () => {
        const { lines } = await concordance('the bridge', 'en', { limit: 5 }, { store: storeOf([memory]), indexes });
        return lines.length;
      };
      expect([await known(), await phrases()]).toEqual([1, 1]);
      await grant(tables, memory, desk, { can_read: false, can_write: false });
      expect([await known(), await phrases()]).toEqual([0, 0]);
    });

    describe('of phrases', () => {
      const nouns = [
        ['security council', 'Consejo de Seguridad'],
        ['city council', 'ayuntamiento'],
        ['peace talks', 'negociaciones de paz'],
        ['water supply', 'suministro de agua'],
        ['border crossing', 'paso fronterizo'],
      ];
      const verbs = [
        ['The minister praised the', 'El ministro alabó el'],
        ['Critics ignored the', 'Los críticos ignoraron el'],
        ['Nobody expected the', 'Nadie esperaba el'],
        ['Reporters visited the', 'Los reporteros visitaron el'],
      ];
      const endings = [
        ['yesterday', 'ayer'],
        ['again', 'de nuevo'],
        ['in vain', 'en vano'],
      ];
      const tools = () => ({ store: storeOf([memory]), indexes });
      let memory: string;
      let indexes: MemoryIndexes;
      beforeAll(async () => {
        memory = await newMemory();
        indexes = openIndexes();
        const units = nouns.flatMap(([noun, sustantivo], first) =>
          verbs.flatMap(([verb, verbo], second) =>
            endings.map(([ending, final], third) =>
              unit(`${verb} ${noun} ${ending}.`, `${verbo} ${sustantivo} ${final}.`, {
                createdAt: day(first * 30 + second * 5 + third),
                origin: third === 0 ? 'mt' : 'human',
              }),
            ),
          ),
        );
        units.push(unit('in front of the school', 'delante de la escuela'));
        units.push(
          unit('', '', {
            variants: [
              { language: 'en', text: 'An unknown plan.', codes: [] },
              { language: 'fr', text: 'Un plan inconnu.', codes: [] },
              { language: 'es', text: 'Un plan desconocido.', codes: [] },
            ],
          }),
        );
        await addUnits(test_.database.tables, memory, units, textMeasure);
      });

      test('shows them on both sides, what people confirmed first, then the newest', async () => {
        const { lines, complete } = await concordance('Security Council', 'en', { to: 'es', limit: 9 }, tools());
        expect([lines.length, complete]).toEqual([9, true]);
        expect(lines.map(({ origin }) => origin)).toEqual([...new Array(8).fill('human'), 'mt']);
        const times = lines.slice(0, 8).map(({ createdAt }) => createdAt?.getTime() ?? 0);
        expect(times).toEqual([...times].sort((a, b) => b - a));
        for (const { text, spans, others } of lines) {
          expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual(['security council']);
          expect(others.map((other) => other.spans.map(({ start, end }) => other.text.slice(start, end)))).toEqual([
            ['Consejo de Seguridad'],
          ]);
        }
      });

      test('shows all languages where none is asked for, and nothing where there is nothing', async () => {
        const plan = (to?: string) => concordance('unknown plan', 'en', { limit: 5, ...(to ? { to } : {}) }, tools());
        expect((await plan()).lines[0]?.others.map(({ language }) => language)).toEqual(['fr', 'es']);
        expect((await plan('fr')).lines[0]?.others.map(({ text }) => text)).toEqual(['Un plan inconnu.']);
        expect((await plan('ca')).lines).toEqual([]);
        const back = await concordance('paso fronterizo', 'es', { to: 'en', limit: 1 }, tools());
        expect(back.lines[0]?.others[0]?.text).toContain('border crossing');
        for (const phrase of ['council school nobody', '…', ' '])
          expect((await concordance(phrase, 'en', { limit: 5 }, tools())).lines).toEqual([]);
      });

      test('knows parts of a segment: whole units, and phrases on whose translation units agree', async () => {
        const text = 'Pupils met the Security Council in front of the school about peace talks.';
        const parts = await findSubSegments(text, 'en', 'es', tools());
        expect(parts.map(({ text: part, translation, kind }) => [kind, part, translation])).toEqual([
          ['phrase', expect.stringMatching(/Security Council$/), expect.stringMatching(/Consejo de Seguridad$/)],
          ['unit', 'in front of the school', 'delante de la escuela'],
          ['phrase', 'peace talks', 'negociaciones de paz'],
        ]);
        for (const { start, end, text: part } of parts) expect(text.slice(start, end)).toBe(part);
        expect(await findSubSegments('Nothing of that kind here', 'en', 'es', tools())).toEqual([]);
      });
    });
  });
});
