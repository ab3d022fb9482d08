import { CsvError, type Parser, parse } from 'csv-parse';
import { InterlinearError } from '../../model/errors.ts';
import { type LanguageTag, parseLanguage } from '../../model/language.ts';
import type { NewUnit } from '../../model/memory-unit.ts';
import { delimiterOf } from '../glossary-csv/read.ts';
import type { TmxRefusal } from '../tmx/read.ts';

/** A unit with its line, or why there is none. */
export type ReadUnit = { line: number; unit: NewUnit } | { refusal: TmxRefusal };

/** Columns beside the languages, as their cells are taken over. */
const details: Record<string, (cell: string) => Partial<NewUnit>> = {
  tuid: (tuid) => ({ tuid }),
  origin: (origin) => ({ origin: origin.toLowerCase() === 'mt' ? 'mt' : 'human' }),
  author: (author) => ({ author }),
  created: (written) => dated('createdAt', written),
  'changed-by': (changedBy) => ({ changedBy }),
  changed: (written) => dated('changedAt', written),
};

/** Longest record, in UTF-16 units: a quotation mark that is never closed must not fill the memory. */
const LONGEST_RECORD = 4_000_000;

/** A character that PostgreSQL cannot hold. */
const NUL = '\u0000';

/**
 * Reads a translation memory from CSV (RFC 4180; comma, semicolon or tab, whichever the header uses), piece by piece in constant memory.
 * The header names the languages (`en,fr,es-MX`), the first of them the source, and optionally `tuid`, `origin` (human, mt), `author`,
 * `created`, `changed-by`, `changed`. A row is a unit, an empty cell a language that it lacks. Texts are taken as they stand, without codes.
 *
 * @throws InterlinearError `memory.rows` {line, reason, value} where header or quotation marks cannot be read; every row before that
 * point has been handed over
 */
export async function* readMemoryCsv(pieces: AsyncIterable<string>): AsyncGenerator<ReadUnit> {
  const rows: { record: string[]; line: number }[] = [];
  let parser: Parser | undefined;
  let columns: Columns | undefined;
  let line = 0;
  const take = function* (): Generator<ReadUnit> {
    for (const { record, line: at } of rows.splice(0)) {
      line = at;
      if (!columns) columns = columnsOf(record, at);
      else if (record.some((cell) => cell.trim() !== '')) yield readRow(record, columns, at);
    }
  };
  let half = '';
  for await (const piece of pieces) {
    // The parser works on bytes: a character must not be cut in two.
    const text = half + piece;
    half = /[\ud800-\udbff]$/.test(text) ? text.slice(-1) : '';
    parser ??= rowParser(text, rows);
    const fault = await written(parser, text.slice(0, text.length - half.length));
    yield* take();
    if (fault) throw faultOf(fault, line);
  }
  if (!parser) return;
  const fault = (half && (await written(parser, half))) || (await ended(parser));
  yield* take();
  if (fault) throw faultOf(fault, line);
}

function rowParser(beginning: string, rows: { record: string[]; line: number }[]): Parser {
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(beginning),
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
    // A stream that fails drops what it has read before: rows are taken as they come.
    on_record: (record: string[], { lines }) => {
      rows.push({ record, line: lines });
      return null;
    },
  });
  // Whoever writes hears of faults.
  parser.on('error', () => {});
  return parser.resume();
}

async function written(parser: Parser, text: string): Promise<Error | undefined> {
  return new Promise((resolve) => {
    parser.write(text, (error) => resolve(error ?? undefined));
  });
}

async function ended(parser: Parser): Promise<Error | undefined> {
  return new Promise((resolve) => {
    parser.once('error', resolve);
    parser.end(() => resolve(parser.errored ?? undefined));
  });
}

function faultOf(error: Error, line: number): Error {
  if (!(error instanceof CsvError)) return error;
  const kind = error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'unclosed-quote' : 'stray-quote';
  const parameters = { line: line + 1, reason: `glossary.reason.${kind}`, value: '' };
  return new InterlinearError('memory.rows', parameters, { cause: error });
}

interface Columns {
  languages: { at: number; language: LanguageTag }[];
  details: { at: number; read(cell: string): Partial<NewUnit> }[];
}

function columnsOf(header: string[], line: number): Columns {
  const columns: Columns = { languages: [], details: [] };
  for (const [at, cell] of header.entries()) {
    const name = cell.trim();
    const read = details[name.toLowerCase()];
    if (read) columns.details.push({ at, read });
    else if (name !== '') columns.languages.push({ at, language: languageOf(name, line) });
  }
  if (columns.languages.length < 2)
    throw new InterlinearError('memory.rows', { line, reason: 'memory.reason.languages', value: '' });
  return columns;
}

function languageOf(name: string, line: number): LanguageTag {
  try {
    return parseLanguage(name);
  } catch {
    throw new InterlinearError('memory.rows', { line, reason: 'memory.reason.column', value: name });
  }
}

function readRow(cells: string[], columns: Columns, line: number): ReadUnit {
  const variants = columns.languages.flatMap(({ at, language }) => {
    const text = cells[at] ?? '';
    return text.trim() === '' ? [] : [{ language, text, codes: [] }];
  });
  if (variants.length < 2) return { refusal: { line, reason: 'memory.unit-variants' } };
  if (cells.some((cell) => cell.includes(NUL))) return { refusal: { line, reason: 'memory.unit-characters' } };
  const known = columns.details.flatMap(({ at, read }) => (cells[at]?.trim() ? [read((cells[at] ?? '').trim())] : []));
  return { line, unit: Object.assign({ origin: 'human', variants } as NewUnit, ...known) };
}

function dated(name: 'createdAt' | 'changedAt', written: string): Partial<NewUnit> {
  const date = new Date(written);
  return Number.isNaN(date.getTime()) ? {} : { [name]: date };
}
