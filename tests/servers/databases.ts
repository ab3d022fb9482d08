import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { type Config, readConfig } from '../../src/config.ts';
import { type Database, openDatabase } from '../../src/storage/database.ts';
import { available, startPostgres } from './postgres.ts';

/** A data folder of one's own with an empty, migrated embedded database. */
export function temporaryData(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'interlinear-data-'));
  cpSync(inject('dataTemplate'), path, { recursive: true });
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** An open database of one's own, and what it was opened with. */
export interface TestDatabase {
  database: Database;
  config: Config;
  close(): Promise<void>;
}

async function openEmbedded(): Promise<TestDatabase> {
  const data = temporaryData();
  const config = readConfig({ data: data.path }, {}, data.path);
  const database = await openDatabase(config, 'test');
  return {
    database,
    config,
    async close() {
      await database.close();
      data.remove();
    },
  };
}

async function openPostgres(): Promise<TestDatabase> {
  const server = await startPostgres(inject('clusterTemplate'));
  const config = readConfig({ 'database-url': server.readyDatabase }, {}, tmpdir());
  const database = await openDatabase(config, 'test');
  return {
    database,
    config,
    async close() {
      await database.close();
      await server.stop();
    },
  };
}

/** The databases that the product runs on; `missing` says why one cannot be tested on this machine. */
export const databaseKinds: { name: string; missing: string | undefined; open(): Promise<TestDatabase> }[] = [
  { name: 'the embedded database', missing: undefined, open: openEmbedded },
  { name: 'PostgreSQL', missing: available(), open: openPostgres },
];
