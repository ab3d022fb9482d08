import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gazetteerLanguages } from '../../src/terminology/gazetteer/entity.ts';
import { latin, type Row } from './row.ts';

/** Codes of CLDR that name no territory of the news: unions, test regions, the unknown. */
const noTerritory = new Set(['AC', 'CP', 'CQ', 'DG', 'EA', 'EU', 'EZ', 'IC', 'QO', 'TA', 'UN', 'XA', 'XB', 'ZZ']);

/** Where the short name is the one that news copy uses; elsewhere the short one is an abbreviation. */
const short = new Set(['BA', 'CC', 'HK', 'MM', 'MO', 'PS']);

/** Zones whose exemplar city is an island, a station or a county of an ocean, or is named as such. */
const noCity =
  /^(?:Etc|Antarctica|Arctic)\/|Indiana\/|North_Dakota\/|Kentucky\/|Pacific\/(?:Wallis|Enderbury|Johnston)|Indian\/(?:Chagos|Comoro|Reunion)|Atlantic\/(?:Canary|Faeroe)/;

// biome-ignore lint/suspicious/noExplicitAny: CLDR's JSON has no types of its own.
type Json = any;

/** Countries and territories with a two-letter code, one row each: `TR` with its name in every language of the tables. */
export function territories(main: string): Row[] {
  const rows = new Map<string, Row>();
  for (const language of gazetteerLanguages) {
    const names = read(main, language, 'territories.json', 'localeDisplayNames', 'territories');
    for (const [code, plain] of Object.entries(names)) {
      if (!/^[A-Z]{2}$/.test(code) || noTerritory.has(code)) continue;
      const name = spell((short.has(code) && names[`${code}-alt-short`]) || plain, language);
      if (name) put(rows, code, language, name);
    }
  }
  return [...rows.values()].sort(byId);
}

/** The cities that stand for a time zone, one row each; English names that CLDR leaves out are the zone's own. */
export function cities(main: string): Row[] {
  const rows = new Map<string, Row>();
  for (const language of ['ar', ...latin]) {
    const zones = read(main, language, 'timeZoneNames.json', 'dates', 'timeZoneNames', 'zone');
    for (const [zone, city] of zonesOf(zones, [])) {
      if (noCity.test(zone)) continue;
      const name = city && spell(city, language);
      if (name) put(rows, zone, language, name);
    }
  }
  for (const [zone, { names }] of rows) {
    names.en ??= (zone.split('/').at(-1) ?? '').replaceAll('_', ' ');
    // Where CLDR's root name is right in a language, its file leaves it out.
    for (const language of latin) names[language] ??= names.en;
  }
  return [...rows.values()].sort(byId);
}

function* zonesOf(zones: Json, path: string[]): Generator<[string, string | undefined]> {
  for (const [name, zone] of Object.entries<Json>(zones)) {
    if (zone._type === 'zone' || zone.exemplarCity) yield [[...path, name].join('/'), zone.exemplarCity];
    else if (typeof zone === 'object') yield* zonesOf(zone, [...path, name]);
  }
}

/** News copy writes `and` for CLDR's `&`, straight apostrophes, and nothing in brackets. */
function spell(name: string, language: string): string | undefined {
  const and = { en: 'and', fr: 'et', es: 'y', de: 'und', ca: 'i', ar: 'و' }[language] ?? '';
  const spelled = name.normalize('NFC').replaceAll('&', and).replaceAll('’', "'").replaceAll('\u00A0', ' ');
  return /[()[\],;|]| - /.test(spelled) ? undefined : spelled;
}

function put(rows: Map<string, Row>, id: string, language: string, name: string): void {
  const row = rows.get(id) ?? { id, names: {} };
  row.names[language] = name;
  rows.set(id, row);
}

function read(main: string, language: string, file: string, ...path: string[]): Json {
  const json = JSON.parse(readFileSync(join(main, language, file), 'utf8')).main[language];
  return path.reduce((at, key) => at[key], json);
}

function byId(a: Row, b: Row): number {
  return a.id < b.id ? -1 : 1;
}
