import { CsvError, parse } from 'csv-parse/sync';
import { InterlinearError } from '../../model/errors.ts';
import { type LanguageTag, parseLanguage } from '../../model/language.ts';
import type { Concept, Term, TermStatus } from '../../model/term.ts';

const statuses = new Set<string>(['preferred', 'admitted', 'deprecated', 'superseded']);
const kinds = new Set<string>(['term', 'name', 'acronym']);
/** Columns of the long layout; any of these two in a header says that the layout is long. */
const longMarks = ['language', 'term'];
/** Columns that a wide glossary may have beside its languages. */
const wideExtras = new Set(['concept', 'domain', 'note', 'kind']);

interface Row {
  /** 1-based line of the file on which the row ends. */
  line: number;
  cells: string[];
}

/**
 * Reads a glossary from CSV (RFC 4180; comma, semicolon or tab, whichever the header uses; a byte order mark is skipped).
 *
 * Two layouts, told apart by the header:
 * - long, one wording a row: `concept,language,term,status,kind,domain,note`, in any order; `status` (default `preferred`), `kind`
 *   (default `term`), `domain` and `note` may be missing. Rows with the same `concept` belong together.
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
  if (!header) return [];
  const columns = header.cells.map((cell) => cell.trim().toLowerCase());
  const long = columns.some((column) => longMarks.includes(column));
  return long ? readLong(columns, header.line, rows, name) : readWide(header, columns, rows, name);
}

function readLong(columns: string[], headerLine: number, rows: Row[], name: string): Concept[] {
  for (const needed of ['concept', 'language', 'term']) {
    if (!columns.includes(needed)) throw malformed(name, headerLine, 'missing-column', needed);
  }
  const concepts = new Map<string, Concept>();
  for (const { line, cells } of rows) {
    const cell = (column: string): string => cells[columns.indexOf(column)] ?? '';
    const id = cell('concept');
    if (id.trim() === '') throw malformed(name, line, 'empty-concept');
    if (cell('term').trim() === '') throw malformed(name, line, 'empty-term', id);
    const note = cell('note');
    const term: Term = {
      language: readLanguage(cell('language'), name, line),
      text: cell('term'),
      status: readOneOf<TermStatus>(statuses, cell('status') || 'preferred', name, line, 'unknown-status'),
      kind: readOneOf<Term['kind']>(kinds, cell('kind') || 'term', name, line, 'unknown-kind'),
      ...(note === '' ? {} : { note }),
    };
    const concept = concepts.get(id) ?? { id, terms: [], origin: name };
    const domain = cell('domain');
    if (domain !== '' && concept.domain === undefined) concept.domain = domain;
    concept.terms.push(term);
    concepts.set(id, concept);
  }
  return [...concepts.values()];
}

function readWide(header: Row, columns: string[], rows: Row[], name: string): Concept[] {
  const languages = columns.map((column, index) =>
    wideExtras.has(column) ? undefined : readLanguage(header.cells[index] ?? '', name, header.line),
  );
  if (!languages.some(Boolean)) throw malformed(name, header.line, 'missing-column', 'term');
  const concepts = new Map<string, Concept>();
  for (const { line, cells } of rows) {
    const cell = (column: string): string => (columns.includes(column) ? (cells[columns.indexOf(column)] ?? '') : '');
    const kind = readOneOf<Term['kind']>(kinds, cell('kind') || 'term', name, line, 'unknown-kind');
    const note = cell('note');
    const terms = languages.flatMap((language, index) =>
      language ? readForms(cells[index] ?? '', { language, kind, ...(note === '' ? {} : { note }) }, name, line) : [],
    );
    const first = terms[0];
    if (!first) throw malformed(name, line, 'empty-term', cell('concept'));
    const named = cell('concept') || first.text;
    const id = concepts.has(named) ? `${named} (${line})` : named;
    const domain = cell('domain');
    concepts.set(id, { id, ...(domain === '' ? {} : { domain }), terms, origin: name });
  }
  return [...concepts.values()];
}

function readForms(cell: string, shared: Omit<Term, 'text' | 'status'>, name: string, line: number): Term[] {
  if (cell.trim() === '') return [];
  let preferred = false;
  return cell.split('|').map((written) => {
    const deprecated = written.trim().startsWith('!');
    const text = deprecated ? written.trim().slice(1).trim() : written.trim();
    if (text === '') throw malformed(name, line, 'empty-term', cell);
    const status: TermStatus = deprecated ? 'deprecated' : preferred ? 'admitted' : 'preferred';
    preferred ||= !deprecated;
    return { ...shared, text, status };
  });
}

function readLanguage(written: string, name: string, line: number): LanguageTag {
  try {
    return parseLanguage(written);
  } catch (error) {
    throw malformed(name, line, 'unknown-language', written, error);
  }
}

function readOneOf<T extends string>(
  known: Set<string>,
  written: string,
  name: string,
  line: number,
  reason: string,
): T {
  const value = written.trim().toLowerCase();
  if (!known.has(value)) throw malformed(name, line, reason, written);
  return value as T;
}

function parseRows(text: string, name: string): Row[] {
  // An unclosed quote swallows the rest of the file, so the parser would name the last line: the line after the last good row is meant.
  let lastGood = 0;
  try {
    const parsed = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record: (record, { lines }) => {
        lastGood = lines;
        return record;
      },
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return parsed
      .map(({ record, info }) => ({ line: info.lines, cells: record }))
      .filter(({ cells }) => cells.some((cell) => cell !== ''));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') throw malformed(name, lastGood + 1, 'unclosed-quote', '', error);
    throw malformed(name, Number(error.lines ?? lastGood + 1), 'stray-quote', '', error);
  }
}

/** The delimiter that stands most often in the header, outside quotes. */
function delimiterOf(text: string): string {
  const header = (/[^\s\uFEFF][^\r\n]*/u.exec(text)?.[0] ?? '').replaceAll(/"[^"]*"/gu, '');
  const counted = [',', ';', '\t'].map((mark) => ({ mark, count: header.split(mark).length }));
  return counted.reduce((best, each) => (each.count > best.count ? each : best)).mark;
}

function malformed(name: string, line: number, reason: string, value = '', cause?: unknown): InterlinearError {
  return new InterlinearError(
    'glossary.malformed',
    { name, line, reason: `glossary.reason.${reason}`, value },
    { cause },
  );
}
