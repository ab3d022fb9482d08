import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/** What the count needs to know of a test, suite or file of vitest. */
export interface Counted {
  type: 'test' | 'suite' | 'module';
  name?: string;
  relativeModuleId?: string;
  /** A test's result. */
  result?(): { state: string; note?: string | undefined };
  /** Errors outside tests: a file that does not load, a hook that throws. */
  errors?(): readonly unknown[];
  children?: Iterable<Counted>;
}

export interface Summary {
  passed: number;
  failed: number;
  skipped: number;
  /** Skipped suites, and skipped tests of suites that ran. */
  skips: { where: string; tests: number; notes: string[] }[];
}

/**
 * Counts tests. Stricter than vitest in one point: tests that vitest calls skipped because a hook of theirs threw are failures, and so
 * are a file that did not load and an error that no test caught.
 */
export function summarise(modules: Iterable<Counted>, unhandledErrors = 0): Summary {
  const summary: Summary = { passed: 0, failed: unhandledErrors, skipped: 0, skips: [] };
  for (const module of modules) count(module, [], false, summary);
  return summary;
}

/** `12 passed, 0 failed, 3 skipped`: what a continuous integration reads. */
export function summaryLine({ passed, failed, skipped }: Summary): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function count(node: Counted, path: string[], broken: boolean, summary: Summary): void {
  const here = [...path, node.relativeModuleId ?? node.name ?? ''];
  if (node.type === 'test') {
    const { state, note } = node.result?.() ?? { state: 'failed' };
    if (state === 'passed') summary.passed += 1;
    else if (state !== 'skipped' || broken) summary.failed += 1;
    else {
      summary.skipped += 1;
      summary.skips.push({ where: here.join(' > '), tests: 1, notes: note ? [note] : [] });
    }
    return;
  }
  const brokenHere = broken || (node.errors?.().length ?? 0) > 0;
  const before = { ...summary, skips: summary.skips.length };
  for (const child of node.children ?? []) count(child, here, brokenHere, summary);
  // Errors of a file or hook that no test shows: an import that fails, an afterAll that throws.
  if (brokenHere && !broken && summary.failed === before.failed) summary.failed += 1;
  const tests = summary.skipped - before.skipped;
  if (node.type === 'suite' && tests > 0 && summary.passed === before.passed && summary.failed === before.failed) {
    const notes = summary.skips.splice(before.skips).flatMap((skip) => skip.notes);
    summary.skips.push({ where: here.join(' > '), tests, notes: [...new Set(notes)] });
  }
}

/** Where, how many and why, for people. The reason stands in the suite's name or comes from `context.skip(reason)`. */
export function skipLine({ where, tests, notes }: Summary['skips'][number]): string {
  return `skipped: ${where} [${tests}]${notes.length > 0 ? `: ${notes.join('; ')}` : ''}`;
}

/** Ends a run with what was skipped and why, and the summary line; also writes the line to the file INTERLINEAR_TEST_SUMMARY. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const summary = summarise(modules as unknown as Iterable<Counted>, unhandledErrors.length);
    const line = summaryLine(summary);
    process.stdout.write(`${[...summary.skips.map(skipLine), line].join('\n')}\n`);
    const file = process.env.INTERLINEAR_TEST_SUMMARY;
    if (file) writeFileSync(file, `${line}\n`);
  }
}
