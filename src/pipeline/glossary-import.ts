import type { ReadTerm } from '../formats/glossary.ts';
import { InterlinearError, type StoredError, storedError } from '../model/errors.ts';
import type { MergeConflict, MergeResult } from '../model/glossary-merge.ts';
import type { TermRefusal, TermRow } from '../model/term.ts';
import { type GlossaryFinding, GlossaryLint } from '../terminology/lint.ts';

/** What became of a glossary file. */
export interface TermImport {
  new: number;
  same: number;
  replaced: number;
  refused: number;
  conflicting: number;
  noticed: number;
  /** The first of each sort, with their lines. */
  refusals: TermRefusal[];
  conflicts: MergeConflict[];
  notices: GlossaryFinding[];
  /** Why the file could not be read to its end. */
  error?: StoredError;
}

/** Rows in one transaction. */
const BATCH = 1000;
/** Notices that are kept, of each sort; more are only counted. */
const KEPT = 1000;
const PROGRESS = 100_000;

/**
 * Takes the rows of a glossary file of any size into a glossary.
 *
 * @param store adds rows in one transaction
 * @param progress told now and then of the rows that were read
 * @throws only what is not the file's fault, which is in the answer
 */
export async function importTerms(
  rows: AsyncIterable<ReadTerm>,
  store: (rows: TermRow[]) => Promise<MergeResult>,
  progress: (rows: number) => void = () => {},
): Promise<TermImport> {
  const report: TermImport = {
    ...{ new: 0, same: 0, replaced: 0, refused: 0, conflicting: 0, noticed: 0 },
    ...{ refusals: [], conflicts: [], notices: [] },
  };
  const lint = new GlossaryLint();
  let waiting: TermRow[] = [];
  let read = 0;
  const storeAll = async () => {
    if (waiting.length === 0) return;
    const result = await store(waiting);
    waiting = [];
    report.new += result.new;
    report.same += result.same;
    report.replaced += result.replaced;
    report.conflicting += result.conflicts.length;
    report.conflicts.push(...result.conflicts.slice(0, KEPT - report.conflicts.length));
  };
  try {
    for await (const one of rows) {
      if ('refusal' in one) {
        if (!one.refusal.ignored) report.refused++;
        if (report.refusals.length < KEPT) report.refusals.push(one.refusal);
        continue;
      }
      for (const finding of lint.see(one.row)) {
        report.noticed++;
        if (report.notices.length < KEPT) report.notices.push(finding);
      }
      waiting.push(one.row);
      if (waiting.length === BATCH) await storeAll();
      if (++read % PROGRESS === 0) progress(read);
    }
    await storeAll();
  } catch (error) {
    if (!(error instanceof InterlinearError)) throw error;
    // What was read before the fault is as good as if the file had ended there.
    await storeAll();
    report.error = storedError(error);
  }
  return report;
}

/** What is wrong in a stored glossary; lines are the places of its rows, 1 up. */
export async function lintTerms(
  pages: AsyncIterable<TermRow[]>,
): Promise<{ rows: number; findings: GlossaryFinding[] }> {
  const lint = new GlossaryLint();
  const report = { rows: 0, findings: [] as GlossaryFinding[] };
  for await (const page of pages)
    for (const row of page) report.findings.push(...lint.see({ ...row, line: ++report.rows }));
  return report;
}
