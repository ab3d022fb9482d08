import { type Expression, type SqlBool, sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { InlineCode } from '../model/article.ts';
import { InterlinearError } from '../model/errors.ts';
import { baseLanguage } from '../model/language.ts';
import type { Tables } from './database.ts';
import { publishRevision, type TextMeasure, takeMemory } from './memory-units.ts';
import { unitKeys } from './unit-keys.ts';

/** Which units of a memory are meant; every condition has to hold. */
export interface UnitSelection {
  /** Text in any language, as it stands. */
  containing?: string;
  author?: string;
  origin?: 'human' | 'mt';
  /** Made before. */
  before?: Date;
  /** Having a text in this language, whatever its region. */
  language?: string;
  /** These rows. */
  ids?: string[];
}

/** A change of many units that can be taken back by its id. */
export interface MemoryChange {
  id: string;
  units: number;
}

/** Who asks for a change, and what for. */
export interface ChangeRequest {
  kind: 'delete' | 'replace' | 'fix';
  actor: string;
  request: object;
}

/** How many units a selection holds. */
export async function countUnits(tables: Tables, memory: string, selection: UnitSelection): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM interlinear.memory_unit AS unit WHERE ${selected(memory, selection)}`.execute(tables);
  return Number(rows[0]?.count ?? 0);
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
    const change = await beginChange(transaction, desk, memory, revision, request, selected(memory, selection), now);
    await sql`INSERT INTO interlinear.memory_tombstone (memory_id, unit_id, revision)
      SELECT ${memory}, unit_id, ${revision} FROM interlinear.memory_change_unit WHERE change_id = ${change.id}
      ON CONFLICT (memory_id, unit_id) DO UPDATE SET revision = excluded.revision`.execute(transaction);
    await sql`DELETE FROM interlinear.memory_unit
      WHERE id IN (SELECT unit_id FROM interlinear.memory_change_unit WHERE change_id = ${change.id})`.execute(
      transaction,
    );
    await publishRevision(transaction, memory, revision);
    return change;
  });
}

/** A text of a unit as it shall be. */
export interface VariantEdit {
  unit: string;
  variant: string;
  text: string;
  codes: InlineCode[];
}

/**
 * Changes texts of units. A unit that would become one that the memory has already stays as it is.
 *
 * @returns the change, and how many units stayed as they are
 */
export async function editVariants(
  tables: Tables,
  desk: string,
  memory: string,
  edits: VariantEdit[],
  request: ChangeRequest,
  measure: TextMeasure,
  now: Date,
): Promise<MemoryChange & { clashing: number }> {
  return tables.transaction().execute(async (transaction) => {
    const { revision, overwrite } = await takeMemory(transaction, memory);
    const byUnit = Map.groupBy(edits, (edit) => edit.unit);
    const rekeyed = new Map<string, { unit: string; content: string }>();
    const units = await transaction
      .selectFrom('interlinear.memory_unit')
      .select(['id', 'origin'])
      .where('memory_id', '=', memory)
      .where('id', 'in', [...byUnit.keys()])
      .execute();
    const variants = Map.groupBy(
      await transaction
        .selectFrom('interlinear.memory_variant')
        .select(['id', 'unit_id', 'language', 'text', 'codes', 'previous_key as previous', 'next_key as next'])
        .where('unit_id', 'in', [...byUnit.keys()])
        .orderBy('id')
        .execute(),
      (variant) => variant.unit_id,
    );
    const taken = new Set<string>();
    for (const unit of units) {
      const edited = (variants.get(unit.id) ?? []).map((variant) => ({
        ...variant,
        ...byUnit.get(unit.id)?.find((edit) => edit.variant === variant.id),
      }));
      const keys = unitKeys({ origin: unit.origin, variants: edited }, overwrite);
      if (taken.has(keys.unit)) continue;
      taken.add(keys.unit);
      rekeyed.set(unit.id, keys);
    }
    const clashes = await transaction
      .selectFrom('interlinear.memory_unit')
      .select(['id', 'unit_key'])
      .where('memory_id', '=', memory)
      .where('unit_key', 'in', [...taken])
      .execute();
    for (const [id, keys] of rekeyed)
      if (clashes.some((clash) => clash.unit_key === keys.unit && clash.id !== id)) rekeyed.delete(id);
    const ids = [...rekeyed.keys()];
    const change = await beginChange(transaction, desk, memory, revision, request, selected(memory, { ids }), now);
    for (const [id, keys] of rekeyed) {
      await transaction
        .updateTable('interlinear.memory_unit')
        .set({
          unit_key: keys.unit,
          content_hash: keys.content,
          changed_by: request.actor,
          changed_at: now,
          revision,
        })
        .where('id', '=', id)
        .execute();
      for (const edit of byUnit.get(id) ?? [])
        await transaction
          .updateTable('interlinear.memory_variant')
          .set({
            text: edit.text,
            codes: JSON.stringify(edit.codes),
            text_key: measure.key(edit.text),
            text_length: measure.length(edit.text),
          })
          .where('id', '=', edit.variant)
          .where('unit_id', '=', id)
          .execute();
    }
    if (ids.length > 0) await publishRevision(transaction, memory, revision);
    return { ...change, clashing: byUnit.size - ids.length };
  });
}

/**
 * Takes a change back. A unit that was changed again since, or whose place another one has taken, stays as it is now.
 *
 * @returns the memory's name and how many units are as they were before
 * @throws InterlinearError `memory.change-unknown` {id} where this desk made no such change or has taken it back already
 */
export async function undoChange(
  tables: Tables,
  desk: string,
  id: string,
  now: Date,
): Promise<{ memory: string; restored: number; of: number }> {
  const known = /^[0-9a-f-]{36}$/i.test(id)
    ? await tables
        .selectFrom('interlinear.memory_change as change')
        .innerJoin('interlinear.memory as memory', 'memory.id', 'change.memory_id')
        .select(['change.memory_id as memory', 'change.units', 'change.revision', 'memory.name'])
        .where('change.id', '=', id)
        .where('change.desk_id', '=', desk)
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

/** Records a change and puts the units aside as they are. */
async function beginChange(
  transaction: Tables,
  desk: string,
  memory: string,
  revision: number,
  { kind, actor, request }: ChangeRequest,
  where: Expression<SqlBool>,
  now: Date,
): Promise<MemoryChange> {
  const id = newId();
  await transaction
    .insertInto('interlinear.memory_change')
    .values({
      id,
      desk_id: desk,
      memory_id: memory,
      kind,
      actor,
      request: JSON.stringify(request),
      units: 0,
      revision,
      at: now,
    })
    .execute();
  const { numAffectedRows } = await sql`INSERT INTO interlinear.memory_change_unit (change_id, unit_id, unit, variants)
    SELECT ${id}, unit.id, to_jsonb(unit),
      (SELECT coalesce(jsonb_agg(to_jsonb(variant) ORDER BY variant.id), '[]')
       FROM interlinear.memory_variant AS variant WHERE variant.unit_id = unit.id)
    FROM interlinear.memory_unit AS unit WHERE ${where}`.execute(transaction);
  const units = Number(numAffectedRows ?? 0);
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
  return { id, units };
}

function selected(memory: string, selection: UnitSelection): Expression<SqlBool> {
  const { containing, author, origin, before, language, ids } = selection;
  const conditions = [sql<SqlBool>`unit.memory_id = ${memory}`];
  if (ids) conditions.push(sql`unit.id = ANY (${ids}::uuid[])`);
  if (author !== undefined) conditions.push(sql`unit.author = ${author}`);
  if (origin !== undefined) conditions.push(sql`unit.origin = ${origin}`);
  if (before !== undefined) conditions.push(sql`unit.created_at < ${before}`);
  const hasVariant = (condition: Expression<SqlBool>) =>
    sql<SqlBool>`EXISTS (SELECT 1 FROM interlinear.memory_variant AS variant WHERE variant.unit_id = unit.id AND ${condition})`;
  if (containing !== undefined) conditions.push(hasVariant(sql`strpos(variant.text, ${containing}) > 0`));
  if (language !== undefined) conditions.push(hasVariant(sql`variant.base_language = ${baseLanguage(language)}`));
  return sql.join(conditions, sql` AND `) as unknown as Expression<SqlBool>;
}
