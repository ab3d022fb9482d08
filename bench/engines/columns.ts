import { type LanguageTag, parseLanguage, sameLanguage } from '../../src/model/language.ts';
import { BadUsage } from '../program.ts';

/** `fr`, `fr-CA`, `FRA` and `fra_Latn` are all French. */
function isLanguage(name: string, language: LanguageTag): boolean {
  const tag = name.replaceAll('_', '-');
  if (!/^[a-z]{2,3}(?:-|$)/i.test(tag)) return false;
  try {
    return sameLanguage(parseLanguage(tag), language);
  } catch {
    return false;
  }
}

/**
 * The columns of two languages in a tab-separated text whose header names languages. Rows that are empty on one side are left out.
 *
 * @throws BadUsage with file and line where there is no such column, or a row has another number of columns
 */
export function readColumns(
  content: string,
  path: string,
  from: LanguageTag,
  to: LanguageTag,
): { source: string; target: string }[] {
  const [header = '', ...lines] = content.replace(/^\ufeff/, '').split(/\r?\n/);
  const names = header.split('\t').map((name) => name.trim());
  const column = (language: LanguageTag) => {
    const exact = names.indexOf(language);
    const found = exact >= 0 ? exact : names.findIndex((name) => isLanguage(name, language));
    if (found < 0) throw new BadUsage(`${path}:1: there is no column ${language}; there are: ${names.join(', ')}`);
    return found;
  };
  const [source, target] = [column(from), column(to)];
  const rows = lines.flatMap((line, at) => {
    if (line === '') return [];
    const cells = line.split('\t');
    if (cells.length !== names.length)
      throw new BadUsage(`${path}:${at + 2}: ${cells.length} columns instead of ${names.length}`);
    const row = { source: cells[source] as string, target: cells[target] as string };
    return row.source.trim() && row.target.trim() ? [row] : [];
  });
  if (rows.length === 0) throw new BadUsage(`${path} has no rows.`);
  return rows;
}
