import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { readConfig } from '../../src/config.ts';
import { migratePostgres, openDatabase } from '../../src/storage/database.ts';
import { available, makeReadyCluster } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A data folder with a migrated, empty embedded database; copied by those who need one, since making it takes seconds. */
    dataTemplate: string;
    /** The folder of a PostgreSQL cluster with a migrated, empty database, to be copied as well; undefined where there is no PostgreSQL. */
    clusterTemplate: string | undefined;
  }
}

interface Templates {
  data: string;
  cluster: string | undefined;
}

/** Every project of a run asks for the templates; they are made once and kept with the run. */
const kept = Symbol.for('interlinear.templates');

/** Makes the templates once for a whole run, and removes them afterwards. */
export default async function setup(project: TestProject): Promise<() => void> {
  const run = project.vitest as { [kept]?: Promise<Templates> };
  run[kept] ??= makeTemplates();
  const { data, cluster } = await run[kept];
  project.provide('dataTemplate', data);
  project.provide('clusterTemplate', cluster);
  return () => {
    for (const folder of [data, cluster]) if (folder) rmSync(folder, { recursive: true, force: true });
  };
}

async function makeTemplates(): Promise<Templates> {
  const [data, cluster] = await Promise.all([
    makeData(),
    available() ? undefined : makeReadyCluster((url) => migratePostgres(url)),
  ]);
  return { data, cluster };
}

async function makeData(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'interlinear-template-'));
  const database = await openDatabase(readConfig({ data: folder }, {}, folder), 'test');
  await database.close();
  // Nobody ever connects to template1 and template0 of an embedded database: a copy without them is half the files.
  for (const unused of ['1', '4']) rmSync(join(folder, 'database/base', unused), { recursive: true });
  return folder;
}
