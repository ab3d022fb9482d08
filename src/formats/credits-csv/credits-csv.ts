import { type CreditWording, creditKey, publisherKey } from '../../model/credit.ts';
import { InterlinearError } from '../../model/errors.ts';
import { type LanguageTag, parseLanguage } from '../../model/language.ts';
import { parseRows } from '../glossary-csv/read.ts';
import { csvLine } from '../glossary-csv/write.ts';

const columns = ['publisher', 'language', 'credit', 'wording'] as const;
type Column = (typeof columns)[number];

/** Longest line, in UTF-16 units: a credit line stands under an article. */
const LONGEST = 500;

/** A row with its line in the file. */
export interface CreditRow extends CreditWording {
  line: number;
}

/**
 * Reads a desk's table of credit lines from CSV (RFC 4180; comma, semicolon or tab, whichever the header uses; a byte order mark is
 * skipped): `publisher,language,credit,wording` in any order. Without a publisher a row is for everybody; the column may be missing.
 *
 * @param name of the file, for errors
 * @throws InterlinearError `credits.malformed` {name, line, reason, value} for the first row that cannot be read: a table is taken whole
 */
export function readCredits(text: string, name: string): CreditRow[] {
  const { rows, fault } = parseRows(text, name);
  if (fault) throw new InterlinearError('credits.malformed', fault.parameters, { cause: fault });
  const header = rows.shift();
  const refuse = (line: number, reason: string, value = '') =>
    new InterlinearError('credits.malformed', { name, line, reason: `credits.reason.${reason}`, value });
  if (!header) throw refuse(1, 'missing-column', 'language');
  const titles = header.cells.map((cell) => cell.toLowerCase());
  for (const title of titles)
    if (title !== '' && !columns.some((column) => column === title)) throw refuse(header.line, 'unknown-column', title);
  for (const column of columns)
    if (column !== 'publisher' && !titles.includes(column)) throw refuse(header.line, 'missing-column', column);
  const seen = new Map<string, CreditRow>();
  return rows.map(({ line, cells }) => {
    const cell = (column: Column) => cells[titles.indexOf(column)]?.replaceAll(/\s+/gu, ' ').trim() ?? '';
    for (const column of columns) {
      if (column !== 'publisher' && cell(column) === '') throw refuse(line, 'empty', column);
      if (cell(column).length > LONGEST) throw refuse(line, 'long', column);
    }
    if (!/[\p{L}\p{N}]/u.test(cell('credit'))) throw refuse(line, 'no-words', cell('credit'));
    const language = languageOf(cell('language'));
    if (language === undefined) throw refuse(line, 'unknown-language', cell('language'));
    const row = { line, publisher: cell('publisher'), language, credit: cell('credit'), wording: cell('wording') };
    const place = JSON.stringify([publisherKey(row.publisher), language, creditKey(row.credit)]);
    const first = seen.get(place);
    if (first && first.wording !== row.wording) throw refuse(line, 'contradiction', String(first.line));
    seen.set(place, first ?? row);
    return row;
  });
}

function languageOf(written: string): LanguageTag | undefined {
  try {
    return parseLanguage(written);
  } catch (error) {
    if (error instanceof InterlinearError) return undefined;
    throw error;
  }
}

/** Writes rows so that `readCredits` reads them back. */
export function writeCredits(rows: CreditWording[]): string {
  return [columns, ...rows.map((row) => columns.map((column) => row[column]))]
    .map((cells) => csvLine([...cells], ','))
    .join('');
}
