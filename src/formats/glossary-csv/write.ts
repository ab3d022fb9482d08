import type { Concept } from '../../model/term.ts';

const columns = ['concept', 'language', 'term', 'status', 'kind', 'domain', 'note'] as const;

/**
 * Writes concepts as CSV in the long layout (RFC 4180, comma, LF): what readGlossaryCsv reads back under the same name is equal, for
 * concepts that have an id, a term, and no empty wordings. A concept without terms has no row.
 */
export function writeGlossaryCsv(concepts: Concept[]): string {
  const rows: string[][] = [[...columns]];
  for (const { id, domain, terms } of concepts) {
    for (const term of terms) {
      rows.push([id, term.language, term.text, term.status, term.kind, domain ?? '', term.note ?? '']);
    }
  }
  return `${rows.map((row) => row.map(cell).join(',')).join('\n')}\n`;
}

/** Quotes a value wherever a reader could take it for something else: delimiters, quotes, line ends, white space at its edges. */
function cell(value: string): string {
  return /["\s,;\uFEFF]/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
