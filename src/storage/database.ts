import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Config } from '../config.ts';
import { InterlinearError } from '../model/errors.ts';
import { type DataFolder, openDataFolder, serverOf } from './data-folder.ts';
import { asDatabaseError } from './failures.ts';
import { migrate, pendingMigrations } from './migrate.ts';
import { PglitePool } from './pglite-pool.ts';
import { RepeatedStatements } from './repeated-statements.ts';
import type { Schema } from './schema.ts';
import { SharedPool, type SharingServer } from './shared-database.ts';

export type Tables = Kysely<Schema>;

/** An open database, whichever it is. */
export interface Database {
  kind: 'embedded' | 'postgresql';
  tables: Tables;
  /** The same database as a pool whose search path is BullMQ's, for the queue that lives in PostgreSQL. */
  queuePool(): pg.Pool;
  folder?: DataFolder;
  /** URL of the running server through which it is reached. */
  server?: string;
  close(): Promise<void>;
}

/** Timestamps as Date and counts as numbers, from both drivers alike. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);

/**
 * Opens the database that the settings name. The embedded one is created, and brought up to date after a copy was taken; a PostgreSQL
 * must have been migrated by `interlinear migrate`, except that an empty one is set up at once.
 *
 * @param command what the process does, for those who find the data folder in use
 * @param options.through a server that has the data folder open, and is of this version, is asked to run the statements
 * @throws InterlinearError `database.schema` for an older or newer schema; `data.*` as openDataFolder;
 * TransientError `database.down` when PostgreSQL cannot be reached
 */
export async function openDatabase(
  config: Config,
  command: string,
  { through }: { through?: { version: string } } = {},
): Promise<Database> {
  if (config.databaseUrl) return openPostgres(config.databaseUrl, config.lockSeconds);
  const server = through ? serverOf(config.data) : undefined;
  return server && through ? throughServer({ ...server, ...through }) : openEmbedded(config.data, command);
}

/** The embedded database that a running server has open, as far as statements are all that is wanted. */
function throughServer({ url, token, version }: SharingServer): Database {
  const pool = new SharedPool({ url, token: readFileSync(token, 'utf8').trim(), version });
  return {
    kind: 'embedded',
    tables: kyselyOver(pool),
    queuePool: () => pool as unknown as pg.Pool,
    server: url,
    close: () => pool.end(),
  };
}

async function openEmbedded(path: string, command: string): Promise<Database> {
  const folder = openDataFolder(path, command);
  try {
    const cluster = join(folder.path, 'database');
    const existed = existsSync(join(cluster, 'PG_VERSION'));
    let database = await openPglite(cluster);
    let tables = await tablesOver(database);
    if ((await pendingMigrations(tables)).length > 0) {
      if (existed) {
        // A cluster must not be copied while it is open.
        await database.close();
        const copy = join(folder.path, 'database.before-migration');
        rmSync(copy, { recursive: true, force: true });
        cpSync(cluster, copy, { recursive: true });
        database = await openPglite(cluster);
        tables = await tablesOver(database);
      }
      await migrate(tables);
    }
    const pool = new PglitePool(database);
    return {
      kind: 'embedded',
      tables: kyselyOver(pool),
      queuePool: () => pool as unknown as pg.Pool,
      folder,
      async close() {
        await database.close();
        folder.release();
      },
    };
  } catch (error) {
    folder.release();
    throw error instanceof InterlinearError ? error : diskError(error, path);
  }
}

/**
 * PostgreSQL sets up its page buffer before anything else. PGlite's own size of it (160 MB) makes that more than half of the time to open
 * a database, and is no faster afterwards, not even on tables of 50 MB: the operating system keeps the same pages.
 */
async function openPglite(cluster: string): Promise<PGlite> {
  return PGlite.create({ dataDir: cluster, startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=32MB'] });
}

async function tablesOver(database: PGlite): Promise<Tables> {
  // BullMQ's statements are unqualified; ours are always qualified.
  await database.exec('SET search_path TO bullmq, public');
  return kyselyOver(new PglitePool(database));
}

function kyselyOver(pool: PglitePool | SharedPool): Tables {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: pool as never }) });
}

async function openPostgres(url: string, lockSeconds: number): Promise<Database> {
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

function diskError(error: unknown, path: string): unknown {
  // PGlite's file system throws objects with a WASI error number (wasi_snapshot_preview1: 51 is ENOSPC) and no message.
  const { errno } = error as { errno?: number };
  const message = error instanceof Error ? error.message : `error number ${errno ?? JSON.stringify(error)}`;
  if (errno === 51 || /ENOSPC|No space left/i.test(message))
    return new InterlinearError('disk.full', { path }, { cause: error });
  return new InterlinearError('data.broken', { path, reason: message }, { cause: error });
}
