import { sql } from 'kysely';
import type { StoredUnit } from '../model/memory-unit.ts';
import type { Tables } from './database.ts';

export type { StoredUnit, StoredVariant } from '../model/memory-unit.ts';

/** Units read at a time. */
const PAGE = 500;

/** Before every unit. */
const BEGINNING = '00000000-0000-0000-0000-000000000000';

/**
 * All units of a memory in the order in which they came, a page at a time, so that a memory of any size fits.
 *
 * @param size units in a page
 */
export async function* readUnits(
  tables: Tables,
  memory: string,
  size = PAGE,
  ids?: string[],
): AsyncGenerator<StoredUnit[]> {
  let after = BEGINNING;
  for (;;) {
    const units = await unitsAfter(tables, memory, { after, limit: size, ...(ids ? { ids } : {}) });
    if (units.length > 0) yield units;
    if (units.length < size) return;
    after = units.at(-1)?.id ?? after;
  }
}

/**
 * Some units of a memory in the order in which they came.
 *
 * @param range.after the id of the unit before them; absent: from the first one
 * @param range.containing text in any language, as it stands
 * @param range.ids only these
 */
export async function unitsAfter(
  tables: Tables,
  memory: string,
  range: { after?: string; limit: number; containing?: string; ids?: string[] },
): Promise<StoredUnit[]> {
  const { after = BEGINNING, limit, containing, ids } = range;
  const rows = await tables
    .selectFrom('interlinear.memory_unit')
    .select([
      'id',
      'tuid',
      'origin',
      'status',
      'quality',
      'author',
      'created_at as createdAt',
      'changed_by as changedBy',
      'changed_at as changedAt',
      'usage_count as usageCount',
      'used_at as usedAt',
      'article',
      'properties',
    ])
    .where('memory_id', '=', memory)
    .where('id', '>', after)
    .$if(ids !== undefined, (query) => query.where('id', 'in', ids as string[]))
    .$if(containing !== undefined, (query) => query.where(selectedText(containing as string)))
    .orderBy('id')
    .limit(limit)
    .execute();
  if (rows.length === 0) return [];
  const variants = Map.groupBy(
    await tables
      .selectFrom('interlinear.memory_variant')
      .select(['id', 'unit_id', 'language', 'text', 'codes', 'role', 'properties'])
      .select(['previous_key as previous', 'next_key as next'])
      .where(
        'unit_id',
        'in',
        rows.map((row) => row.id),
      )
      .orderBy('id')
      .execute(),
    (variant) => variant.unit_id,
  );
  return rows.map((row) => ({
    ...row,
    variants: (variants.get(row.id) ?? []).map(({ unit_id: _, ...variant }) => variant),
  }));
}

/** Units with a text in any language. */
function selectedText(containing: string) {
  return sql<boolean>`EXISTS (SELECT 1 FROM interlinear.memory_variant AS variant
    WHERE variant.unit_id = interlinear.memory_unit.id AND strpos(variant.text, ${containing}) > 0)`;
}

/** The languages that there are texts in, those with the most first. */
export async function memoryLanguages(tables: Tables, memories: string[]): Promise<string[]> {
  if (memories.length === 0) return [];
  const rows = await tables
    .selectFrom('interlinear.memory_variant')
    .select('language')
    .where('memory_id', 'in', memories)
    .groupBy('language')
    .orderBy(({ fn }) => fn.countAll(), 'desc')
    .orderBy('language')
    .execute();
  return rows.map(({ language }) => language);
}

/** What is in a memory. */
export interface MemoryStatistics {
  units: number;
  confirmed: number;
  machine: number;
  /** Units that were taken over into an article at least once, and how often in all. */
  used: number;
  uses: number;
  first: Date | null;
  last: Date | null;
  languages: { language: string; texts: number; characters: number }[];
}

export async function memoryStatistics(tables: Tables, memory: string): Promise<MemoryStatistics> {
  const { rows } = await sql<Omit<MemoryStatistics, 'languages'>>`
    SELECT count(*) AS units, count(*) FILTER (WHERE origin = 'human') AS confirmed,
      count(*) FILTER (WHERE origin <> 'human') AS machine, count(*) FILTER (WHERE usage_count > 0) AS used,
      coalesce(sum(usage_count), 0) AS uses, min(created_at) AS first, max(coalesce(changed_at, created_at)) AS last
    FROM interlinear.memory_unit WHERE memory_id = ${memory}`.execute(tables);
  const languages = await sql<MemoryStatistics['languages'][number]>`
    SELECT language, count(*) AS texts, sum(length(text)) AS characters
    FROM interlinear.memory_variant WHERE memory_id = ${memory}
    GROUP BY language ORDER BY count(*) DESC, language`.execute(tables);
  const row = rows[0];
  return {
    units: Number(row?.units ?? 0),
    confirmed: Number(row?.confirmed ?? 0),
    machine: Number(row?.machine ?? 0),
    used: Number(row?.used ?? 0),
    uses: Number(row?.uses ?? 0),
    first: row?.first ?? null,
    last: row?.last ?? null,
    languages: languages.rows.map(({ language, texts, characters }) => ({
      language,
      texts: Number(texts),
      characters: Number(characters),
    })),
  };
}
