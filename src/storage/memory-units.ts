import { sql } from 'kysely';
import type { UnitFate } from '../model/memory-unit.ts';
import type { Tables } from './database.ts';
import type { OverwriteRule } from './schema.ts';
import { unitKeys } from './unit-keys.ts';
import {
  type KeyedUnit,
  type NewUnit,
  type TextMeasure,
  type UnitOwner,
  writeUnits,
  writeVariants,
} from './unit-rows.ts';

/** Units that one statement takes at most, so that its rows stay some megabytes. */
const ROWS = 1000;

export type { UnitFate } from '../model/memory-unit.ts';
export type { NewUnit, NewVariant, TextMeasure } from './unit-rows.ts';

/**
 * Takes the memory for this transaction's changes: the lock orders all writers of a memory, so that revisions become visible in their
 * order and no two processes add the same unit.
 *
 * @returns the revision that the changes will carry, and the rule for units with the same source
 */
export async function takeMemory(
  transaction: Tables,
  memory: string,
): Promise<{ revision: number; overwrite: OverwriteRule; owner: string }> {
  const row = await transaction
    .selectFrom('interlinear.memory')
    .select(['revision', 'overwrite', 'desk_id'])
    .where('id', '=', memory)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { revision: Number(row.revision) + 1, overwrite: row.overwrite, owner: row.desk_id };
}

/** Makes the changes of a revision known to those who catch up. */
export async function publishRevision(transaction: Tables, memory: string, revision: number): Promise<void> {
  await transaction.updateTable('interlinear.memory').set({ revision }).where('id', '=', memory).execute();
}

/**
 * Adds units to a memory, in one transaction: a unit that is there already stays as it is; one with the same source takes the place of
 * the old one, or stands beside it, by the memory's rule. Machine text never takes the place of a person's, nor an older unit of a newer.
 *
 * @param options.latest the units are decisions made now: they also win against units of the same time
 * @returns the fate of each unit, in order
 */
export async function addUnits(
  tables: Tables,
  memory: string,
  units: NewUnit[],
  measure: TextMeasure,
  options: { latest?: boolean } = {},
): Promise<UnitFate[]> {
  if (units.length === 0) return [];
  const act = async (transaction: Tables) => {
    const { revision, overwrite, owner } = await takeMemory(transaction, memory);
    const fates: UnitFate[] = new Array(units.length).fill('same');
    for (const round of rounds(units, overwrite))
      for (let at = 0; at < round.length; at += ROWS)
        await addRound(transaction, { memory, owner, revision }, round.slice(at, at + ROWS), measure, fates, options);
    if (fates.some((fate) => fate === 'new' || fate === 'overwritten'))
      await publishRevision(transaction, memory, revision);
    return fates;
  };
  return tables.isTransaction ? act(tables) : tables.transaction().execute(act);
}

interface Placed extends KeyedUnit {
  index: number;
}

/** Units with one key go one after the other: a statement cannot touch a row twice. */
function rounds(units: NewUnit[], rule: OverwriteRule): Placed[][] {
  const rounds: Placed[][] = [];
  const seen = new Map<string, number>();
  for (const [index, unit] of units.entries()) {
    const keys = unitKeys(unit, rule);
    const round = seen.get(keys.unit) ?? 0;
    seen.set(keys.unit, round + 1);
    rounds[round] ??= [];
    rounds[round].push({ index, unit, keys });
  }
  return rounds;
}

async function addRound(
  transaction: Tables,
  owner: UnitOwner,
  units: Placed[],
  measure: TextMeasure,
  fates: UnitFate[],
  options: { latest?: boolean },
): Promise<void> {
  const written = await writeUnits(transaction, owner, units, options);
  const byKey = new Map(written.map((row) => [row.unit_key, row]));
  const overwritten = written.filter((row) => !row.inserted).map((row) => row.id);
  if (overwritten.length > 0)
    await transaction.deleteFrom('interlinear.memory_variant').where('unit_id', 'in', overwritten).execute();
  const withTexts = units.flatMap(({ unit, keys }) => {
    const row = byKey.get(keys.unit);
    return row ? [{ id: row.id, variants: unit.variants }] : [];
  });
  await writeVariants(transaction, owner, withTexts, measure);
  const untouched = units.filter(({ keys }) => !byKey.has(keys.unit));
  const present = new Map<string, string>();
  if (untouched.length > 0) {
    const { rows } = await sql<{ unit_key: string; content_hash: string }>`
      SELECT unit_key, content_hash FROM interlinear.memory_unit
      WHERE memory_id = ${owner.memory}
        AND unit_key IN (SELECT json_array_elements_text(${JSON.stringify(untouched.map(({ keys }) => keys.unit))}::json))`.execute(
      transaction,
    );
    for (const row of rows) present.set(row.unit_key, row.content_hash);
  }
  for (const { index, keys } of units) {
    const row = byKey.get(keys.unit);
    if (row) fates[index] = row.inserted ? 'new' : 'overwritten';
    else fates[index] = present.get(keys.unit) === keys.content ? 'same' : 'older';
  }
}

/** Counts units as taken over into an article. It is no change of the units: nobody has to catch up with it. */
export async function countUse(tables: Tables, units: string[], now: Date): Promise<void> {
  if (units.length === 0) return;
  const ids = [...new Set(units)];
  await tables
    .updateTable('interlinear.memory_unit')
    .set({ usage_count: sql`usage_count + 1`, used_at: now })
    .where('id', 'in', ({ selectFrom }) =>
      // In one order everywhere, so that two batches cannot wait for each other crosswise.
      selectFrom('interlinear.memory_unit').select('id').where('id', 'in', ids).orderBy('id').forUpdate(),
    )
    .execute();
}
