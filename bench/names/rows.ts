import { readFileSync } from 'node:fs';
import type { LanguageTag } from '../../src/model/language.ts';
import { baseLetters, lettersOf } from '../../src/terminology/names/letters.ts';
import { BadUsage } from '../program.ts';

/** A name in another language's press spelling and the English forms that are right for it. */
export interface NameRow {
  id: string;
  /** person, place, country, org; '' where the file does not say. */
  type: string;
  /** same, marks, near, far, acronym; see `classOf` for files without the column. */
  class: string;
  spelling: string;
  language: LanguageTag;
  /** The house form first. */
  accepted: string[];
  /** Where the row comes from; '' where the file does not say. */
  source: string;
}

/** Two names of different entities that look alike. */
export interface Confusable {
  spelling: string;
  name: string;
}

/** Languages whose columns hold spellings; the first that the header names is read. */
const spellingColumns: LanguageTag[] = ['fr', 'es', 'de', 'tr'];

/**
 * Reads names: a header line with `en` and one of fr, es, de, tr; `id`, `type` and `class` where there are any. Accepted forms are parted
 * by `;`.
 *
 * @throws BadUsage when the file cannot be read or has no such columns
 */
export function readNames(path: string): NameRow[] {
  const { header, lines } = readTable(path);
  const language = spellingColumns.find((column) => header.includes(column));
  if (!language || !header.includes('en')) {
    throw new BadUsage(`${path}:1: columns en and one of ${spellingColumns.join(', ')} are needed.`);
  }
  const cell = (cells: string[], column: string) => cells[header.indexOf(column)] ?? '';
  return lines.flatMap((cells, at) => {
    const spelling = cell(cells, language).trim();
    const accepted = [
      ...new Set(
        cell(cells, 'en')
          .split(';')
          .map((form) => form.trim()),
      ),
    ].filter((form) => form !== '');
    if (spelling === '' || accepted.length === 0) return [];
    return {
      id: cell(cells, 'id') || String(at + 2),
      type: cell(cells, 'type'),
      class: cell(cells, 'class') || classOf(spelling, accepted),
      spelling,
      language,
      accepted,
      source: cell(cells, 'source'),
    };
  });
}

/** The class of a row whose file has none: `near` for whatever differs in more than its marks. */
function classOf(spelling: string, accepted: string[]): string {
  if (accepted.includes(spelling)) return 'same';
  return accepted.some((form) => folded(form) === folded(spelling)) ? 'marks' : 'near';
}

/** Reads pairs that must never be linked: a header line, then a spelling and an English name. @throws BadUsage */
export function readConfusables(path: string): Confusable[] {
  return readTable(path).lines.flatMap(([spelling = '', name = '']) =>
    spelling && name ? { spelling: spelling.trim(), name: name.trim() } : [],
  );
}

/** Reads names to link against: one in a line, or the column `en` of a table. @throws BadUsage */
export function readPool(path: string): string[] {
  const { header, lines } = readTable(path);
  const column = header.indexOf('en');
  const cells =
    column < 0 ? [header[0] ?? '', ...lines.map(([first = '']) => first)] : lines.map((line) => line[column] ?? '');
  return cells
    .flatMap((names) => names.split(';'))
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** A name as two are held to be the same: without case, marks and hyphens. */
export const folded = (name: string): string => baseLetters(lettersOf(name));

function readTable(path: string): { header: string[]; lines: string[][] } {
  let content: string;
  try {
    content = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new BadUsage(`${path} cannot be read: ${(error as Error).message}`);
  }
  const [header = [], ...lines] = content
    .split(/\r?\n/)
    .flatMap((line) => (line === '' ? [] : [line.split('\t').map(unquoted)]));
  return { header, lines };
}

/** A cell without the quotes that a spreadsheet puts around one with a quote inside. */
function unquoted(cell: string): string {
  return cell.length > 1 && cell.startsWith('"') && cell.endsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}
