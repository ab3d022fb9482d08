import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { usualPenalties } from '../../src/memory/penalties.ts';
import { MemoryIndexes } from '../../src/pipeline/memory-indexes.ts';
import { memoryLookup } from '../../src/pipeline/similar-units.ts';
import { memoryFeed } from '../../src/storage/memory-feed.ts';
import { memoryStore } from '../../src/storage/memory-lookup.ts';
import { addUnits } from '../../src/storage/memory-units.ts';
import { migrate, pendingMigrations } from '../../src/storage/migrate.ts';
import { PglitePool } from '../../src/storage/pglite-pool.ts';
import type { Schema } from '../../src/storage/schema.ts';
import { temporaryData } from '../servers/databases.ts';
import { available, startPostgres } from '../servers/postgres.ts';

interface Opened {
  tables: Kysely<Schema>;
  close(): Promise<void>;
}

const kinds: { name: string; missing: string | undefined; open(): Promise<Opened> }[] = [
  {
    name: 'the embedded database',
    missing: undefined,
    async open() {
      // Making a cluster takes seconds: this one is copied, and emptied.
      const data = temporaryData();
      const database = await PGlite.create({ dataDir: join(data.path, 'database') });
      await database.exec('DROP SCHEMA interlinear CASCADE; DROP SCHEMA IF EXISTS bullmq CASCADE');
      const tables = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: new PglitePool(database) as never }) });
      return {
        tables,
        async close() {
          await database.close();
          data.remove();
        },
      };
    },
  },
  {
    name: 'PostgreSQL',
    missing: available(),
    async open() {
      const server = await startPostgres(inject('clusterTemplate'));
      const pool = new pg.Pool({ connectionString: await server.createDatabase() });
      pool.on('error', () => {});
      const tables = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
      return {
        tables,
        async close() {
          await pool.end();
          await server.stop();
        },
      };
    },
  },
];

describe.each(kinds)('on $name', ({ missing, open }) => {
  describe.skipIf(missing)(missing ?? 'memories of the first release', () => {
    let opened: Opened;
    const [desk, own, file] = [newId(), newId(), newId()];
    const text = "It's 5 o'clock: “now” \\ \u00a0é";

    beforeAll(async () => {
      opened = await open();
      const { tables } = opened;
      await migrate(tables, '0001-foundation');
      await sql`INSERT INTO interlinear.desk VALUES (${desk}, 'newsroom', 'UTC', 'ap', now())`.execute(tables);
      await sql`INSERT INTO interlinear.memory VALUES (${own}, ${desk}, 'desk', NULL, now()), (${file}, ${desk}, 'a.tmx', 'hash', now())`.execute(
        tables,
      );
      const add = async (memory: string, target: string) => {
        const unit = newId();
        await sql`INSERT INTO interlinear.memory_unit VALUES (${unit}, ${desk}, ${memory}, NULL, 'human', 'ana', now())`.execute(
          tables,
        );
        for (const [language, content] of [
          ['en', text],
          ['es', target],
        ])
          await sql`INSERT INTO interlinear.memory_variant
            VALUES (${newId()}, ${desk}, ${memory}, ${unit}, ${language}, ${language}, ${content}, '[]', ${content}, 5)`.execute(
            tables,
          );
      };
      await add(own, 'Son las 5.');
      await add(own, 'Son las 5.');
      await add(own, 'Son las cinco.');
      await add(file, 'Son las 5.');
    });
    afterAll(() => opened?.close());

    test('are kept, each unit once, with rights for their desk', async () => {
      const { tables } = opened;
      expect(await migrate(tables)).toContain('0002-memory');
      expect(await pendingMigrations(tables)).toEqual([]);
      const units = await tables
        .selectFrom('interlinear.memory_unit as unit')
        .innerJoin('interlinear.memory_variant as target', 'target.unit_id', 'unit.id')
        .select(['unit.memory_id as memory', 'target.text', 'unit.usage_count as used', 'unit.properties'])
        .where('target.language', '=', 'es')
        .orderBy('unit.id')
        .execute();
      expect(units).toEqual([
        { memory: own, text: 'Son las 5.', used: 0, properties: {} },
        { memory: own, text: 'Son las cinco.', used: 0, properties: {} },
        { memory: file, text: 'Son las 5.', used: 0, properties: {} },
      ]);
      const rights = await tables
        .selectFrom('interlinear.memory as memory')
        .innerJoin('interlinear.memory_right as right', 'right.memory_id', 'memory.id')
        .select(['memory.name', 'memory.kind', 'right.desk_id as desk', 'right.can_read', 'right.can_write'])
        .orderBy('memory.name')
        .execute();
      expect(rights).toEqual([
        { name: 'a.tmx', kind: 'file', desk, can_read: true, can_write: false },
        { name: 'desk', kind: 'desk', desk, can_read: true, can_write: true },
      ]);
    });

    test('are found by likeness, and so is what is added from now on', async () => {
      const { tables } = opened;
      await migrate(tables);
      const measure = { key: (value: string) => value, length: () => 900 };
      const indexes = new MemoryIndexes(memoryFeed(tables), { budget: 1e9 });
      const lookup = memoryLookup(memoryStore(tables, desk, [file], measure), indexes);
      const bounds = { from: 'en', to: 'es', threshold: 0.7, penalties: usualPenalties, now: new Date() };
      const similar = () => lookup.similar([{ text, codes: [], known: [] }], bounds);
      const found = await similar();
      expect(found).toMatchObject([[{ source: text, target: 'Son las 5.' }]]);
      const variants = [
        { language: 'en', text: `${text} more`, codes: [] },
        { language: 'es', text: 'Son las 5 y más.', codes: [] },
      ];
      await addUnits(tables, file, [{ origin: 'human', variants }], measure);
      expect(await similar()).toMatchObject([[...(found[0] ?? []), { target: 'Son las 5 y más.' }]]);
    });
  });
});
