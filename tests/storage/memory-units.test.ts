import * as fc from 'fast-check';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { textMeasure } from '../../src/memory/measure.ts';
import type { IndexedPair } from '../../src/model/ports.ts';
import { deleteUnits, undoChange } from '../../src/storage/bulk-changes.ts';
import { defaultDesk } from '../../src/storage/desks.ts';
import {
  findMemory,
  grant,
  listMemories,
  memoriesInForce,
  namedMemory,
  ownMemory,
} from '../../src/storage/memories.ts';
import { memoryFeed } from '../../src/storage/memory-feed.ts';
import { memoryStore } from '../../src/storage/memory-lookup.ts';
import { memoryStatistics, readUnits, type StoredUnit } from '../../src/storage/memory-reading.ts';
import { setMemory } from '../../src/storage/memory-settings.ts';
import { addUnits, countUse, type NewUnit } from '../../src/storage/memory-units.ts';
import { editTexts } from '../../src/storage/text-edits.ts';
import { countRedundant, mergeUnits } from '../../src/storage/unit-merging.ts';
import { countUnits } from '../../src/storage/unit-selection.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';

const now = new Date('2026-01-01T12:00:00Z');
const later = new Date('2026-02-01T12:00:00Z');

function unit(source: string, target: string, more: Partial<NewUnit> = {}, context = {}): NewUnit {
  return {
    origin: 'human',
    createdAt: now,
    ...more,
    variants: [
      { language: 'en', text: source, codes: [], ...context },
      { language: 'es', text: target, codes: [] },
    ],
  };
}

async function allOf<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

const known = { previous: 'a', next: '' };

describe.each(databaseKinds)('on $name', ({ missing, open }) => {
  describe.skipIf(missing)(missing ?? 'a memory', () => {
    let test_: TestDatabase;
    let desk: string;
    let memory: string;
    let made = 0;
    beforeAll(async () => {
      test_ = await open();
      desk = await defaultDesk(test_.database.tables, now);
    });
    afterAll(() => test_?.close());
    beforeEach(async () => {
      made += 1;
      memory = await namedMemory(test_.database.tables, desk, `m${made}`, {}, now);
    });

    const add = (units: NewUnit[]) => addUnits(test_.database.tables, memory, units, textMeasure);
    const targets = async (source: string) =>
      (await memoryStore(test_.database.tables, desk, [memory], textMeasure).exact('en', 'es', [source])).map(
        (found) => found.target,
      );
    const everything = async () => {
      const units: StoredUnit[] = [];
      for await (const page of readUnits(test_.database.tables, memory)) units.push(...page);
      return units;
    };
    const revision = async () =>
      Number(
        (
          await test_.database.tables
            .selectFrom('interlinear.memory')
            .select('revision')
            .where('id', '=', memory)
            .executeTakeFirstOrThrow()
        ).revision,
      );

    test('takes a unit once, however often it is added', async () => {
      expect(await add([unit('Yes.', 'Sí.'), unit('Yes.', 'Sí.')])).toEqual(['new', 'same']);
      const before = await revision();
      expect(await add([unit('Yes.', 'Sí.')])).toEqual(['same']);
      expect(await revision()).toBe(before);
      expect(await targets('Yes.')).toEqual(['Sí.']);
    });

    test('takes a unit once from two processes that add it at the same time', async () => {
      const fates = await Promise.all([1, 2, 3, 4].map(() => add([unit('Aid arrived.', 'Llegó la ayuda.')])));
      expect(fates.flat().sort()).toEqual(['new', 'same', 'same', 'same']);
      expect(await targets('Aid arrived.')).toEqual(['Llegó la ayuda.']);
    });

    test('keeps another target beside the first where nobody knows the context', async () => {
      expect(await add([unit('Fire!', '¡Fuego!'), unit('Fire!', '¡Disparen!', { createdAt: later })])).toEqual([
        'new',
        'new',
      ]);
      expect((await targets('Fire!')).sort()).toEqual(['¡Disparen!', '¡Fuego!']);
    });

    test('lets the newer unit of the same context take the place of the older one, and never the other way', async () => {
      await add([unit('Fire!', '¡Fuego!', {}, known)]);
      const newer = unit('Fire!', '¡Disparen!', { createdAt: later, author: 'eva' }, known);
      expect(await add([newer])).toEqual(['overwritten']);
      expect(await add([newer])).toEqual(['same']);
      expect(await add([unit('Fire!', '¡Fuego!', {}, known)])).toEqual(['older']);
      expect(await targets('Fire!')).toEqual(['¡Disparen!']);
      expect(await add([unit('Fire!', '¡Fuego!', {}, { previous: 'b', next: '' })])).toEqual(['new']);
    });

    test('never lets machine text take the place of a person’s, and lets a person’s take the place of machine text', async () => {
      await add([unit('Go.', 'Ve.', { origin: 'mt' }, known)]);
      expect(await add([unit('Go.', 'Vaya.', { createdAt: later }, known)])).toEqual(['overwritten']);
      const machine = unit('Go.', 'Ir.', { origin: 'mt', createdAt: new Date('2027-01-01') }, known);
      expect(await add([machine])).toEqual(['older']);
      expect(await targets('Go.')).toEqual(['Vaya.']);
    });

    test('goes by its own rule: whatever the context, or never', async () => {
      const { tables } = test_.database;
      memory = await namedMemory(tables, desk, `one-${made}`, { overwrite: 'source' }, now);
      await add([unit('Fire!', '¡Fuego!')]);
      expect(await add([unit('Fire!', '¡Disparen!', { createdAt: later })])).toEqual(['overwritten']);
      memory = await namedMemory(tables, desk, `all-${made}`, { overwrite: 'never' }, now);
      await add([unit('Fire!', '¡Fuego!', {}, known)]);
      expect(await add([unit('Fire!', '¡Disparen!', { createdAt: later }, known)])).toEqual(['new']);
    });

    test('counts what is used without being changed by it', async () => {
      const { tables } = test_.database;
      await add([unit('Yes.', 'Sí.')]);
      const store = memoryStore(tables, desk, [memory], textMeasure);
      const id = (await store.exact('en', 'es', ['Yes.']))[0]?.id ?? '';
      const before = await revision();
      await countUse(tables, [id, id], later);
      expect((await store.exact('en', 'es', ['Yes.']))[0]?.usageCount).toBe(1);
      expect(await revision()).toBe(before);
    });

    test('is read only by desks that may', async () => {
      const { tables } = test_.database;
      await add([unit('Yes.', 'Sí.')]);
      const other = newId();
      const row = { id: other, name: `sports-${made}`, time_zone: 'UTC', house_style: 'ap', created_at: now };
      await tables.insertInto('interlinear.desk').values(row).execute();
      const exact = () => memoryStore(tables, other, [memory], textMeasure).exact('en', 'es', ['Yes.']);
      expect(await exact()).toEqual([]);
      await grant(tables, memory, other, { can_read: true, can_write: false });
      expect(await exact()).toMatchObject([{ target: 'Sí.', memory: { name: `m${made}`, otherDesk: true } }]);
      expect(await memoriesInForce(tables, other, ['x'], now)).toEqual([
        await ownMemory(tables, other, now),
        memory,
        'x',
      ]);
      await expect(findMemory(tables, other, `m${made}`, { toChange: true })).rejects.toMatchObject({
        code: 'memory.read-only',
      });
      await expect(findMemory(tables, other, 'none')).rejects.toMatchObject({ code: 'memory.unknown' });
    });

    const ana = (kind: 'delete' | 'replace' | 'dedupe') => ({ kind, actor: 'ana', request: { why: 'test' } });

    test('gives back what was deleted at once, unless its place is taken', async () => {
      const { tables } = test_.database;
      await add([
        unit('Yes.', 'Sí.', { author: 'bot', properties: { 'x-domain': ['a', 'b'] } }),
        unit('No.', 'No.', { author: 'bot' }),
        unit('Go.', 'Ve.', { author: 'eva' }),
      ]);
      const before = await everything();
      expect(await countUnits(tables, memory, { author: 'bot' })).toBe(2);
      const change = await deleteUnits(tables, desk, memory, { author: 'bot' }, ana('delete'), now);
      expect(change.units).toBe(2);
      expect(await targets('Yes.')).toEqual([]);
      expect(await targets('Go.')).toEqual(['Ve.']);
      await add([unit('No.', 'No.')]);
      expect(await undoChange(tables, desk, change.id, now)).toMatchObject({ restored: 1, of: 2 });
      const after = await everything();
      expect(after.find(({ variants }) => variants[0]?.text === 'Yes.')).toEqual(
        before.find(({ variants }) => variants[0]?.text === 'Yes.'),
      );
      expect(await targets('No.')).toEqual(['No.']);
      for (const id of [change.id, newId(), 'x'])
        await expect(undoChange(tables, desk, id, now)).rejects.toMatchObject({ code: 'memory.change-unknown' });
    });

    /** Makes every target that is `before` into `after`. */
    const retarget = (before: string, after: string, page?: number) =>
      editTexts(
        test_.database.tables,
        desk,
        memory,
        ({ variants }) => {
          const target = variants[1];
          return target?.text === before ? [{ variant: target.id, text: after, codes: [] }] : [];
        },
        ana('replace'),
        textMeasure,
        later,
        page === undefined ? {} : { page },
      );

    test('gives back the texts that were replaced, unless they were changed again', async () => {
      const { tables } = test_.database;
      await add([unit('Yes.', 'Si.', {}, known), unit('Aye.', 'Si.'), unit('Aye.', 'Sí.')]);
      const change = await retarget('Si.', 'Sí.');
      // The second one would become the third.
      expect(change).toMatchObject({ units: 1, clashing: 1 });
      expect(await targets('Yes.')).toEqual(['Sí.']);
      expect(await undoChange(tables, desk, change?.id ?? '', later)).toMatchObject({ restored: 1, of: 1 });
      expect(await targets('Yes.')).toEqual(['Si.']);
      const again = await retarget('Si.', 'Sip.');
      expect(again).toMatchObject({ units: 2 });
      await add([unit('Yes.', 'Claro.', { createdAt: new Date('2027-01-01') }, known)]);
      expect(await undoChange(tables, desk, again?.id ?? '', later)).toMatchObject({ restored: 1, of: 2 });
      expect(await targets('Yes.')).toEqual(['Claro.']);
      expect(await retarget('Nowhere.', 'x')).toBeUndefined();
    });

    test('is changed to its last page under one number, and given back whole', async () => {
      const { tables } = test_.database;
      const numbers = [...Array(25).keys()];
      await add(numbers.map((number) => unit(`Line ${number}.`, 'Vieja.')));
      // The first of a page and the last of another would become one.
      await add([unit('Same.', 'Vieja.'), unit('Other.', 'x'), unit('Same.', 'Nueva.')]);
      const before = await everything();
      const change = await retarget('Vieja.', 'Nueva.', 4);
      expect(change).toMatchObject({ units: 25, clashing: 1 });
      for (const number of [0, 12, 24]) expect(await targets(`Line ${number}.`)).toEqual(['Nueva.']);
      const upTo = await revision();
      const pages = await allOf(
        memoryFeed(tables).changes(memory, { from: 'en', to: 'es' }, { after: upTo - 1, upTo }),
      );
      expect(pages.flatMap(({ units }) => units)).toHaveLength(25);
      expect(await undoChange(tables, desk, change?.id ?? '', later)).toMatchObject({ restored: 25, of: 25 });
      expect(await everything()).toEqual(before);
    });

    test('takes another rule for newer units without losing one', async () => {
      const { tables } = test_.database;
      const at = (day: number) => ({ createdAt: new Date(Date.UTC(2026, 0, day)) });
      await setMemory(tables, memory, { overwrite: 'never' });
      const all = [
        unit('Fire!', '¡Fuego!', at(1)),
        unit('Fire!', '¡Disparen!', at(3)),
        unit('Fire!', 'Incendio', { ...at(9), origin: 'mt' }),
        unit('Fire!', '¡Fuego!', at(2), known),
        unit('Yes.', 'Sí.', at(1)),
      ];
      await add(all);
      const before = await everything();
      for (const overwrite of ['source', 'context', 'source', 'never', 'context', 'source'] as const) {
        await setMemory(tables, memory, { overwrite });
        expect(await everything()).toEqual(before);
        if (overwrite !== 'source') expect(await add(all)).toEqual(all.map(() => 'same'));
      }
      // By this rule a newer unit takes the place of the one that a person confirmed last, and of no other.
      expect(await add([unit('Fire!', 'Abran fuego.', at(5))])).toEqual(['overwritten']);
      expect((await targets('Fire!')).sort()).toEqual(['Abran fuego.', 'Incendio', '¡Fuego!', '¡Fuego!']);
      expect(await add([unit('Fire!', 'Antes.', at(4)), unit('Yes.', 'Claro.', at(2))])).toEqual([
        'older',
        'overwritten',
      ]);
    });

    test('loses no unit to any sequence of rules', async () => {
      const { tables } = test_.database;
      const rule = fc.constantFrom('context' as const, 'source' as const, 'never' as const);
      const one = fc.record({
        source: fc.constantFrom('Yes.', 'No.'),
        target: fc.constantFrom('Sí.', 'No.'),
        context: fc.constantFrom({}, known, { previous: 'b', next: '' }),
        origin: fc.constantFrom('human' as const, 'mt' as const),
        day: fc.integer({ min: 1, max: 9 }),
      });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(one, { maxLength: 12 }), fc.array(rule, { maxLength: 4 }), async (units, rules) => {
          run += 1;
          memory = await namedMemory(tables, desk, `rules-${made}-${run}`, { overwrite: 'never' }, now);
          for (const overwrite of rules) {
            await add(
              units.map(({ source, target, context, origin, day }) =>
                unit(source, target, { origin, createdAt: new Date(Date.UTC(2026, 0, day)) }, context),
              ),
            );
            const before = await everything();
            await setMemory(tables, memory, { overwrite });
            expect(await everything()).toEqual(before);
          }
        }),
        { numRuns: 8 },
      );
    });

    test('has units that say the same merged into the newest that a person confirmed, and gives them back', async () => {
      const { tables } = test_.database;
      const elsewhere = { previous: 'b', next: 'c' };
      await add([
        unit('Yes.', 'Sí.', { usageCount: 2, properties: { 'x-a': ['1'], 'x-b': ['2'] } }),
        unit('Yes.', 'Sí.', { usageCount: 3, createdAt: later, properties: { 'x-b': ['3'] } }, known),
        unit('Yes.', 'Sí.', {}, elsewhere),
        unit('Yes.', 'Claro.'),
        unit('No.', 'No.', { origin: 'mt', createdAt: later }, known),
        unit('No.', 'No.', { tuid: '7' }),
      ]);
      const before = await everything();
      expect(await countRedundant(tables, memory)).toBe(1);
      const change = await mergeUnits(tables, desk, memory, ana('dedupe'), later);
      expect(change).toMatchObject({ merged: 1, units: 2 });
      const after = await everything();
      // Each place of an article keeps its own; a person's unit never goes for the machine's, nor the machine's that has a place.
      expect(after.map(({ variants: [source, target] }) => [source?.text, target?.text, source?.previous])).toEqual([
        ['Yes.', 'Sí.', known.previous],
        ['Yes.', 'Sí.', elsewhere.previous],
        ['Yes.', 'Claro.', null],
        ['No.', 'No.', known.previous],
        ['No.', 'No.', null],
      ]);
      expect(after.find(({ usageCount }) => usageCount === 5)?.properties).toEqual({ 'x-a': ['1'], 'x-b': ['3'] });
      expect(await mergeUnits(tables, desk, memory, ana('dedupe'), later)).toBeUndefined();
      await undoChange(tables, desk, change?.id ?? '', later);
      expect(await everything()).toEqual(before);
    });

    test('keeps units apart whose codes stand elsewhere', async () => {
      const { tables } = test_.database;
      const withCode = (at: number, data: string, context = {}) => {
        const made = unit('Go on.', 'Siga.', {}, context);
        for (const variant of made.variants) variant.codes = [{ id: String(at), kind: 'standalone', at, data }];
        return made;
      };
      await add([withCode(0, '<br/>', known), withCode(2, '<br/>'), withCode(0, '<hr/>'), withCode(0, '<br/>')]);
      const change = await mergeUnits(tables, desk, memory, ana('dedupe'), later);
      expect(change).toMatchObject({ merged: 1 });
      expect(await targets('Go on.')).toHaveLength(3);
    });

    test('tells those who catch up what is new and what is gone, in pages', async () => {
      const { tables } = test_.database;
      const feed = memoryFeed(tables, 2);
      const revision = async () => (await feed.revisions([memory])).get(memory) ?? -1;
      const changes = async (after: number, pair: IndexedPair = { from: 'en', to: 'es' }) => {
        const pages = await allOf(feed.changes(memory, pair, { after, upTo: await revision() }));
        expect(pages.every(({ units }) => units.length <= 2)).toBe(true);
        return { units: pages.flatMap(({ units }) => units), gone: pages.flatMap(({ gone }) => gone) };
      };
      await add([unit('One.', 'One es'), unit('Two.', 'Two es'), unit('Three.', 'Three es')]);
      const first = await revision();
      await add([unit('Four.', 'Four es', { origin: 'mt', changedAt: later })]);
      const all = (await allOf(feed.everything(memory, { from: 'en', to: 'es' }))).flat();
      expect((await changes(0)).units).toEqual(all);
      expect(all.map(({ texts }) => texts[0]?.text).sort()).toEqual(['Four.', 'One.', 'Three.', 'Two.']);
      expect((await changes(first)).units).toEqual([
        {
          id: expect.any(String),
          origin: 'mt',
          changedAt: later,
          texts: [{ language: 'en', text: 'Four.', codes: [] }],
          targets: ['es'],
        },
      ]);
      // Without a translation into the language asked for, a unit has no text for the index, but it has changed.
      expect((await changes(first, { from: 'en', to: 'fr' })).units).toMatchObject([{ texts: [], targets: [] }]);
      expect((await changes(first, { from: 'es' })).units).toMatchObject([{ texts: [{ text: 'Four es' }] }]);
      const before = await revision();
      const change = await deleteUnits(tables, desk, memory, { containing: 'Two' }, ana('delete'), now);
      const deleted = await revision();
      const two = all.find(({ texts }) => texts[0]?.text === 'Two.')?.id;
      expect(await changes(before)).toEqual({ units: [], gone: [two] });
      await undoChange(tables, desk, change.id, now);
      expect(await changes(deleted)).toMatchObject({ units: [{ id: two }], gone: [] });
      expect(await feed.revisions([newId()])).toEqual(new Map());
    });

    test('says what is in it', async () => {
      await add([unit('Yes.', 'Sí.'), unit('Go.', 'Ve.', { origin: 'mt', createdAt: later })]);
      expect(await memoryStatistics(test_.database.tables, memory)).toEqual({
        units: 2,
        confirmed: 1,
        machine: 1,
        used: 0,
        uses: 0,
        first: now,
        last: later,
        languages: [
          { language: 'en', texts: 2, characters: 7 },
          { language: 'es', texts: 2, characters: 6 },
        ],
      });
    });

    test('comes in the order of priority, the desk’s own first', async () => {
      const { tables } = test_.database;
      await namedMemory(tables, desk, `z${made}`, { priority: 5, penalty: 2 }, now);
      await ownMemory(tables, desk, now);
      const names = (await listMemories(tables, desk)).map(({ name }) => name);
      expect(names[0]).toBe('desk');
      expect(names.indexOf(`z${made}`)).toBeLessThan(names.indexOf(`m${made}`));
    });
  });
});
