import { sql } from 'kysely';
import {
  beginChange,
  type ChangeRequest,
  deleteAside,
  endChange,
  type MemoryChange,
  setAside,
} from './bulk-changes.ts';
import type { Tables } from './database.ts';
import { takeMemory } from './memory-units.ts';

/**
 * Units that say nothing that another one does not say, with the one that says it. Two units say the same where source and targets are
 * the same but for spacing, with the same codes in the same places. Units of different places in an article both stay, for in-context
 * matches live on them; one without a place goes where there is one with a place. A person's unit stays before the machine's, then the
 * newest; a person's never goes for a machine's.
 */
function redundant(memory: string) {
  return sql`
    SELECT unit_id, keeper FROM (
      SELECT unit_id, CASE WHEN previous_key IS NULL
        THEN first_value(unit_id) OVER (PARTITION BY texts
          ORDER BY human DESC, previous_key IS NOT NULL DESC, age DESC, unit_id DESC)
        ELSE first_value(unit_id) OVER (PARTITION BY texts, previous_key, next_key
          ORDER BY human DESC, age DESC, unit_id DESC) END AS keeper
      FROM (
        SELECT unit.id AS unit_id, unit.origin = 'human' AS human,
          coalesce(unit.changed_at, unit.created_at, '-infinity') AS age, source.previous_key, source.next_key, source.texts
        FROM interlinear.memory_unit AS unit JOIN (
          SELECT unit_id, min(previous_key) FILTER (WHERE place = 1) AS previous_key,
            min(next_key) FILTER (WHERE place = 1) AS next_key,
            sha256(convert_to(string_agg(said, E'\\n' ORDER BY place > 1, said COLLATE "C"), 'UTF8')) AS texts
          FROM (
            SELECT variant.unit_id, variant.previous_key, variant.next_key,
              row_number() OVER (PARTITION BY variant.unit_id ORDER BY variant.id) AS place,
              concat_ws(' ', variant.language, variant.text_key, CASE WHEN variant.codes <> '[]' THEN
                (SELECT string_agg(concat_ws(' ', code ->> 'kind', code ->> 'at', code ->> 'data'), E'\\n' ORDER BY place)
                 FROM jsonb_array_elements(variant.codes) WITH ORDINALITY AS codes (code, place)) END) AS said
            FROM interlinear.memory_variant AS variant WHERE variant.memory_id = ${memory}) AS placed
          GROUP BY unit_id) AS source ON source.unit_id = unit.id
        WHERE unit.memory_id = ${memory}) AS aged) AS ranked
    WHERE unit_id <> keeper`;
}

/** How many units `mergeUnits` would take away. */
export async function countRedundant(tables: Tables, memory: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM (${redundant(memory)}) AS merged`.execute(
    tables,
  );
  return Number(rows[0]?.count ?? 0);
}

/**
 * Merges units that say the same: one stays, with the uses of all and the properties that it lacked. Can be taken back as a whole.
 *
 * @returns the change, and how many units went; undefined where every unit says something of its own
 */
export async function mergeUnits(
  tables: Tables,
  desk: string,
  memory: string,
  request: ChangeRequest,
  now: Date,
): Promise<(MemoryChange & { merged: number }) | undefined> {
  return tables.transaction().execute(async (transaction) => {
    const { revision } = await takeMemory(transaction, memory);
    await sql`CREATE TEMPORARY TABLE merged_unit ON COMMIT DROP AS ${redundant(memory)}`.execute(transaction);
    const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM merged_unit`.execute(transaction);
    const merged = Number(rows[0]?.count ?? 0);
    if (merged > 0) {
      const change = await beginChange(transaction, desk, memory, revision, request, now);
      await setAside(
        transaction,
        change,
        sql`unit.id IN (SELECT unit_id FROM merged_unit UNION SELECT keeper FROM merged_unit)`,
      );
      await sql`UPDATE interlinear.memory_unit AS unit SET
          usage_count = unit.usage_count + gone.uses, used_at = greatest(unit.used_at, gone.used_at),
          tuid = coalesce(unit.tuid, gone.tuid), article = coalesce(unit.article, gone.article),
          quality = coalesce(unit.quality, gone.quality), properties = gone.properties || unit.properties, revision = ${revision}
        FROM (
          SELECT keeper, sum(other.usage_count)::integer AS uses, max(other.used_at) AS used_at, max(other.tuid) AS tuid,
            max(other.article) AS article, max(other.quality) AS quality,
            (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM (
              SELECT DISTINCT ON (each.key) each.key, each.value
              FROM merged_unit AS same JOIN interlinear.memory_unit AS one ON one.id = same.unit_id, jsonb_each(one.properties) AS each
              WHERE same.keeper = pairs.keeper ORDER BY each.key, one.id) AS firsts) AS properties
          FROM merged_unit AS pairs JOIN interlinear.memory_unit AS other ON other.id = pairs.unit_id
          GROUP BY keeper) AS gone
        WHERE unit.id = gone.keeper`.execute(transaction);
      await deleteAside(transaction, change, sql`SELECT unit_id FROM merged_unit`);
      const done = await endChange(transaction, change);
      await sql`DROP TABLE merged_unit`.execute(transaction);
      return { ...done, merged };
    }
    await sql`DROP TABLE merged_unit`.execute(transaction);
    return undefined;
  });
}
