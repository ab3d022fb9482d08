import { sql } from 'kysely';
import { describe, expect, test, vi } from 'vitest';
import type { Tables } from '../../src/storage/database.ts';
import { type DumpedTable, dumpedTables } from '../../src/storage/dumped-tables.ts';
import { knownMigrations, migrate } from '../../src/storage/migrate.ts';
import { migratePostgres } from '../../src/storage/postgres.ts';
import { setUps } from './desk.ts';
import { handIn, within } from './odd.ts';

vi.setConfig({ testTimeout: 240_000 });

const previous = knownMigrations.at(-2) as string;

const list = ({ columns }: DumpedTable) => sql.join(columns.map(({ name }) => sql.ref(name)));

/** The rows of a table, with the columns that are named. */
async function rowsOf(tables: Tables, table: DumpedTable): Promise<string> {
  const { rows } = await sql<{ rows: string }>`
    SELECT coalesce(jsonb_agg(to_jsonb(row) ORDER BY to_jsonb(row)), '[]')::text AS rows
    FROM (SELECT ${list(table)} FROM ${sql.table(`interlinear.${table.name}`)}) AS row`.execute(tables);
  return rows[0]?.rows ?? '';
}

/** Puts the rows of a desk of today into the schema before the last one, as far as it has room for them. @returns what it has then */
async function setBack(tables: Tables): Promise<{ table: DumpedTable; rows: string }[]> {
  const today = await dumpedTables(tables);
  const rows = new Map<string, string>();
  for (const table of today) rows.set(table.name, await rowsOf(tables, table));
  await sql`DROP SCHEMA interlinear CASCADE`.execute(tables);
  await migrate(tables, previous);
  const before = [];
  for (const older of await dumpedTables(tables)) {
    const newer = today.find(({ name }) => name === older.name);
    if (!newer) continue;
    const columns = older.columns.filter(({ name }) => newer.columns.some((column) => column.name === name));
    const table = { ...older, columns };
    await sql`INSERT INTO ${sql.table(`interlinear.${table.name}`)} (${list(table)})
      SELECT ${list(table)} FROM jsonb_populate_recordset(NULL::${sql.table(`interlinear.${table.name}`)}, ${rows.get(table.name)}::jsonb)`.execute(
      tables,
    );
    before.push({ table, rows: await rowsOf(tables, table) });
  }
  return before;
}

describe.each(setUps)('on $name', ({ missing, place: placeOf }) => {
  test.skipIf(missing)(
    `promise 12: a database of the previous schema is brought up to date with all its rows, and work that was under way goes on${missing ? ` (${missing})` : ''}`,
    async () => {
      const place = await placeOf();
      try {
        const text = (town: number) => `The mayor of town ${town} opened the bridge.`;
        const today = await place.open();
        await today.over(await today.submit([text(1), text(2)]));
        await today.close();
        const { job, before } = await within(place, async (tables, desk) => {
          const handedIn = await handIn(tables, desk, [text(3)], ['es'], 'double');
          return { job: handedIn, before: await setBack(tables) };
        });
        expect(before.flatMap(({ table, rows }) => (rows === '[]' ? [] : table.name))).toEqual(
          expect.arrayContaining([
            'article',
            'article_language',
            'desk',
            'engine_call',
            'job',
            'segment',
            'translation',
          ]),
        );
        // An embedded database migrates itself when it is opened.
        const url = place.settings.DATABASE_URL;
        if (url) expect(await migratePostgres(url)).toEqual(knownMigrations.slice(-1));
        const after = await within(place, async (tables) => {
          const found = [];
          for (const { table } of before) found.push({ table, rows: await rowsOf(tables, table) });
          return found;
        });
        expect(after).toEqual(before);
        const upgraded = await place.open();
        expect(await upgraded.over(job)).toMatchObject([{ status: 'done' }]);
        await upgraded.close();
      } finally {
        await place.remove();
      }
    },
  );
});
