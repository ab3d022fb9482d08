import { sql } from 'kysely';
import type { Tables } from './database.ts';

/** Tables of ours whose rows change several times on their way; those that only grow would be read to no purpose. */
const changing = 'article article_language batch engine_call engine_pass engine_state job outbox publication'.split(
  ' ',
);

/**
 * Removes what is left of changed and deleted rows of the queue and of work on its way, and gathers statistics: what PostgreSQL does by itself
 * (autovacuum), and the embedded one never. A queue that has seen ten thousand jobs come and go is as quick then as an empty one. Each table is
 * a statement of its own, so that others wait for one table at most.
 */
export async function tidyTables(tables: Tables): Promise<void> {
  const { rows } = await sql<{ schema: string; name: string }>`
    SELECT namespace.nspname AS schema, class.relname AS name
    FROM pg_class AS class JOIN pg_namespace AS namespace ON namespace.oid = class.relnamespace
    WHERE class.relkind = 'r' AND (namespace.nspname = 'bullmq'
      OR (namespace.nspname = 'interlinear' AND class.relname = ANY (${changing}::text[])))
    ORDER BY 1, 2`.execute(tables);
  for (const { schema, name } of rows) await sql`VACUUM (ANALYZE) ${sql.table(`${schema}.${name}`)}`.execute(tables);
}

/** Pages of 8 kB below which a table has so little that any way to its rows is quick. */
const FEW_PAGES = 16;

/**
 * Gathers statistics anew of tables that have doubled since the last time. A statement that was prepared while a table was almost empty reads all
 * of it every time, and would go on to do so after the table has grown: new statistics have it planned anew.
 *
 * @returns the tables
 */
export async function learnGrowth(tables: Tables): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT class.relname AS name
    FROM pg_class AS class JOIN pg_namespace AS namespace ON namespace.oid = class.relnamespace
    WHERE class.relkind = 'r' AND namespace.nspname = 'interlinear'
      AND pg_relation_size(class.oid) >= 2 * 8192 * greatest(class.relpages, ${FEW_PAGES / 2}::int)
    ORDER BY 1`.execute(tables);
  for (const { name } of rows) await sql`ANALYZE ${sql.table(`interlinear.${name}`)}`.execute(tables);
  return rows.map(({ name }) => name);
}
