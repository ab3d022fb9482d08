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
