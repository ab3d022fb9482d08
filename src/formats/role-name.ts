import type { Role } from '../model/article.ts';
import { treatmentOf } from '../model/treatment.ts';

/** The news role that a file of ours names for a unit: `headline`, `interlinear:headline`; undefined for any other word. */
export function roleNamed(written: string | undefined): Role | undefined {
  const name = written?.replace(/^interlinear:/, '') as Role;
  return typeof treatmentOf(name) === 'string' ? name : undefined;
}
