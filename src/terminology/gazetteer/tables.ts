import { readFileSync } from 'node:fs';
import type { Entity } from './entity.ts';
import { parseTable, type TableKind } from './table.ts';

/** The tables of the package, the most trusted first: that order decides between entities of one spelling. */
export const tables: Record<string, TableKind> = {
  'countries.tsv': { source: 'curated', type: 'country', prefix: 'country' },
  'places.tsv': { source: 'curated', type: 'place', prefix: 'place' },
  'people.tsv': { source: 'curated', type: 'person', prefix: 'person' },
  'bodies.tsv': { source: 'curated', type: 'org', prefix: 'org' },
  'acronyms.tsv': { source: 'curated', type: 'acronym', prefix: 'acronym' },
  'cldr.tsv': { source: 'cldr', type: 'place', prefix: 'cldr' },
  'geonames.tsv': { source: 'geonames', type: 'place', prefix: 'geonames' },
};

let loaded: Entity[] | undefined;

/** Every entity of the gazetteer. Read from the package at the first call and kept: commands that name nothing never pay for it. */
export function gazetteer(): readonly Entity[] {
  loaded ??= join(Object.entries(tables).flatMap(([file, kind]) => parseTable(readData(file), kind)));
  return loaded;
}

/** The text of a data file of the gazetteer. */
export function readData(file: string): string {
  return readFileSync(new URL(`./data/${file}`, import.meta.url), 'utf8');
}

/**
 * Countries stand twice: CLDR has all of them in all languages, the curated table has what the press writes otherwise. One entity is made
 * of both; a curated cell replaces CLDR's.
 */
function join(entities: Entity[]): Entity[] {
  const countries = new Map(entities.filter(({ type }) => type === 'country').map((entity) => [entity.id, entity]));
  return entities.flatMap((entity) => {
    const code = /^cldr:([A-Z]{2})$/.exec(entity.id)?.[1];
    if (!code) return [entity];
    const curated = countries.get(`country:${code}`);
    if (!curated) return [{ ...entity, id: `country:${code}`, type: 'country' as const }];
    for (const [language, forms] of entity.forms) if (!curated.forms.has(language)) curated.forms.set(language, forms);
    return [];
  });
}
