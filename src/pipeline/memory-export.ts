import { memoryCsv } from '../formats/memory-csv/write.ts';
import { tmxEnd, tmxStart, tmxUnit } from '../formats/tmx/write.ts';
import type { LanguageTag } from '../model/language.ts';
import type { StoredUnit } from '../model/memory-unit.ts';
import type { MemoryFormat } from './memory-import.ts';
import { tmxOfUnit } from './tmx-units.ts';

/**
 * Units as a file, piece by piece.
 *
 * @param pages units in order, a page at a time
 * @param about.languages the columns of CSV and TSV
 */
export async function* exportUnits(
  format: MemoryFormat,
  pages: AsyncIterable<StoredUnit[]>,
  about: { toolVersion: string; now: Date; languages: LanguageTag[] },
): AsyncGenerator<string> {
  const { toolVersion, now, languages } = about;
  const table = memoryCsv(format === 'tsv' ? '\t' : ',', languages);
  yield format === 'tmx' ? tmxStart({ toolVersion, createdAt: now }) : table.start();
  for await (const page of pages)
    yield page.map((unit) => (format === 'tmx' ? tmxUnit(tmxOfUnit(unit), now) : table.unit(unit))).join('');
  if (format === 'tmx') yield tmxEnd;
}
