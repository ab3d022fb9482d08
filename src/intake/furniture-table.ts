import { InterlinearError } from '../model/errors.ts';
import type { FurnitureRow } from '../model/furniture.ts';
import { furniturePattern, longestLine, macroNames, type Pattern } from './patterns.ts';

/** Why a line of a table cannot be used: a reason of `furniture.reason.…` and what it is about. */
export interface FurnitureFault {
  line: number;
  reason: string;
  value: string;
}

const COLUMNS = 6;
/** A line that is nothing: a pattern that fits it would take whole stories away. */
const ANYTHING = 'Qwfp 7 zxcv, he said';
/** Longest pattern, in UTF-16 units. */
const LONGEST = 2000;

/**
 * Reads a desk's table of page furniture: tab-separated lines `language where what pattern fits not`, as furniture.tsv has them; its head
 * explains patterns. The examples of a line are tried: the pattern must fit the one, as a whole, and not the other.
 */
export function readFurniture(text: string): { rows: FurnitureRow[]; faults: FurnitureFault[] } {
  const rows: FurnitureRow[] = [];
  const faults: FurnitureFault[] = [];
  for (const [index, written] of text
    .replace(/^\uFEFF/u, '')
    .split(/\r?\n/u)
    .entries()) {
    if (written.trim() === '' || written.startsWith('#')) continue;
    const read = readLine(written.split('\t').map((cell) => cell.trim()));
    if ('reason' in read) faults.push({ line: index + 1, ...read });
    else rows.push(read);
  }
  return { rows, faults };
}

/** The rows of a table that is to be used. @throws InterlinearError `furniture.malformed` {name, line, reason, value} for its first fault */
export function furnitureRows(text: string, name: string): FurnitureRow[] {
  const {
    rows,
    faults: [fault],
  } = readFurniture(text);
  if (!fault) return rows;
  const { line, reason, value } = fault;
  throw new InterlinearError('furniture.malformed', { name, line, reason: `furniture.reason.${reason}`, value });
}

/** Patterns of rows, ready to be tried. */
export function patternsOf(rows: FurnitureRow[]): Pattern[] {
  return rows.map(({ where, pattern }) => furniturePattern(where, pattern));
}

function readLine(cells: string[]): FurnitureRow | Omit<FurnitureFault, 'line'> {
  const [, where = '', , pattern = '', fits = '', not = ''] = cells;
  const filled = cells.filter(Boolean).length;
  if (cells.length > COLUMNS || filled < COLUMNS) return { reason: 'columns', value: String(filled) };
  if (where !== 'any' && where !== 'tail') return { reason: 'where', value: where };
  if (pattern.length > LONGEST) return { reason: 'long', value: String(LONGEST) };
  const macro = [...pattern.matchAll(/(?<!\\[pP])\{[a-z]+\}/gu)].find(([name]) => !macroNames.includes(name));
  if (macro) return { reason: 'macro', value: macro[0] };
  const { fits: takes } = furniturePattern(where, pattern);
  try {
    takes('0');
    if (takes('') || takes(ANYTHING)) return { reason: 'wide', value: pattern };
    if (fits.length > longestLine || !takes(fits)) return { reason: 'not-found', value: fits };
    if (takes(not)) return { reason: 'found', value: not };
  } catch (error) {
    if (error instanceof SyntaxError) return { reason: 'expression', value: error.message };
    throw error;
  }
  return { where, pattern };
}
