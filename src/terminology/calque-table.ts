import { InterlinearError } from '../model/errors.ts';
import { parseLanguage } from '../model/language.ts';
import type { CalqueKind, CalqueRow } from '../model/term.ts';
import { compilePattern, slotKinds } from './calque-pattern.ts';
import { findByRow, suggestionsOf } from './calques.ts';

/** Why a line of a table cannot be used: a reason of `calques.reason.…` and what it is about. */
export interface TableFault {
  line: number;
  reason: string;
  value: string;
}

/** Columns that a line fills; the kind of mistake may stand behind them. */
const COLUMNS = 8;
const kinds: readonly string[] = ['order', 'grammar', 'punctuation'] satisfies CalqueKind[];
/** Longest pattern, in UTF-16 units, and most slots: suggestions name them by one digit. */
const LONGEST = 300;
const SLOTS = 9;

/**
 * Reads a desk's table of calques: tab-separated lines `from to id pattern suggestion copies invalid valid [kind]`; the head of
 * calques/fr-en.tsv explains patterns. The examples of a line are tried: all of the words in [square brackets] must be found, and nothing in
 * the other. `-` as pattern, with nothing behind it, switches off the rule of this name that comes with the product.
 */
export function readCalques(text: string): { rows: CalqueRow[]; faults: TableFault[] } {
  const rows: CalqueRow[] = [];
  const faults: TableFault[] = [];
  const seen = new Map<string, number>();
  for (const [index, written] of text
    .replace(/^\uFEFF/u, '')
    .split(/\r?\n/u)
    .entries()) {
    if (written.trim() === '' || written.startsWith('#')) continue;
    const cells = written.split('\t').map((cell) => cell.trim());
    const read = readLine(cells);
    const line = index + 1;
    if ('reason' in read) {
      faults.push({ line, ...read });
      continue;
    }
    const name = `${read.from}-${read.to} ${read.id}`;
    const first = seen.get(name);
    if (first !== undefined) faults.push({ line, reason: 'duplicate', value: String(first) });
    else rows.push(read);
    seen.set(name, first ?? line);
  }
  return { rows, faults };
}

/** The rows of a table that is to be used. @throws InterlinearError `calques.malformed` {name, line, reason, value} for its first fault */
export function calqueRows(text: string, name: string): CalqueRow[] {
  const {
    rows,
    faults: [fault],
  } = readCalques(text);
  if (!fault) return rows;
  const { line, reason, value } = fault;
  throw new InterlinearError('calques.malformed', { name, line, reason: `calques.reason.${reason}`, value });
}

function readLine(cells: string[]): CalqueRow | Omit<TableFault, 'line'> {
  const [from = '', to = '', id = '', pattern = '', suggestion = '', copies = '', invalid = '', valid = '', kind = ''] =
    cells;
  const off = pattern === '-' && cells.slice(4).every((cell) => cell === '');
  if (cells.length > COLUMNS + 1 || (!off && cells.slice(0, COLUMNS).filter(Boolean).length < COLUMNS))
    return { reason: 'columns', value: String(cells.filter(Boolean).length) };
  for (const language of [from, to]) if (!isLanguage(language)) return { reason: 'language', value: language };
  if (!/^[\p{Ll}\p{N}]+(?:-[\p{Ll}\p{N}]+)*$/u.test(id)) return { reason: 'id', value: id };
  const place = { from: parseLanguage(from), to: parseLanguage(to), id };
  if (off) return { ...place, suggestions: [], copies: '' };
  if (kind !== '' && !kinds.includes(kind)) return { reason: 'kind', value: kind };
  const suggestions = suggestionsOf(suggestion);
  const row = { ...place, pattern, suggestions, copies, ...(kind ? { kind: kind as CalqueKind } : {}) };
  return faultOf(pattern, suggestions, place.to) ?? triedOn(row, invalid, valid);
}

function isLanguage(written: string): boolean {
  try {
    parseLanguage(written);
    return true;
  } catch {
    return false;
  }
}

/** What is wrong with a pattern and its suggestions. */
function faultOf(pattern: string, suggestions: string[], language: string): Omit<TableFault, 'line'> | undefined {
  if (pattern.length > LONGEST) return { reason: 'long', value: String(LONGEST) };
  const wrong = [...pattern.matchAll(/\{([^}]*)\}/gu)].find(([, kind = '']) => !slotKinds.includes(kind));
  if (wrong) return { reason: 'slot', value: wrong[0] };
  if (!/[^\s^$?|]/u.test(pattern.replaceAll(/\{(?:Names?|Adjective|word|number)\}/gu, '')))
    return { reason: 'wide', value: pattern };
  const slots = compilePattern(pattern, language).fixed.length;
  if (slots > SLOTS) return { reason: 'slots', value: String(SLOTS) };
  for (const suggestion of suggestions)
    for (const [slot, digit = ''] of suggestion.matchAll(/\{([^}]*)\}/gu))
      if (!/^[1-9]$/u.test(digit) || Number(digit) > slots) return { reason: 'suggestion', value: slot };
  return undefined;
}

/** The row, or how its own examples tell against it. */
function triedOn(row: CalqueRow, invalid: string, valid: string): CalqueRow | Omit<TableFault, 'line'> {
  const marked = /^(?<before>[^[\]]*)\[(?<found>[^[\]]+)\](?<after>[^[\]]*)$/u.exec(invalid)?.groups;
  if (!marked) return { reason: 'brackets', value: invalid };
  const { before = '', found = '', after = '' } = marked;
  const find = (text: string) => findByRow(row, text);
  const [match, ...more] = find(before + found + after);
  if (!match || more.length > 0 || match.text !== found || match.start !== before.length)
    return { reason: 'not-found', value: found };
  const [wrong] = find(valid);
  if (wrong) return { reason: 'found', value: wrong.text };
  const again = match.accepted.find((suggestion) => find(suggestion).length > 0);
  return again === undefined ? row : { reason: 'again', value: again };
}
