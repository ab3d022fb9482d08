import { sql } from 'kysely';
import type { Tables } from './database.ts';

/** A table as a backup has it. */
export interface DumpedTable {
  name: string;
  /** Columns with their types as SQL writes them, in the order of the values in a row. */
  columns: { name: string; type: string }[];
}

/**
 * Tables that are not kept: secrets, which a backup must not hold, and what only means something to the processes and the transactions of the
 * database that it is in.
 */
const leftOut = new Set(['callback_secret', 'engine_pass', 'engine_state', 'webhook_position']);

/** Columns that are not kept, for the same reasons: the places of events are given anew in the same order. */
const columnsLeftOut: Record<string, ReadonlySet<string>> = {
  webhook: new Set(['secret']),
  event: new Set(['xact', 'seq']),
};

/** In which order rows are dumped where it matters. */
export const orderOf: Record<string, string> = { event: 'xact, seq' };

/** The tables of the product that a backup keeps, each behind those that it refers to. */
export async function dumpedTables(tables: Tables): Promise<DumpedTable[]> {
  const columns = await sql<{ table: string; name: string; type: string }>`
    SELECT class.relname AS "table", attribute.attname AS name, format_type(attribute.atttypid, attribute.atttypmod) AS type
    FROM pg_attribute AS attribute JOIN pg_class AS class ON class.oid = attribute.attrelid
    WHERE class.relnamespace = 'interlinear'::regnamespace AND class.relkind = 'r' AND class.relname NOT LIKE 'kysely%'
      AND attribute.attnum > 0 AND NOT attribute.attisdropped AND attribute.attgenerated = ''
    ORDER BY class.relname COLLATE "C", attribute.attnum`.execute(tables);
  const references = await sql<{ from: string; to: string }>`
    SELECT child.relname AS "from", parent.relname AS "to" FROM pg_constraint AS link
    JOIN pg_class AS child ON child.oid = link.conrelid JOIN pg_class AS parent ON parent.oid = link.confrelid
    WHERE link.contype = 'f' AND child.relnamespace = 'interlinear'::regnamespace AND child.oid <> parent.oid`.execute(
    tables,
  );
  const found = new Map<string, DumpedTable>();
  for (const { table, ...column } of columns.rows) {
    if (leftOut.has(table)) continue;
    const dumped = found.get(table) ?? { name: table, columns: [] };
    found.set(table, dumped);
    if (!columnsLeftOut[table]?.has(column.name)) dumped.columns.push(column);
  }
  const ordered = new Set<DumpedTable>();
  const place = (name: string) => {
    const table = found.get(name);
    if (!table || ordered.has(table)) return;
    for (const { from, to } of references.rows) if (from === name) place(to);
    ordered.add(table);
  };
  for (const name of found.keys()) place(name);
  return [...ordered];
}
