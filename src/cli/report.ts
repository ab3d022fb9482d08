import { join } from 'node:path';
import type { StoredError } from '../model/errors.ts';
import type { PlacedFinding } from '../model/finding.ts';
import type { LanguageTag } from '../model/language.ts';
import type { ArticleProgress } from '../storage/jobs.ts';
import { type Call, exit } from './command.ts';
import { findingsTable } from './findings-table.ts';
import { labelled, sentence } from './sentence.ts';

/** What became of a file. */
export interface Row {
  file: string;
  status: string;
  error: StoredError | null;
  /** Paths of what was written. */
  written: string[];
  languages: ArticleProgress['languages'];
  findings: PlacedFinding[];
}

/** Says what became of each file. @returns the exit status */
export function reportAll(call: Call, wishes: { to: LanguageTag[]; json: boolean }, rows: Row[]): number {
  const status = overallStatus(rows.map((row) => row.status));
  if (wishes.json) {
    const shown = rows.map((row) => ({
      ...row,
      error: row.error && { ...row.error, message: sentence(row.error, call.messages, row.file) },
      languages: row.languages.map(({ error, ...language }) => ({
        ...language,
        ...(error ? { error: { ...error, message: sentence(error, call.messages) } } : {}),
      })),
      findings: row.findings.map((finding) => ({
        ...finding,
        message: call.messages(`findings:${finding.message.key}`, finding.message.parameters),
      })),
    }));
    call.out(JSON.stringify({ status, files: shown }));
    return status;
  }
  for (const row of rows) {
    if (row.error) call.note(labelled(row.file, sentence(row.error, call.messages, row.file), call.interfaceLanguage));
    else for (const line of findingsTable(row.findings, call.messages)) call.out(line);
    for (const language of row.languages) call.out(languageLine(call, language));
    const made = new Set(row.languages.map(({ language }) => language));
    const own = row.status === 'failed' ? [] : wishes.to.filter((language) => !made.has(language));
    if (own.length > 0)
      call.note(call.messages('cli:translate.own-language', { file: row.file, language: own.join(', ') }));
    if (row.written.length > 0)
      call.out(
        call.messages('cli:translate.written', { count: row.written.length, folder: join(row.written[0] ?? '', '..') }),
      );
  }
  if (rows.length > 1) {
    const count = (wanted: string) => rows.filter((row) => row.status === wanted).length;
    call.out(
      call.messages('cli:translate.summary-counts', {
        done: count('done'),
        partial: count('partial'),
        failed: count('failed') + count('canceled'),
      }),
    );
  }
  return status;
}

function languageLine(
  call: Call,
  { language, kind, translated, of, error }: ArticleProgress['languages'][number],
): string {
  const line = call.messages(`cli:translate.language-${kind}`, { language, translated, of });
  return error ? `${line} - ${sentence(error, call.messages)}` : line;
}

/** All done: 0. All failed or canceled: 1. Anything in between: 3. */
export function overallStatus(statuses: string[]): number {
  if (statuses.every((status) => status === 'done')) return exit.done;
  return statuses.every((status) => status === 'failed' || status === 'canceled') ? exit.failed : exit.partial;
}
