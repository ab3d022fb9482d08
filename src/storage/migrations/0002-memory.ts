import { type Kysely, sql } from 'kysely';
import type { InlineCode } from '../../model/article.ts';
import { unitKeys } from '../unit-keys.ts';

/** Units whose keys are made at a time. */
const PAGE = 500;

/**
 * Memories that a desk keeps up: rights, priorities, penalties; units with context, history and free properties; a revision to catch up
 * by; changes of many units that can be taken back.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of before) await sql.raw(statement).execute(database);
  await keyUnits(database);
  for (const statement of after) await sql.raw(statement).execute(database);
}

const before = [
  `ALTER TABLE interlinear.memory
    ADD COLUMN kind text, ADD COLUMN priority integer NOT NULL DEFAULT 0, ADD COLUMN penalty integer NOT NULL DEFAULT 0,
    ADD COLUMN overwrite text NOT NULL DEFAULT 'context', ADD COLUMN revision bigint NOT NULL DEFAULT 0`,
  `UPDATE interlinear.memory SET kind = CASE WHEN content_key IS NULL THEN 'desk' ELSE 'file' END`,
  'ALTER TABLE interlinear.memory ALTER COLUMN kind SET NOT NULL',
  'DROP INDEX interlinear.memory_own',
  `CREATE UNIQUE INDEX memory_name ON interlinear.memory (desk_id, name) WHERE kind <> 'file'`,
  `CREATE UNIQUE INDEX memory_own ON interlinear.memory (desk_id) WHERE kind = 'desk'`,

  `CREATE TABLE interlinear.memory_right (
    memory_id uuid NOT NULL REFERENCES interlinear.memory (id) ON DELETE CASCADE,
    desk_id uuid NOT NULL REFERENCES interlinear.desk (id) ON DELETE CASCADE,
    can_read boolean NOT NULL, can_write boolean NOT NULL, PRIMARY KEY (desk_id, memory_id))`,
  `INSERT INTO interlinear.memory_right (memory_id, desk_id, can_read, can_write)
    SELECT id, desk_id, true, kind = 'desk' FROM interlinear.memory`,

  `ALTER TABLE interlinear.memory_unit
    ADD COLUMN unit_key text, ADD COLUMN content_hash text, ADD COLUMN status text, ADD COLUMN quality integer,
    ADD COLUMN changed_by text, ADD COLUMN changed_at timestamptz, ADD COLUMN usage_count integer NOT NULL DEFAULT 0,
    ADD COLUMN used_at timestamptz, ADD COLUMN article text, ADD COLUMN properties jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN revision bigint NOT NULL DEFAULT 0`,
  `ALTER TABLE interlinear.memory_variant
    ALTER COLUMN text_length DROP NOT NULL, ADD COLUMN previous_key text, ADD COLUMN next_key text, ADD COLUMN role text, ADD COLUMN properties jsonb NOT NULL DEFAULT '{}'`,
  // They were measured in another unit, and only the memory stage can measure: nobody knows how long these are.
  'UPDATE interlinear.memory_variant SET text_length = NULL',
];

const after = [
  'ALTER TABLE interlinear.memory_unit ALTER COLUMN unit_key SET NOT NULL, ALTER COLUMN content_hash SET NOT NULL',
  'CREATE UNIQUE INDEX memory_unit_key ON interlinear.memory_unit (memory_id, unit_key)',
  'DROP INDEX interlinear.memory_unit_memory',
  // Pages of a memory, and what is new in it since a revision.
  'CREATE INDEX memory_unit_page ON interlinear.memory_unit (memory_id, id)',
  'CREATE INDEX memory_unit_revision ON interlinear.memory_unit (memory_id, revision)',
  // A memory may be read by other desks than its own.
  'DROP INDEX interlinear.memory_variant_exact',
  'CREATE INDEX memory_variant_exact ON interlinear.memory_variant (text_key, base_language, memory_id)',

  `CREATE TABLE interlinear.memory_tombstone (
    memory_id uuid NOT NULL REFERENCES interlinear.memory (id) ON DELETE CASCADE, unit_id uuid NOT NULL, revision bigint NOT NULL,
    PRIMARY KEY (memory_id, unit_id))`,
  'CREATE INDEX memory_tombstone_revision ON interlinear.memory_tombstone (memory_id, revision)',
  `CREATE TABLE interlinear.memory_change (
    id uuid PRIMARY KEY, desk_id uuid NOT NULL REFERENCES interlinear.desk (id) ON DELETE CASCADE,
    memory_id uuid NOT NULL REFERENCES interlinear.memory (id) ON DELETE CASCADE, kind text NOT NULL, actor text NOT NULL,
    request jsonb NOT NULL, units integer NOT NULL, revision bigint NOT NULL, at timestamptz NOT NULL, undone_at timestamptz)`,
  `CREATE TABLE interlinear.memory_change_unit (
    change_id uuid NOT NULL REFERENCES interlinear.memory_change (id) ON DELETE CASCADE, unit_id uuid NOT NULL,
    unit jsonb NOT NULL, variants jsonb NOT NULL, PRIMARY KEY (change_id, unit_id))`,

  'ALTER TABLE interlinear.translation ADD COLUMN match jsonb',
];

interface Row {
  id: string;
  memory_id: string;
  origin: 'human' | 'mt';
  variants: { language: string; text: string; codes: InlineCode[] }[];
}

/** Gives every unit its keys. A unit that its memory has twice, word for word, is kept once: the first. */
async function keyUnits(database: Kysely<unknown>): Promise<void> {
  await sql`CREATE TABLE interlinear.memory_unit_new_key (
    unit_id uuid PRIMARY KEY, memory_id uuid NOT NULL, unit_key text NOT NULL, content_hash text NOT NULL)`.execute(
    database,
  );
  let last = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await sql<Row>`
      SELECT unit.id, unit.memory_id, unit.origin,
        (SELECT jsonb_agg(jsonb_build_object('language', language, 'text', text, 'codes', codes) ORDER BY id)
         FROM interlinear.memory_variant WHERE unit_id = unit.id) AS variants
      FROM interlinear.memory_unit AS unit WHERE unit.id > ${last} ORDER BY unit.id LIMIT ${PAGE}`.execute(database);
    for (const row of rows) {
      const keys = unitKeys({ origin: row.origin, variants: row.variants ?? [] }, 'context');
      await sql`INSERT INTO interlinear.memory_unit_new_key
        VALUES (${row.id}, ${row.memory_id}, ${keys.unit}, ${keys.content})`.execute(database);
    }
    last = rows.at(-1)?.id ?? last;
    if (rows.length < PAGE) break;
  }
  await sql`DELETE FROM interlinear.memory_unit WHERE id IN (
    SELECT unit_id FROM (
      SELECT unit_id, row_number() OVER (PARTITION BY memory_id, unit_key ORDER BY unit_id) AS copy
      FROM interlinear.memory_unit_new_key) AS numbered
    WHERE copy > 1)`.execute(database);
  await sql`UPDATE interlinear.memory_unit SET unit_key = keyed.unit_key, content_hash = keyed.content_hash
    FROM interlinear.memory_unit_new_key AS keyed WHERE keyed.unit_id = memory_unit.id`.execute(database);
  await sql`DROP TABLE interlinear.memory_unit_new_key`.execute(database);
}
