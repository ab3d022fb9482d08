import { sql } from 'kysely';
import type { InlineCode } from '../model/article.ts';
import {
  beginChange,
  type ChangeRequest,
  endChange,
  type MemoryChange,
  type OpenChange,
  setAside,
} from './bulk-changes.ts';
import type { Tables } from './database.ts';
import { readUnits, type StoredUnit } from './memory-reading.ts';
import { takeMemory } from './memory-units.ts';
import type { OverwriteRule } from './schema.ts';
import { unitKeys } from './unit-keys.ts';
import { asJson, type TextMeasure } from './unit-rows.ts';
import { selected } from './unit-selection.ts';

/** A text of a unit as it shall be. */
export interface VariantEdit {
  variant: string;
  text: string;
  codes: InlineCode[];
}

/** What came of changing texts. */
export interface TextsChanged extends MemoryChange {
  /** Units that stayed as they were, for the memory has the changed ones already. */
  clashing: number;
}

/**
 * Changes texts of a whole memory, page by page and in one transaction: all of it or nothing, under one number. A unit that would become
 * one that the memory has already stays as it is. Nothing is recorded where nothing is to be changed.
 *
 * @param edit what is to be changed in a unit
 * @param options.page units read at a time
 * @param options.ids only these units
 */
export async function editTexts(
  tables: Tables,
  desk: string,
  memory: string,
  edit: (unit: StoredUnit) => VariantEdit[],
  request: ChangeRequest,
  measure: TextMeasure,
  now: Date,
  options: { page?: number; ids?: string[] } = {},
): Promise<TextsChanged | undefined> {
  return tables.transaction().execute(async (transaction) => {
    const { revision, overwrite } = await takeMemory(transaction, memory);
    let change: OpenChange | undefined;
    let clashing = 0;
    for await (const page of readUnits(transaction, memory, options.page, options.ids)) {
      const edited = page.flatMap((unit) => {
        const edits = edit(unit);
        return edits.length > 0 ? [{ unit, edits }] : [];
      });
      if (edited.length === 0) continue;
      change ??= await beginChange(transaction, desk, memory, revision, request, now);
      const fitting = await withoutClashes(transaction, memory, edited, overwrite);
      clashing += edited.length - fitting.length;
      await setAside(transaction, change, selected(memory, { ids: fitting.map(({ unit }) => unit.id) }));
      await write(transaction, change, fitting, measure);
    }
    return change && { ...(await endChange(transaction, change)), clashing };
  });
}

interface EditedUnit {
  unit: StoredUnit;
  edits: VariantEdit[];
}

interface RekeyedUnit extends EditedUnit {
  keys: { unit: string; content: string };
}

async function withoutClashes(
  transaction: Tables,
  memory: string,
  edited: EditedUnit[],
  overwrite: OverwriteRule,
): Promise<RekeyedUnit[]> {
  const byKey = new Map<string, RekeyedUnit>();
  for (const { unit, edits } of edited) {
    const variants = unit.variants.map((variant) => ({
      ...variant,
      ...edits.find((one) => one.variant === variant.id),
    }));
    const keys = unitKeys({ origin: unit.origin, variants }, overwrite);
    if (!byKey.has(keys.unit)) byKey.set(keys.unit, { unit, edits, keys });
  }
  const { rows } = await sql<{ id: string; unit_key: string }>`
    SELECT id, unit_key FROM interlinear.memory_unit
    WHERE memory_id = ${memory} AND unit_key = ANY (${[...byKey.keys()]}::text[])`.execute(transaction);
  for (const { id, unit_key } of rows) if (byKey.get(unit_key)?.unit.id !== id) byKey.delete(unit_key);
  return [...byKey.values()];
}

async function write(
  transaction: Tables,
  { revision, now, request }: OpenChange,
  units: RekeyedUnit[],
  measure: TextMeasure,
): Promise<void> {
  if (units.length === 0) return;
  const keys = units.map(({ unit, keys }) => ({ id: unit.id, unit_key: keys.unit, content_hash: keys.content }));
  await sql`UPDATE interlinear.memory_unit AS unit
    SET unit_key = given.unit_key, content_hash = given.content_hash, changed_by = ${request.actor}, changed_at = ${now},
      revision = ${revision}
    FROM json_to_recordset(${asJson(keys)}::json) AS given (id uuid, unit_key text, content_hash text)
    WHERE unit.id = given.id`.execute(transaction);
  const texts = units.flatMap(({ unit, edits }) =>
    edits.map(({ variant, text, codes }) => ({
      id: variant,
      unit_id: unit.id,
      text,
      codes,
      text_key: measure.key(text),
    })),
  );
  await sql`UPDATE interlinear.memory_variant AS variant
    SET text = given.text, codes = given.codes, text_key = given.text_key
    FROM json_to_recordset(${asJson(texts)}::json)
      AS given (id uuid, unit_id uuid, text text, codes jsonb, text_key text)
    WHERE variant.id = given.id AND variant.unit_id = given.unit_id`.execute(transaction);
}
