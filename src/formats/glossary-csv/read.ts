import { CsvError, parse } from 'csv-parse/sync';
import type { InterlinearError } from '../../model/errors.ts';
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
  const { rows, fault } = parseRows(text, name);
  if (fault) throw fault;
  const header = rows.shift();
  return header ? conceptsOf(rows.flatMap(rowReader(header, name)), name) : [];
}

/**
 * The records of a text that have a value, and what kept the rest from being read.
 *
 * @param before lines of the file before the text
 */
export function parseRows(
  text: string,
  name: string,
  before = 0,
  delimiter = delimiterOf(text),
): { rows: Row[]; fault?: InterlinearError } {
  const rows: Row[] = [];
  // An unclosed quote swallows the rest of the file, so the parser would name the last line: the line after the last good row is meant.
  let lastGood = before;
  // The parser counts a line end of two characters inside quotes twice.
  let doubled = 0;
  try {
    parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record: (cells: string[], { lines }) => {
        for (const cell of cells) doubled += cell.split('\r\n').length - 1;
        lastGood = before + lines - doubled;
        if (cells.some((cell) => cell !== '')) rows.push({ line: lastGood, cells });
        return null;
      },
    });
    return { rows };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === 'CSV_QUOTE_NOT_CLOSED')
      return { rows, fault: malformed(name, lastGood + 1, 'unclosed-quote', '', error) };
    const line = error.lines === undefined ? lastGood + 1 : before + Number(error.lines) - doubled;
    return { rows, fault: malformed(name, line, 'stray-quote', '', error) };
  }
}

/** The delimiter that stands most often in the header, outside quotes. */
export function delimiterOf(text: string): string {
  const header = (/[^\s\uFEFF][^\r\n]*/u.exec(text)?.[0] ?? '').replaceAll(/"[^"]*"/gu, '');
  const counted = [',', ';', '\t'].map((mark) => ({ mark, count: header.split(mark).length }));
  return counted.reduce((best, each) => (each.count > best.count ? each : best)).mark;
}
