import { CsvError, parse } from 'csv-parse/sync';
import type { Concept } from '../../model/term.ts';
import { conceptsOf } from '../glossary.ts';
import { malformed, type Row, rowReader } from './rows.ts';

/**
 * Reads a glossary from CSV (RFC 4180; comma, semicolon or tab, whichever the header uses; a byte order mark is skipped).
 *
 * Two layouts, told apart by the header:
 * - long, one wording a row: `concept,language,term,status,kind,domain,note` and, where wanted, `part-of-speech`, `case` (any, exact),
 *   `inflection`, `do-not-translate`, `forbidden` (yes, no), `source`, `valid-from`, `valid-to` (days), `styles` (with `|` between), in any
 *   order; only the first three are needed. `status` is `preferred` and `kind` is `term` unless given. Rows with the same `concept`
 *   belong together.
 * - wide, one concept a row: every column is a language tag (`fr,en,es`), beside optional `concept`, `kind`, `domain`, `note`. A cell
 *   holds forms separated by `|`: the first is preferred, the rest admitted; a form after `!` is deprecated.
 *
 * @param name the glossary's name: `origin` of its concepts, and named in errors
 * @returns concepts in order of first appearance
 * @throws InterlinearError `glossary.malformed` {name, line, reason, value}: `reason` is a key of the `errors` namespace
 */
export function readGlossaryCsv(text: string, name: string): Concept[] {
  const rows = parseRows(text, name);
  const header = rows.shift();
  return header ? conceptsOf(rows.flatMap(rowReader(header, name)), name) : [];
}

/** How csv-parse reads a glossary, but for the delimiter. */
export const parsing = {
  bom: true,
  info: true,
  relax_column_count: true,
  skip_empty_lines: true,
  trim: true,
} as const;

function parseRows(text: string, name: string): Row[] {
  // An unclosed quote swallows the rest of the file, so the parser would name the last line: the line after the last good row is meant.
  let lastGood = 0;
  try {
    const parsed = parse(text, {
      ...parsing,
      delimiter: delimiterOf(text),
      on_record: (record, { lines }) => {
        lastGood = lines;
        return record;
      },
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return parsed
      .map(({ record, info }) => ({ line: info.lines, cells: record }))
      .filter(({ cells }) => cells.some((cell) => cell !== ''));
  } catch (error) {
    throw csvFault(error, name, lastGood);
  }
}

/** What the parser could not read, as our own error; anything else is handed on. */
export function csvFault(error: unknown, name: string, lastGood: number): unknown {
  if (!(error instanceof CsvError) && !(error instanceof Error && error.name === 'CsvError')) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_'))) return error;
  }
  const { code, lines } = error as Error & { code: string; lines?: number };
  if (code === 'CSV_QUOTE_NOT_CLOSED') return malformed(name, lastGood + 1, 'unclosed-quote', '', error);
  return malformed(name, Number(lines ?? lastGood + 1), 'stray-quote', '', error);
}

/** The delimiter that stands most often in the header, outside quotes. */
export function delimiterOf(text: string): string {
  const header = (/[^\s\uFEFF][^\r\n]*/u.exec(text)?.[0] ?? '').replaceAll(/"[^"]*"/gu, '');
  const counted = [',', ';', '\t'].map((mark) => ({ mark, count: header.split(mark).length }));
  return counted.reduce((best, each) => (each.count > best.count ? each : best)).mark;
}
