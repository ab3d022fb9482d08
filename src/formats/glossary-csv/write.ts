import type { Concept, Term } from '../../model/term.ts';
import type { GlossaryWriter } from '../glossary.ts';

const yes = (value: boolean | undefined) => (value === undefined ? '' : value ? 'yes' : 'no');

/** Columns of the long layout beyond those that every file has, each with how its value is written. */
const extras: Record<string, (term: Term, concept: Concept) => string> = {
  'part-of-speech': ({ partOfSpeech }) => partOfSpeech ?? '',
  case: ({ caseRule }) => caseRule ?? '',
  inflection: ({ inflection }) => yes(inflection),
  'do-not-translate': (_, { doNotTranslate }) => (doNotTranslate ? 'yes' : ''),
  forbidden: ({ forbidden }) => (forbidden ? 'yes' : ''),
  source: ({ source }) => source ?? '',
  'valid-from': ({ validFrom }) => validFrom ?? '',
  'valid-to': ({ validTo }) => validTo ?? '',
  styles: ({ styles }) => styles?.join('|') ?? '',
};

/**
 * Writes concepts as CSV in the long layout (RFC 4180, comma, LF): what readGlossaryCsv reads back under the same name is equal, for
 * concepts that have an id, a term, and no empty wordings. A concept without terms has no row; a column that nobody uses is left out.
 */
export function writeGlossaryCsv(concepts: Concept[]): string {
  const used = Object.keys(extras).filter((column) =>
    concepts.some((concept) => concept.terms.some((term) => extras[column]?.(term, concept) !== '')),
  );
  const writer = csvWriter(',', used);
  return writer.start() + concepts.map((concept) => writer.concept(concept)).join('') + writer.end();
}

/** Writes the long layout concept by concept. Nothing is ever dropped. */
export function csvWriter(delimiter: string, columns: string[] = Object.keys(extras)): GlossaryWriter {
  const line = (cells: string[]) => csvLine(cells, delimiter);
  return {
    dropped: new Map(),
    start: () => line(['concept', 'language', 'term', 'status', 'kind', 'domain', 'note', ...columns]),
    concept: (concept) =>
      concept.terms
        .map((term) =>
          line([
            concept.id,
            term.language,
            term.text,
            term.status,
            term.kind,
            concept.domain ?? '',
            term.note ?? '',
            ...columns.map((column) => extras[column]?.(term, concept) ?? ''),
          ]),
        )
        .join(''),
    end: () => '',
  };
}

/** One record, with its line end. */
export function csvLine(cells: string[], delimiter: string): string {
  return `${cells.map(cell).join(delimiter)}\n`;
}

/** Quotes a value wherever a reader could take it for something else: delimiters, quotes, line ends, white space at its edges. */
function cell(value: string): string {
  return /["\s,;\uFEFF]/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
