import { type Expression, type SqlBool, sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { InterlinearError } from '../model/errors.ts';
import type { Tables } from './database.ts';
import { publishRevision, takeMemory } from './memory-units.ts';
import { selected, type UnitSelection } from './unit-selection.ts';

/** A change of many units that can be taken back by its id. */
export interface MemoryChange {
  id: string;
  units: number;
}

/** Who asks for a change, and what for. */
export interface ChangeRequest {
  kind: 'delete' | 'replace' | 'fix' | 'dedupe';
  actor: string;
  request: object;
}

/** Deletes the units of a selection. They are kept aside until the memory itself goes: `undoChange` brings them back. */
export async function deleteUnits(
  tables: Tables,
  desk: string,
  memory: string,
  selection: UnitSelection,
  request: ChangeRequest,
  now: Date,
): Promise<MemoryChange> {
  return tables.transaction().execute(async (transaction) => {
    const { revision } = await takeMemory(transaction, memory);
    const change = await beginChange(transaction, desk, memory, revision, request, now);
    await setAside(transaction, change, selected(memory, selection));
    const all = sql`SELECT unit_id FROM interlinear.memory_change_unit WHERE change_id = ${change.id}`;
    await deleteAside(transaction, change, all);
    return endChange(transaction, change);
  });
}

/**
 * Takes a change back. A unit that was changed again since, or whose place another one has taken, stays as it is now.
 *
 * @param memory where given, the change must be one of this memory
 * @returns the memory's name and how many units are as they were before
 * @throws InterlinearError `memory.change-unknown` {id} where this desk made no such change or has taken it back already
 */
export async function undoChange(
  tables: Tables,
  desk: string,
  id: string,
  now: Date,
  memory?: string,
): Promise<{ memory: string; restored: number; of: number }> {
  const known = /^[0-9a-f-]{36}$/i.test(id)
    ? await tables
        .selectFrom('interlinear.memory_change as change')
        .innerJoin('interlinear.memory as memory', 'memory.id', 'change.memory_id')
        .select(['change.memory_id as memory', 'change.units', 'change.revision', 'memory.name'])
        .where('change.id', '=', id)
        .where('change.desk_id', '=', desk)
        .$if(memory !== undefined, (query) => query.where('change.memory_id', '=', memory as string))
        .executeTakeFirst()
    : undefined;
  if (!known) throw new InterlinearError('memory.change-unknown', { id });
  return tables.transaction().execute(async (transaction) => {
    const { revision } = await takeMemory(transaction, known.memory);
    const claimed = await transaction
      .updateTable('interlinear.memory_change')
      .set({ undone_at: now })
      .where('id', '=', id)
      .where('undone_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (!claimed) throw new InterlinearError('memory.change-unknown', { id });
    // What is still as the change left it goes, to come back as it was.
    await sql`DELETE FROM interlinear.memory_unit
      WHERE revision = ${known.revision}
        AND id IN (SELECT unit_id FROM interlinear.memory_change_unit WHERE change_id = ${id})`.execute(transaction);
    const { rows } = await sql<{ id: string }>`
      INSERT INTO interlinear.memory_unit
      SELECT (jsonb_populate_record(NULL::interlinear.memory_unit, unit)).*
      FROM interlinear.memory_change_unit WHERE change_id = ${id}
      ON CONFLICT DO NOTHING RETURNING id`.execute(transaction);
    const restored = rows.map((row) => row.id);
    if (restored.length > 0) {
      await sql`INSERT INTO interlinear.memory_variant
        SELECT (jsonb_populate_record(NULL::interlinear.memory_variant, variant)).*
        FROM interlinear.memory_change_unit, jsonb_array_elements(variants) AS variant
        WHERE change_id = ${id} AND unit_id = ANY (${restored}::uuid[])`.execute(transaction);
      await sql`UPDATE interlinear.memory_unit SET revision = ${revision} WHERE id = ANY (${restored}::uuid[])`.execute(
        transaction,
      );
      await sql`DELETE FROM interlinear.memory_tombstone
        WHERE memory_id = ${known.memory} AND unit_id = ANY (${restored}::uuid[])`.execute(transaction);
    }
    // What could not come back and is there no more is gone for those who catch up.
    await sql`INSERT INTO interlinear.memory_tombstone (memory_id, unit_id, revision)
      SELECT ${known.memory}, unit_id, ${revision} FROM interlinear.memory_change_unit AS changed
      WHERE change_id = ${id} AND NOT EXISTS (SELECT 1 FROM interlinear.memory_unit AS unit WHERE unit.id = changed.unit_id)
      ON CONFLICT (memory_id, unit_id) DO UPDATE SET revision = excluded.revision`.execute(transaction);
    await publishRevision(transaction, known.memory, revision);
    return { memory: known.name, restored: restored.length, of: known.units };
  });
}

/** A change that is being made, in a transaction that has taken the memory. */
export interface OpenChange {
  id: string;
  desk: string;
  memory: string;
  /** The revision that everything it changes carries: by it undoing sees what was changed again since. */
  revision: number;
  request: ChangeRequest;
  now: Date;
  units: number;
}

/** Records a change. */
export async function beginChange(
  transaction: Tables,
  desk: string,
  memory: string,
  revision: number,
  request: ChangeRequest,
  now: Date,
): Promise<OpenChange> {
  const id = newId();
  await transaction
    .insertInto('interlinear.memory_change')
    .values({
      id,
      desk_id: desk,
      memory_id: memory,
      kind: request.kind,
      actor: request.actor,
      request: JSON.stringify(request.request),
      units: 0,
      revision,
      at: now,
    })
    .execute();
  return { id, desk, memory, revision, request, now, units: 0 };
}

/** Puts units aside as they are, before they are changed; may be called again for others. */
export async function setAside(transaction: Tables, change: OpenChange, where: Expression<SqlBool>): Promise<void> {
  const { numAffectedRows } = await sql`INSERT INTO interlinear.memory_change_unit (change_id, unit_id, unit, variants)
    SELECT ${change.id}, unit.id, to_jsonb(unit),
      (SELECT coalesce(jsonb_agg(to_jsonb(variant) ORDER BY variant.id), '[]')
       FROM interlinear.memory_variant AS variant WHERE variant.unit_id = unit.id)
    FROM interlinear.memory_unit AS unit WHERE ${where}`.execute(transaction);
  change.units += Number(numAffectedRows ?? 0);
}

/** Says how much was changed, in the audit too, and makes it known to those who catch up. */
export async function endChange(transaction: Tables, change: OpenChange): Promise<MemoryChange> {
  const { id, desk, memory, revision, units, now } = change;
  const { kind, actor, request } = change.request;
  await transaction.updateTable('interlinear.memory_change').set({ units }).where('id', '=', id).execute();
  await transaction
    .insertInto('interlinear.audit')
    .values({
      id: newId(),
      desk_id: desk,
      actor,
      act: `memory.${kind}`,
      subject: id,
      before: null,
      after: JSON.stringify({ memory, units, request }),
      at: now,
    })
    .execute();
  await publishRevision(transaction, memory, revision);
  return { id, units };
}

/** Deletes units that the change has put aside, and leaves word of it for those who catch up. */
export async function deleteAside(transaction: Tables, change: OpenChange, units: Expression<unknown>): Promise<void> {
  await sql`INSERT INTO interlinear.memory_tombstone (memory_id, unit_id, revision)
    SELECT ${change.memory}, unit_id, ${change.revision} FROM interlinear.memory_change_unit
    WHERE change_id = ${change.id} AND unit_id IN (${units})
    ON CONFLICT (memory_id, unit_id) DO UPDATE SET revision = excluded.revision`.execute(transaction);
  await sql`DELETE FROM interlinear.memory_unit WHERE id IN (
    SELECT unit_id FROM interlinear.memory_change_unit
    WHERE change_id = ${change.id} AND unit_id IN (${units}))`.execute(transaction);
}
