import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { textMeasure } from '../../src/memory/measure.ts';
import {
  addDesk,
  defaultDesk,
  deskSettings,
  findDesk,
  fuzzyThreshold,
  listDesks,
  setDesk,
  workingDesk,
} from '../../src/storage/desks.ts';
import { listMemories, namedMemory, ownMemory } from '../../src/storage/memories.ts';
import { findOwnMemory, giveRight, listRights } from '../../src/storage/memory-rights.ts';
import { setMemory } from '../../src/storage/memory-settings.ts';
import { addUnits } from '../../src/storage/memory-units.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';

const now = new Date('2026-01-01T12:00:00Z');
const by = { actor: 'ana', now };

describe.each(databaseKinds)('on $name', ({ missing, open }) => {
  describe.skipIf(missing)(missing ?? 'a desk', () => {
    let test_: TestDatabase;
    let newsroom: string;
    beforeAll(async () => {
      test_ = await open();
      newsroom = await defaultDesk(test_.database.tables, now);
    });
    afterAll(() => test_?.close());

    const acts = async (subject: string) =>
      (
        await test_.database.tables
          .selectFrom('interlinear.audit')
          .select(['act', 'actor'])
          .where('subject', '=', subject)
          .orderBy('id')
          .execute()
      ).map(({ act, actor }) => `${actor} ${act}`);

    test('is there from the start, and others are made by name', async () => {
      const { tables } = test_.database;
      expect(await workingDesk(tables, 'newsroom', now)).toBe(newsroom);
      await expect(workingDesk(tables, 'sports', now)).rejects.toMatchObject({
        code: 'desk.unknown',
        parameters: { name: 'sports', known: 'newsroom' },
      });
      const sports = await addDesk(tables, 'sports', 'america/new_york', by);
      expect(sports).toMatchObject({ name: 'sports', timeZone: 'America/New_York', fuzzyThreshold: null });
      expect(await workingDesk(tables, 'sports', now)).toBe(sports.id);
      expect((await listDesks(tables)).map(({ name }) => name)).toEqual(['newsroom', 'sports']);
      await expect(addDesk(tables, 'sports', 'UTC', by)).rejects.toMatchObject({ code: 'desk.exists' });
      for (const zone of ['', 'Nowhere', '+02:00'])
        await expect(addDesk(tables, 'weather', zone, by)).rejects.toMatchObject({ code: 'desk.time-zone' });
      expect(await acts(sports.id)).toEqual(['ana desk.add']);
    });

    test('has a fuzzy threshold of its own, which a setting of the process beats', async () => {
      const { tables } = test_.database;
      const [plain, set] = [readConfig({}, {}, '/'), readConfig({}, { INTERLINEAR_MEMORY_THRESHOLD: '0.9' }, '/')];
      expect(await fuzzyThreshold(tables, newsroom, plain)).toBe(0.7);
      await setDesk(tables, 'newsroom', { fuzzyThreshold: 0.75 }, by);
      expect(await deskSettings(tables, newsroom)).toMatchObject({ fuzzyThreshold: 0.75 });
      expect(await fuzzyThreshold(tables, newsroom, plain)).toBe(0.75);
      expect(await fuzzyThreshold(tables, newsroom, set)).toBe(0.9);
      // A process that sets the default by hand means it.
      expect(await fuzzyThreshold(tables, newsroom, readConfig({}, { INTERLINEAR_MEMORY_THRESHOLD: '0.7' }, '/'))).toBe(
        0.7,
      );
      await setDesk(tables, 'newsroom', { timeZone: 'UTC' }, by);
      expect(await findDesk(tables, 'newsroom')).toMatchObject({ timeZone: 'UTC', fuzzyThreshold: 0.75 });
      await setDesk(tables, 'newsroom', { fuzzyThreshold: null }, by);
      expect(await fuzzyThreshold(tables, newsroom, plain)).toBe(0.7);
      expect(await acts(newsroom)).toEqual(Array(3).fill('ana desk.set'));
    });

    test('shares a memory with others as far as it says, and nobody else can', async () => {
      const { tables } = test_.database;
      const other = await addDesk(tables, 'weather', 'UTC', by);
      const memory = await namedMemory(tables, newsroom, 'agency', {}, now);
      await setMemory(tables, memory, { priority: 3 }, { desk: newsroom, ...by });
      const named = async (desk: string) =>
        (await listMemories(tables, desk)).map(({ name, canWrite }) => [name, canWrite]);
      expect(await named(other.id)).toEqual([]);
      await giveRight(tables, memory, other.id, 'write', { desk: newsroom, ...by });
      expect(await named(other.id)).toEqual([['agency', true]]);
      await expect(findOwnMemory(tables, other.id, 'agency')).rejects.toMatchObject({
        code: 'memory.not-own',
        parameters: { owner: 'newsroom' },
      });
      await giveRight(tables, memory, other.id, 'read', { desk: newsroom, ...by });
      expect(await named(other.id)).toEqual([['agency', false]]);
      expect((await listRights(tables, other.id)).map(({ name, owner, rights }) => ({ name, owner, rights }))).toEqual([
        {
          name: 'agency',
          owner: 'newsroom',
          rights: [
            { desk: 'newsroom', right: 'read' },
            { desk: 'weather', right: 'read' },
          ],
        },
      ]);
      await giveRight(tables, memory, other.id, 'none', { desk: newsroom, ...by });
      expect(await named(other.id)).toEqual([]);
      expect(await acts(memory)).toEqual(['ana memory.set', ...Array(3).fill('ana memory.grant')]);
    });

    test('takes its memories with it when it goes, and no others', async () => {
      const { tables } = test_.database;
      const gone = await addDesk(tables, 'gone', 'UTC', by);
      const unit = {
        origin: 'human' as const,
        variants: ['en', 'es'].map((language) => ({ language, text: language, codes: [] })),
      };
      for (const desk of [gone.id, newsroom])
        await addUnits(tables, await ownMemory(tables, desk, now), [unit], textMeasure);
      await tables.deleteFrom('interlinear.desk').where('id', '=', gone.id).execute();
      for (const table of ['interlinear.memory_unit', 'interlinear.memory_variant'] as const) {
        const owners = await tables.selectFrom(table).select('desk_id').distinct().execute();
        expect(owners).toEqual([{ desk_id: newsroom }]);
      }
    });

    test('keeps what it wants of each check, until it is taken back', async () => {
      const { tables } = test_.database;
      const { id } = await addDesk(tables, 'culture', 'UTC', by);
      const profile = { checks: { names: 'off' as const }, languages: { fr: { spelling: 'info' as const } } };
      expect((await deskSettings(tables, id)).checkProfile).toBeNull();
      expect(await setDesk(tables, 'culture', { checkProfile: profile }, by)).toMatchObject({ checkProfile: profile });
      await setDesk(tables, 'culture', { timeZone: 'UTC' }, by);
      expect((await deskSettings(tables, id)).checkProfile).toEqual(profile);
      await setDesk(tables, 'culture', { checkProfile: null }, by);
      expect((await findDesk(tables, 'culture')).checkProfile).toBeNull();
    });
  });
});
