import { InterlinearError } from '../../model/errors.ts';
import { type LanguageTag, parseLanguage } from '../../model/language.ts';
import type { PartOfSpeech, Term, TermRow, TermStatus } from '../../model/term.ts';

const statuses = new Set<string>(['preferred', 'admitted', 'deprecated', 'superseded']);
const kinds = new Set<string>(['term', 'name', 'acronym']);
const partsOfSpeech = new Set<string>(['noun', 'propernoun', 'verb', 'adjective', 'adverb', 'other']);
const caseRules = new Set<string>(['any', 'exact']);
const answers = new Set<string>(['yes', 'no']);
/** Columns of the long layout; any of these two in a header says that the layout is long. */
const longMarks = ['language', 'term'];
/** Columns that a wide glossary may have beside its languages. */
const wideExtras = new Set(['concept', 'domain', 'note', 'kind']);

/** A record of the file. */
export interface Row {
  /** 1-based line of the file on which the row ends. */
  line: number;
  cells: string[];
}

/**
 * What makes wordings of the rows below a header; the two layouts are told apart by it (see read.ts).
 *
 * @returns a function that throws InterlinearError `glossary.malformed` for a row that it cannot read
 */
export function rowReader(header: Row, name: string): (row: Row) => TermRow[] {
  const columns = header.cells.map((cell) => cell.trim().toLowerCase());
  return columns.some((column) => longMarks.includes(column))
    ? longReader(columns, header.line, name)
    : wideReader(header, columns, name);
}

function longReader(columns: string[], headerLine: number, name: string): (row: Row) => TermRow[] {
  for (const needed of ['concept', 'language', 'term']) {
    if (!columns.includes(needed)) throw malformed(name, headerLine, 'missing-column', needed);
  }
  const places = new Map(columns.map((column, index) => [column, index]));
  return ({ line, cells }) => {
    const cell = (column: string): string => cells[places.get(column) ?? -1] ?? '';
    const oneOf = <T extends string>(column: string, known: Set<string>, reason: string): T | undefined =>
      cell(column).trim() === '' ? undefined : readOneOf<T>(known, cell(column), name, line, reason);
    const day = (column: string): string | undefined => {
      const written = cell(column).trim();
      if (written !== '' && !isDay(written)) throw malformed(name, line, 'date', written);
      return written || undefined;
    };
    const concept = cell('concept');
    if (concept.trim() === '') throw malformed(name, line, 'empty-concept');
    if (cell('term').trim() === '') throw malformed(name, line, 'empty-term', concept);
    const [note, domain, source] = [cell('note'), cell('domain'), cell('source')];
    const partOfSpeech = oneOf<string>('part-of-speech', partsOfSpeech, 'part-of-speech');
    const caseRule = oneOf<'any' | 'exact'>('case', caseRules, 'case');
    const inflection = oneOf<'yes' | 'no'>('inflection', answers, 'answer');
    const forbidden = oneOf<'yes' | 'no'>('forbidden', answers, 'answer');
    const untranslated = oneOf<'yes' | 'no'>('do-not-translate', answers, 'answer');
    const [validFrom, validTo] = [day('valid-from'), day('valid-to')];
    const styles = cell('styles')
      .split('|')
      .map((style) => style.trim())
      .filter(Boolean);
    const term: Term = {
      language: readLanguage(cell('language'), name, line),
      text: cell('term'),
      status: oneOf<TermStatus>('status', statuses, 'unknown-status') ?? 'preferred',
      kind: oneOf<Term['kind']>('kind', kinds, 'unknown-kind') ?? 'term',
      ...(partOfSpeech
        ? { partOfSpeech: (partOfSpeech === 'propernoun' ? 'properNoun' : partOfSpeech) as PartOfSpeech }
        : {}),
      ...(caseRule ? { caseRule } : {}),
      ...(inflection ? { inflection: inflection === 'yes' } : {}),
      ...(forbidden === 'yes' ? { forbidden: true } : {}),
      ...(note === '' ? {} : { note }),
      ...(source === '' ? {} : { source }),
      ...(validFrom ? { validFrom } : {}),
      ...(validTo ? { validTo } : {}),
      ...(styles.length > 0 ? { styles } : {}),
    };
    return [
      {
        line,
        concept,
        ...(domain === '' ? {} : { domain }),
        ...(untranslated === 'yes' ? { doNotTranslate: true } : {}),
        term,
      },
    ];
  };
}

function wideReader(header: Row, columns: string[], name: string): (row: Row) => TermRow[] {
  const languages = columns.map((column, index) =>
    wideExtras.has(column) ? undefined : readLanguage(header.cells[index] ?? '', name, header.line),
  );
  if (!languages.some(Boolean)) throw malformed(name, header.line, 'missing-column', 'term');
  const seen = new Set<string>();
  return ({ line, cells }) => {
    const cell = (column: string): string => (columns.includes(column) ? (cells[columns.indexOf(column)] ?? '') : '');
    const kind = readOneOf<Term['kind']>(kinds, cell('kind') || 'term', name, line, 'unknown-kind');
    const note = cell('note');
    const terms = languages.flatMap((language, index) =>
      language ? readForms(cells[index] ?? '', { language, kind, ...(note === '' ? {} : { note }) }, name, line) : [],
    );
    const first = terms[0];
    if (!first) throw malformed(name, line, 'empty-term', cell('concept'));
    const named = cell('concept') || first.text;
    const concept = seen.has(named) ? `${named} (${line})` : named;
    seen.add(concept);
    const domain = cell('domain');
    return terms.map((term) => ({ line, concept, ...(domain === '' ? {} : { domain }), term }));
  };
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

/** Whether a text is a day as ISO 8601 writes it. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

export function readLanguage(written: string, name: string, line: number): LanguageTag {
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

export function malformed(name: string, line: number, reason: string, value = '', cause?: unknown): InterlinearError {
  return new InterlinearError(
    'glossary.malformed',
    { name, line, reason: `glossary.reason.${reason}`, value },
    { cause },
  );
}
