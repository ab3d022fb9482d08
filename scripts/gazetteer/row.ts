import { gazetteerLanguages } from '../../src/terminology/gazetteer/entity.ts';

/** A row of a generated table: at most one name a language. */
export interface Row {
  id: string;
  names: Partial<Record<string, string>>;
}

/** The languages written in Latin letters, which can be mistaken for each other. */
export const latin = gazetteerLanguages.filter((language) => language !== 'ar');

/** The text of a table: notes, the columns' names, rows. */
export function tableOf(notes: string[], rows: Row[]): string {
  const head = [...notes.map((note) => `# ${note}`), ['id', ...gazetteerLanguages].join('\t')];
  const lines = rows.map(({ id, names }) =>
    [id, ...gazetteerLanguages.map((language) => names[language] ?? '')].join('\t'),
  );
  return `${[...head, ...lines].join('\n')}\n`;
}
