import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTestModel } from '../../../scripts/test-model/write.ts';

/** A models folder with test models, and how to remove it. */
export function modelsFolder(...pairs: string[]): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'models-'));
  for (const pair of pairs) writeTestModel(folder, pair);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
