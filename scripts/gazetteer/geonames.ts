import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gazetteerLanguages } from '../../src/terminology/gazetteer/entity.ts';
import type { Curated } from './curated.ts';
import { drop } from './doubtful.ts';
import { readMo } from './mo.ts';
import { spellName } from './place-name.ts';
import { latin, type Row } from './row.ts';

/**
 * The rows of GeoNames that a newsroom needs: places that another language calls otherwise than English, and namesakes that make such a
 * name ambiguous. Places that are known already, countries, and names that say only what kind of place it is are left out.
 */
export function places(folder: string, known: Curated): Row[] {
  const rows = readRows(folder);
  const kept = rows.filter((row) => differs(row) && !known.has(row));
  const foreign = new Set(kept.flatMap(({ names }) => latin.map((language) => names[language] ?? '')));
  const namesakes = rows.filter((row) => !differs(row) && !known.has(row) && foreign.has(row.names.en ?? ''));
  return [...kept, ...namesakes].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function readRows(folder: string): Row[] {
  const rows = new Map<string, Row>();
  for (const language of gazetteerLanguages) {
    const catalogue = readMo(readFileSync(join(folder, language, 'LC_MESSAGES/geonames.mo')));
    for (const [id, name] of catalogue) {
      // Two capitals alone are a country's code: those are CLDR's.
      if (/^[A-Z]{2}$/.test(id)) continue;
      const spelled = spellName(name, language);
      if (!spelled) continue;
      const row = rows.get(id) ?? { id, names: {} };
      row.names[language] = spelled;
      rows.set(id, row);
    }
  }
  return [...rows.values()].filter(({ names }) => names.en).map(drop);
}

/** Whether French, Spanish, German or Catalan calls the place otherwise than English does. */
function differs({ names }: Row): boolean {
  return latin.some((language) => names[language] !== undefined && names[language] !== names.en);
}
