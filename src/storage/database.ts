import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { Config } from '../config.ts';
import { InterlinearError } from '../model/errors.ts';
import { type DataFolder, openDataFolder, serverOf } from './data-folder.ts';
import { migrate, pendingMigrations } from './migrate.ts';
import { PglitePool } from './pglite-pool.ts';
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
  // The embedded database needs none of the driver, which takes a while to be read.
  if (config.databaseUrl) return (await import('./postgres.ts')).openPostgres(config.databaseUrl, config.lockSeconds);
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

function diskError(error: unknown, path: string): unknown {
  // PGlite's file system throws objects with a WASI error number (wasi_snapshot_preview1: 51 is ENOSPC) and no message.
  const { errno } = error as { errno?: number };
  const message = error instanceof Error ? error.message : `error number ${errno ?? JSON.stringify(error)}`;
  if (errno === 51 || /ENOSPC|No space left/i.test(message))
    return new InterlinearError('disk.full', { path }, { cause: error });
  return new InterlinearError('data.broken', { path, reason: message }, { cause: error });
}
