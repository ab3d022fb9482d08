import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { InterlinearError } from '../model/errors.ts';
import * as foundation from './migrations/0001-foundation.ts';
import * as memory from './migrations/0002-memory.ts';
import * as upkeep from './migrations/0003-memory-upkeep.ts';
import * as glossary from './migrations/0004-glossary.ts';
import * as checks from './migrations/0005-checks.ts';
import * as engines from './migrations/0006-engines.ts';
import * as credits from './migrations/0007-credit-lines.ts';
import * as checkProfiles from './migrations/0008-check-profiles.ts';
import * as embargo from './migrations/0009-embargo-and-alignment.ts';
import * as identity from './migrations/0010-identity.ts';
import * as api from './migrations/0011-api.ts';
import * as events from './migrations/0012-events.ts';
import * as webhooks from './migrations/0013-webhooks.ts';
import * as review from './migrations/0015-review.ts';
import * as revisions from './migrations/0016-revisions.ts';
import * as segmentation from './migrations/0017-segmentation.ts';
import * as screens from './migrations/0018-screens.ts';
import * as cuts from './migrations/0019-cuts-and-styles.ts';
import * as publishing from './migrations/0020-publishing.ts';
import * as files from './migrations/0021-files-when-read.ts';
import type { Schema } from './schema.ts';

const migrations: Record<string, Migration> = {
  '0001-foundation': foundation,
  '0002-memory': memory,
  '0003-memory-upkeep': upkeep,
  '0004-glossary': glossary,
  '0005-checks': checks,
  '0006-engines': engines,
  '0007-credit-lines': credits,
  '0008-check-profiles': checkProfiles,
  '0009-embargo-and-alignment': embargo,
  '0010-identity': identity,
  '0011-api': api,
  '0012-events': events,
  '0013-webhooks': webhooks,
  '0015-review': review,
  '0016-revisions': revisions,
  '0017-segmentation': segmentation,
  '0018-screens': screens,
  '0019-cuts-and-styles': cuts,
  '0020-publishing': publishing,
  '0021-files-when-read': files,
};

/** Every migration that this version knows, in order. */
export const knownMigrations: readonly string[] = Object.keys(migrations);

/** The migrations that the database has, in order. */
export async function doneMigrations(database: Kysely<Schema>): Promise<string[]> {
  const done = await sql<{
    name: string;
  }>`SELECT name FROM interlinear.kysely_migration ORDER BY name COLLATE "C"`.execute(database);
  return done.rows.map(({ name }) => name);
}

/**
 * Names of migrations that the database lacks, in order.
 *
 * @throws InterlinearError `database.newer` for a database that a newer version has migrated
 */
export async function pendingMigrations(database: Kysely<Schema>): Promise<string[]> {
  const table = await sql<{ present: boolean }>`
    SELECT to_regclass('interlinear.kysely_migration') IS NOT NULL AS present`.execute(database);
  if (!table.rows[0]?.present) return Object.keys(migrations);
  const done = await sql<{ name: string }>`SELECT name FROM interlinear.kysely_migration`.execute(database);
  const names = new Set(done.rows.map((row) => row.name));
  const unknown = [...names].filter((name) => !Object.hasOwn(migrations, name));
  if (unknown.length > 0) throw new InterlinearError('database.newer', { unknown: unknown.join(', ') });
  return Object.keys(migrations).filter((name) => !names.has(name));
}

/**
 * Brings the schema `interlinear` up to date, or up to the migration named.
 *
 * @returns the migrations it ran
 */
export async function migrate(database: Kysely<Schema>, upTo?: string): Promise<string[]> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => migrations },
    migrationTableSchema: 'interlinear',
  });
  const { error, results } = upTo === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(upTo);
  if (error) throw error;
  return (results ?? []).map((result) => result.migrationName);
}
