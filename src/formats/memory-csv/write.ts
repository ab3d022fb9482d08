import type { LanguageTag } from '../../model/language.ts';
import type { StoredUnit } from '../../model/memory-unit.ts';

/**
 * Writes a translation memory as CSV (RFC 4180, LF) unit by unit: a column for each language, then `tuid`, `origin`, `author`, `created`,
 * `changed-by`, `changed`. Codes, contexts and further texts in one language have no place in it: TMX holds all.
 *
 * @param delimiter a comma or a tab
 */
export function memoryCsv(delimiter: string, languages: LanguageTag[]) {
  const line = (cells: string[]) => `${cells.map(cell).join(delimiter)}\n`;
  return {
    start: () => line([...languages, 'tuid', 'origin', 'author', 'created', 'changed-by', 'changed']),
    unit: ({ variants, tuid, origin, author, createdAt, changedBy, changedAt }: StoredUnit) =>
      line([
        ...languages.map((language) => variants.find((variant) => variant.language === language)?.text ?? ''),
        tuid ?? '',
        origin,
        author ?? '',
        createdAt?.toISOString() ?? '',
        changedBy ?? '',
        changedAt?.toISOString() ?? '',
      ]),
  };
}

/** Quotes a value wherever a reader could take it for something else: delimiters, quotes, line ends, white space at its edges. */
function cell(value: string): string {
  return /["\s,;\uFEFF]/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
