import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { readConfig } from '../../src/config.ts';
import { openDatabase } from '../../src/storage/database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A data folder with a migrated, empty embedded database; copied by those who need one, since making it takes seconds. */
    dataTemplate: string;
  }
}

/** Makes the template once for a whole run, and removes it afterwards. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'interlinear-template-'));
  const database = await openDatabase(readConfig({ data: folder }, {}, folder), 'test');
  await database.close();
  project.provide('dataTemplate', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
