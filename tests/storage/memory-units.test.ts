import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { textMeasure } from '../../src/memory/measure.ts';
import type { IndexedPair } from '../../src/model/ports.ts';
import { defaultDesk } from '../../src/storage/desks.ts';
import {
  findMemory,
  grant,
  listMemories,
  memoriesInForce,
  namedMemory,
  ownMemory,
} from '../../src/storage/memories.ts';
import { countUnits, deleteUnits, editVariants, undoChange } from '../../src/storage/memory-changes.ts';
import { memoryFeed } from '../../src/storage/memory-feed.ts';
import { memoryStore } from '../../src/storage/memory-lookup.ts';
import { memoryStatistics, readUnits, type StoredUnit } from '../../src/storage/memory-reading.ts';
import { addUnits, countUse, type NewUnit } from '../../src/storage/memory-units.ts';
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

    const ana = (kind: 'delete' | 'replace') => ({ kind, actor: 'ana', request: { why: 'test' } });

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

    test('gives back the texts that were replaced, unless they were changed again', async () => {
      const { tables } = test_.database;
      await add([unit('Yes.', 'Si.', {}, known), unit('Aye.', 'Si.'), unit('Aye.', 'Sí.')]);
      const units = await everything();
      const edits = units
        .filter(({ variants }) => variants[1]?.text === 'Si.')
        .map(({ id, variants }) => ({ unit: id, variant: variants[1]?.id ?? '', text: 'Sí.', codes: [] }));
      const change = await editVariants(tables, desk, memory, edits, ana('replace'), textMeasure, later);
      // The second one would become the third.
      expect(change).toMatchObject({ units: 1, clashing: 1 });
      expect(await targets('Yes.')).toEqual(['Sí.']);
      expect(await undoChange(tables, desk, change.id, later)).toMatchObject({ restored: 1, of: 1 });
      expect(await targets('Yes.')).toEqual(['Si.']);
      const [first] = edits.slice(0, 1);
      if (!first) throw new Error('nothing to edit');
      const again = await editVariants(tables, desk, memory, [first], ana('replace'), textMeasure, later);
      await add([unit('Yes.', 'Claro.', { createdAt: new Date('2027-01-01') }, known)]);
      expect(await undoChange(tables, desk, again.id, later)).toMatchObject({ restored: 0, of: 1 });
      expect(await targets('Yes.')).toEqual(['Claro.']);
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
