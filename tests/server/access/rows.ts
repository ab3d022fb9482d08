import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Tables } from '../../../src/storage/database.ts';

/** A row of each table that belongs to a desk, by the table's name. */
export type DeskRows = Map<string, Record<string, unknown>>;

interface Column {
  table: string;
  name: string;
  type: string;
  needed: boolean;
}
interface ForeignKey {
  table: string;
  column: string;
  target: string;
  targetColumn: string;
}

/** What rows must say so that the desk itself finds them: what is hidden from everybody proves nothing. */
const meant: Record<string, unknown> = {
  'article.status': 'accepted',
  'article_language.kind': 'target',
  'article_language.language': 'en',
  'revision.delivered': '{"format":"text","encoding":"utf-8","bom":false,"language":"fr","blocks":[]}',
  'glossary.kind': 'named',
  'house_style.rules': '[]',
  'article_language.status': 'waiting',
  'job.options': '{"to":["en"],"engine":"auto","formats":[],"interfaceLanguage":"en","glossaries":[],"memories":[]}',
  'segment.codes': '[]',
  'segment.corrected_codes': '[]',
  'segment.corrected': 'Text.',
  'segment.document': 'delivered',
  'translation.codes': '[]',
  'translation.matches': '[]',
  'translation.unknown_words': '[]',
  'translation.language': 'en',
  'translation.state': 'initial',
  'memory.kind': 'named',
  'memory_right.can_read': true,
  'memory_right.can_write': true,
  'memory_unit.origin': 'human',
  'webhook.kinds': '["job.done"]',
};

/** A webhook of a job is the job's callback, which nobody names by its id. */
const leftEmpty = new Set(['webhook.job_id']);

/**
 * Gives a desk one row in every table whose rows belong to desks, whatever tables there are: what the catalogue of the database says of
 * their columns is enough. Texts hold the mark, so that they can be found in answers.
 *
 * @param mark a word that nothing else contains
 * @param known rows that others refer to and that are there already, such as the desk's own
 */
export async function seedRows(tables: Tables, desk: string, mark: string, known: DeskRows): Promise<DeskRows> {
  const rows: DeskRows = new Map(known);
  const columns = Map.groupBy(await columnsOf(tables), ({ table }) => table);
  const foreign = await foreignKeysOf(tables);
  const allowed = await allowedTexts(tables);
  const owned = new Set(
    [...columns.keys()].filter((table) => columns.get(table)?.some(({ name }) => name === 'desk_id')),
  );
  // What belongs to a row of a desk is the desk's as well, such as the units of its memories.
  for (let before = -1; before < owned.size; ) {
    before = owned.size;
    for (const { table, target } of foreign) if (owned.has(target)) owned.add(table);
  }
  const waiting = [...owned].filter((table) => !rows.has(table));
  while (waiting.length > 0) {
    const ready = waiting.findIndex((table) =>
      foreign.every(
        (key) => key.table !== table || key.target === table || rows.has(key.target) || !waiting.includes(key.target),
      ),
    );
    if (ready < 0) throw new Error(`rows refer to each other in a circle: ${waiting.join(', ')}`);
    const [table = ''] = waiting.splice(ready, 1);
    const row: Record<string, unknown> = {};
    for (const column of columns.get(table) ?? []) {
      if (leftEmpty.has(`${table}.${column.name}`)) continue;
      const key = foreign.find((one) => one.table === table && one.column === column.name && rows.has(one.target));
      const means = meant[`${table}.${column.name}`];
      if (means !== undefined) row[column.name] = means;
      else if (column.name === 'desk_id') row.desk_id = desk;
      else if (key) row[column.name] = rows.get(key.target)?.[key.targetColumn];
      else if (column.needed)
        row[column.name] = allowed.get(`${table}.${column.name}`) ?? madeUp(column, `${mark}-${table}-${column.name}`);
    }
    await tables
      .insertInto(`interlinear.${table}` as 'interlinear.desk')
      .values(row as never)
      .execute();
    rows.set(table, row);
  }
  return rows;
}

function madeUp({ table, name, type }: Column, text: string): unknown {
  if (type === 'uuid') return newId();
  if (type === 'jsonb' || type === 'json') return '{}';
  if (type.startsWith('timestamp') || type === 'date') return new Date();
  if (type === 'boolean') return false;
  if (type === 'bytea') return Buffer.from(text);
  if (/^(integer|bigint|smallint|double precision|real|numeric)$/.test(type)) return 1;
  if (type === 'text' || type.startsWith('character')) return text;
  if (type === 'ARRAY') return [];
  throw new Error(`no value is known for ${table}.${name} of type ${type}`);
}

async function columnsOf(tables: Tables): Promise<Column[]> {
  const { rows } = await sql<Column>`
    SELECT columns.table_name AS "table", column_name AS name, data_type AS type,
      is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO' AND is_generated = 'NEVER' AS needed
    FROM information_schema.columns AS columns
    JOIN information_schema.tables AS tables USING (table_schema, table_name)
    WHERE table_schema = 'interlinear' AND tables.table_type = 'BASE TABLE'
    ORDER BY table_name, ordinal_position`.execute(tables);
  return rows;
}

async function foreignKeysOf(tables: Tables): Promise<ForeignKey[]> {
  const { rows } = await sql<ForeignKey>`
    SELECT own.relname AS "table", own_column.attname AS "column", target.relname AS target, target_column.attname AS "targetColumn"
    FROM pg_constraint AS key
    JOIN pg_class AS own ON own.oid = key.conrelid JOIN pg_class AS target ON target.oid = key.confrelid
    CROSS JOIN LATERAL unnest(key.conkey, key.confkey) AS pair (own_number, target_number)
    JOIN pg_attribute AS own_column ON own_column.attrelid = own.oid AND own_column.attnum = pair.own_number
    JOIN pg_attribute AS target_column ON target_column.attrelid = target.oid AND target_column.attnum = pair.target_number
    WHERE key.contype = 'f' AND own.relnamespace = 'interlinear'::regnamespace`.execute(tables);
  return rows;
}

/** The first value that a check lets a column have. */
async function allowedTexts(tables: Tables): Promise<Map<string, string>> {
  const { rows } = await sql<{ table: string; column: string; definition: string }>`
    SELECT own.relname AS "table", own_column.attname AS "column", pg_get_constraintdef(check_.oid) AS definition
    FROM pg_constraint AS check_ JOIN pg_class AS own ON own.oid = check_.conrelid
    JOIN pg_attribute AS own_column ON own_column.attrelid = own.oid AND own_column.attnum = ANY (check_.conkey)
    WHERE check_.contype = 'c' AND own.relnamespace = 'interlinear'::regnamespace`.execute(tables);
  return new Map(
    rows.flatMap(({ table, column, definition }) => {
      const [, value] = /(?:ARRAY\[| = )'([^']*)'::text/.exec(definition) ?? [];
      return value === undefined ? [] : [[`${table}.${column}`, value] as const];
    }),
  );
}
