/**
 * Makes the gazetteer's generated tables anew: src/terminology/gazetteer/data/cldr.tsv from the npm packages cldr-localenames-full and
 * cldr-dates-full, geonames.tsv from the Debian package libgeonames-common. Both are fetched into a temporary folder; nothing is installed.
 * The curated tables are left as they are. Needs npm, apt-get and dpkg-deb (Debian or Ubuntu).
 *
 * Usage: node scripts/gazetteer.ts [--to FOLDER]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parseTable } from '../src/terminology/gazetteer/table.ts';
import { cities, territories } from './gazetteer/cldr.ts';
import { Curated } from './gazetteer/curated.ts';
import { fetchSources } from './gazetteer/fetch.ts';
import { places } from './gazetteer/geonames.ts';
import { type Row, tableOf } from './gazetteer/row.ts';

const cldrVersion = '48.2.0';

const data = fileURLToPath(new URL('../src/terminology/gazetteer/data/', import.meta.url));
const { values } = parseArgs({ options: { to: { type: 'string', default: data } } });

using sources = fetchSources(cldrVersion);
const curated = new Curated([
  ...parseTable(readFileSync(join(data, 'places.tsv'), 'utf8'), { source: 'curated', type: 'place', prefix: 'place' }),
  ...parseTable(readFileSync(join(data, 'countries.tsv'), 'utf8'), {
    source: 'curated',
    type: 'country',
    prefix: 'country',
  }),
]);

const countryRows = territories(sources.cldrNames);
const cityRows = curated.without(cities(sources.cldrDates));
write(
  'cldr.tsv',
  [
    `source: Unicode CLDR ${cldrVersion} (npm cldr-localenames-full, cldr-dates-full): territories and exemplar cities`,
    'licence: Unicode-3.0',
  ],
  [...countryRows, ...cityRows],
);

const known = curated.and([...countryRows, ...cityRows]);
write(
  'geonames.tsv',
  [
    `source: GeoNames, www.geonames.org (Debian libgeonames-common ${sources.geonamesVersion}): alternate names, filtered`,
    'licence: CC-BY-4.0',
  ],
  places(sources.geonames, known),
);

function write(name: string, notes: string[], rows: Row[]): void {
  const text = tableOf([...notes, 'Made by scripts/gazetteer.ts: changes made here by hand are lost.'], rows);
  writeFileSync(join(values.to, name), text);
  process.stdout.write(`${name}: ${rows.length} rows, ${Math.round(Buffer.byteLength(text) / 1024)} kB\n`);
}
