import { sql } from 'kysely';
import type { Tables } from './database.ts';
import { readUnits } from './memory-reading.ts';
import type { OverwriteRule } from './schema.ts';
import { unitKeys } from './unit-keys.ts';
import { asJson } from './unit-rows.ts';

/**
 * Gives the units of a memory the keys of another rule, page by page, in a transaction that has taken the memory. No unit is lost: of
 * those that would share a key, the one that a person confirmed, then the latest, gets it and is the one that newer units replace; the
 * others stay beside it, keyed by their texts, or by their row where even the texts are the same.
 *
 * @param options.page units read at a time
 */
export async function rekeyUnits(
  transaction: Tables,
  memory: string,
  rule: OverwriteRule,
  options: { page?: number } = {},
): Promise<void> {
  await sql`CREATE TEMPORARY TABLE new_key (unit_id uuid PRIMARY KEY, by_rule text NOT NULL, by_texts text NOT NULL)
    ON COMMIT DROP`.execute(transaction);
  for await (const page of readUnits(transaction, memory, options.page)) {
    const rows = page.map((unit) => ({
      unit_id: unit.id,
      by_rule: unitKeys(unit, rule).unit,
      by_texts: unitKeys(unit, 'never').unit,
    }));
    await sql`INSERT INTO new_key SELECT unit_id, by_rule, by_texts
      FROM json_to_recordset(${asJson(rows)}::json) AS given (unit_id uuid, by_rule text, by_texts text)`.execute(
      transaction,
    );
  }
  await sql`CREATE TEMPORARY TABLE settled_key ON COMMIT DROP AS
    WITH first AS (
      SELECT new_key.*, row_number() OVER (PARTITION BY by_rule ORDER BY origin = 'human' DESC,
        coalesce(changed_at, created_at, '-infinity') DESC, id DESC) = 1 AS leads
      FROM new_key JOIN interlinear.memory_unit AS unit ON unit.id = unit_id),
    wished AS (SELECT unit_id, CASE WHEN leads THEN by_rule ELSE by_texts END AS key FROM first)
    SELECT unit_id, CASE WHEN row_number() OVER (PARTITION BY key ORDER BY unit_id) = 1 THEN key ELSE unit_id::text END AS key
    FROM wished`.execute(transaction);
  // First out of each other's way: no two rows may share a key even between two rows of one statement.
  await sql`UPDATE interlinear.memory_unit SET unit_key = 'moving ' || id::text
    FROM settled_key WHERE settled_key.unit_id = id AND unit_key <> key`.execute(transaction);
  await sql`UPDATE interlinear.memory_unit SET unit_key = key
    FROM settled_key WHERE settled_key.unit_id = id AND unit_key <> key`.execute(transaction);
  await sql`DROP TABLE new_key, settled_key`.execute(transaction);
}
