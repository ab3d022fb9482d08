import { readFileSync } from 'node:fs';
import { BadUsage } from './program.ts';

/**
 * Texts of one language out of a table with tabs whose first line names the languages.
 *
 * @throws BadUsage where the file cannot be read or has no such column
 */
export function columnOf(path: string, language: string, most: number): string[] {
  let lines: string[];
  try {
    lines = readFileSync(path, 'utf8').split(/\r?\n/).filter(Boolean);
  } catch (error) {
    throw new BadUsage(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const column = (lines[0] ?? '').split('\t').indexOf(language);
  if (column < 0) throw new BadUsage(`${path} has no column ${language} in its first line.`);
  return lines.slice(1, most + 1).map((line) => line.split('\t')[column] ?? '');
}
