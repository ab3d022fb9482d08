import { readFileSync } from 'node:fs';

/**
 * The rows of a table of this folder: tab-separated UTF-8, `#` begins a comment line, blank lines do not count. What the columns are is
 * said at the head of each table.
 */
export function readTable(name: string): string[][] {
  return readFileSync(new URL(`./${name}.tsv`, import.meta.url), 'utf8')
    .split(/\r?\n/u)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t').map((cell) => cell.trim()));
}

/** Words of a cell, separated by spaces; `_` stands for a space inside a phrase. */
export function listed(cell: string | undefined): string[] {
  return (cell ?? '')
    .split(' ')
    .filter(Boolean)
    .map((word) => word.replaceAll('_', ' '));
}
