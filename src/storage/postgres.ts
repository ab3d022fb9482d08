import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { InterlinearError } from '../model/errors.ts';
import { asDatabaseError } from './failures.ts';
import { migrate, pendingMigrations } from './migrate.ts';
import { RepeatedStatements } from './repeated-statements.ts';
import type { Schema } from './schema.ts';

/** Timestamps as Date and counts as numbers, from both drivers alike. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);

/** An open PostgreSQL. */
export interface Postgres {
  kind: 'postgresql';
  tables: Kysely<Schema>;
  /** A pool of its own for the queue, whose search path is BullMQ's. */
  queuePool(): pg.Pool;
  close(): Promise<void>;
}

/**
 * Opens a PostgreSQL that was migrated before; an empty one is set up at once.
 *
 * @param lockSeconds how long a worker may stand still
 * @throws InterlinearError `database.url`, `database.schema`, `database.refused`; TransientError `database.down`
 */
export async function openPostgres(url: string, lockSeconds: number): Promise<Postgres> {
  let pool: pg.Pool;
  try {
    pool = new pg.Pool({
      ...{ connectionString: url, max: 10, keepAlive: true, connectionTimeoutMillis: 10_000, types },
      Client: PreparingClient,
      // A process that stands still in the middle of a transaction holds rows for which those wait who took over its jobs.
      idle_in_transaction_session_timeout: 2 * lockSeconds * 1000,
    });
  } catch (error) {
    throw new InterlinearError('database.url', { reason: String(error) });
  }
  survive(pool);
  const tables = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  try {
    await sql`SELECT 1`.execute(tables);
    const pending = await pendingMigrations(tables);
    if (pending.length > 0) {
      const { rows } = await sql<{ tables: number }>`
        SELECT count(*) AS tables FROM information_schema.tables
        WHERE table_schema = 'interlinear' AND table_name NOT LIKE 'kysely%'`.execute(tables);
      if (Number(rows[0]?.tables) > 0) throw new InterlinearError('database.schema', { pending: pending.join(', ') });
      await migrate(tables);
    }
  } catch (error) {
    await pool.end().catch(() => {});
    throw asDatabaseError(error);
  }
  const pools: pg.Pool[] = [pool];
  return {
    kind: 'postgresql',
    tables,
    queuePool() {
      const queuePool = new pg.Pool({
        connectionString: url,
        max: 10,
        keepAlive: true,
        options: '-c search_path=bullmq,public',
      });
      survive(queuePool);
      pools.push(queuePool);
      return queuePool;
    },
    async close() {
      await Promise.all(pools.map((open) => open.end()));
    },
  };
}

const repeated = new RepeatedStatements();

/** A connection on which statements are prepared that come again: each connection parses and plans them once. */
class PreparingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: node-postgres takes half a dozen shapes of arguments; one of them is looked at.
  override query(...args: any[]): any {
    const [text, values, ...rest] = args;
    const name = typeof text === 'string' && Array.isArray(values) ? repeated.nameOf(text) : undefined;
    const query = super.query as (...all: unknown[]) => unknown;
    return name === undefined ? query.apply(this, args) : query.call(this, { name, text, values }, ...rest);
  }
}

/**
 * A connection that dies is replaced, and the next statement tells whether the server is there. Both the pool's idle connections and
 * those that somebody has checked out, between two statements, must have a listener, or their end would end the process.
 */
function survive(pool: pg.Pool): void {
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
}

/** Brings a PostgreSQL database up to date: what `interlinear migrate` does. @returns the migrations it ran. */
export async function migratePostgres(url: string): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: url, max: 2, connectionTimeoutMillis: 10_000, types });
  survive(pool);
  try {
    return await migrate(new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }));
  } catch (error) {
    throw asDatabaseError(error);
  } finally {
    await pool.end();
  }
}
