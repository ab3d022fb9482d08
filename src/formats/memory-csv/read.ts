import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
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
  const iterator = pieces[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done) return;
  const whole = async function* () {
    yield first.value;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  };
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(first.value),
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
    info: true,
  });
  const source = Readable.from(whole());
  // A fault of the bytes is the reader's to hear.
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let columns: Columns | undefined;
  let line = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      line = info.lines;
      if (!columns) columns = columnsOf(record, line);
      else if (record.some((cell) => cell.trim() !== '')) yield readRow(record, columns, line);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const reason =
      error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'glossary.reason.unclosed-quote' : 'glossary.reason.stray-quote';
    throw new InterlinearError('memory.rows', { line: line + 1, reason, value: '' }, { cause: error });
  } finally {
    source.destroy();
  }
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
