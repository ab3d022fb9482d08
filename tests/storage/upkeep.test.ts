import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { learnGrowth, tidyTables } from '../../src/storage/upkeep.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';

describe.each(databaseKinds)('on $name', ({ missing, open }) => {
  describe.skipIf(missing)(`tidying${missing ? ` (${missing})` : ''}`, () => {
    let test_: TestDatabase;
    beforeAll(async () => {
      test_ = await open();
    });
    afterAll(() => test_?.close());

    test('gives back the room of rows that were changed, and lets the database know its tables', async () => {
      const { tables } = test_.database;
      const now = new Date();
      const of = { engine: 'test', account: 'a' };
      const state = { ...of, requests: 1, characters: 1, refilled_at: now, refusals: 0, failures: 0 };
      await tables.insertInto('interlinear.engine_state').values(state).execute();
      const pages = async () => {
        const { rows } = await sql<{ pages: number; rows: number }>`
          SELECT (pg_relation_size('interlinear.engine_state') / 8192)::int AS pages, reltuples::int AS rows
          FROM pg_class WHERE oid = 'interlinear.engine_state'::regclass`.execute(tables);
        return rows[0];
      };
      const change = async (times: number) => {
        for (let time = 0; time < times; time++)
          await tables
            .updateTable('interlinear.engine_state')
            .set({ failures: time })
            .where('engine', '=', 'test')
            .execute();
      };
      await change(400);
      const before = await pages();
      await tidyTables(tables);
      expect((await pages())?.rows).toBe(1);
      expect((await pages())?.pages).toBeLessThanOrEqual(before?.pages ?? 0);
      await change(100);
      expect((await pages())?.pages).toBeLessThanOrEqual(before?.pages ?? 0);
    });

    test('a table that has grown since it was last looked at is looked at anew, once', async () => {
      const { tables } = test_.database;
      await learnGrowth(tables);
      await sql`INSERT INTO interlinear.engine_state (engine, account, requests, characters, refilled_at, refusals, failures)
        SELECT 'engine ' || number, 'a', 1, 1, now(), 0, 0 FROM generate_series(1, 5000) AS number`.execute(tables);
      expect(await learnGrowth(tables)).toContain('engine_state');
      const { rows } = await sql<{ rows: number }>`
        SELECT reltuples::int AS rows FROM pg_class WHERE oid = 'interlinear.engine_state'::regclass`.execute(tables);
      expect(rows[0]?.rows).toBeGreaterThanOrEqual(5000);
      expect(await learnGrowth(tables)).toEqual([]);
    });

    test('can be done again and again, while others work', async () => {
      const { tables } = test_.database;
      const asked = Array.from({ length: 20 }, () => sql`SELECT count(*) FROM interlinear.desk`.execute(tables));
      await Promise.all([tidyTables(tables), ...asked]);
      await tidyTables(tables);
    });
  });
});
