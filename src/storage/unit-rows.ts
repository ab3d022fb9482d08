import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { baseLanguage } from '../model/language.ts';
import type { NewUnit, NewVariant } from '../model/memory-unit.ts';
import type { Tables } from './database.ts';

export type { NewUnit, NewVariant } from '../model/memory-unit.ts';

/** How the memory stage sees a text: its key for exact look-ups. */
export interface TextMeasure {
  key(text: string): string;
}

/** Whose rows they are. */
export interface UnitOwner {
  memory: string;
  /** The desk that owns the memory. */
  owner: string;
  /** The memory's revision that the rows carry. */
  revision: number;
}

/** A unit with its keys: see unit-keys.ts. */
export interface KeyedUnit {
  unit: NewUnit;
  keys: { unit: string; content: string };
}

/** A row that was written: new, or in the place of an older one. */
export interface WrittenUnit {
  id: string;
  unit_key: string;
  inserted: boolean;
}

/**
 * Writes the rows of units, no key twice among them. Rows travel as one JSON parameter: a statement with thousands of parameters is
 * several times slower to build and to read than the rows are to write.
 *
 * @param options.latest units of the same time take the place of those that are there
 */
export async function writeUnits(
  transaction: Tables,
  { memory, owner, revision }: UnitOwner,
  units: KeyedUnit[],
  { latest = false }: { latest?: boolean },
): Promise<WrittenUnit[]> {
  const rows = units.map(({ unit, keys }) => ({
    id: newId(),
    unit_key: keys.unit,
    content_hash: keys.content,
    tuid: unit.tuid,
    origin: unit.origin,
    status: unit.status,
    quality: unit.quality,
    author: unit.author,
    created_at: unit.createdAt,
    changed_by: unit.changedBy,
    changed_at: unit.changedAt,
    usage_count: unit.usageCount ?? 0,
    used_at: unit.usedAt,
    article: unit.article,
    properties: unit.properties ?? {},
  }));
  const age = (table: string) => `coalesce(${table}.changed_at, ${table}.created_at, '-infinity')`;
  const newer = sql.raw(`${age('excluded')} ${latest ? '>=' : '>'} ${age('present')}`);
  const { rows: written } = await sql<WrittenUnit>`
    INSERT INTO interlinear.memory_unit AS present (
      id, desk_id, memory_id, unit_key, content_hash, tuid, origin, status, quality, author, created_at, changed_by, changed_at,
      usage_count, used_at, article, properties, revision)
    SELECT id, ${owner}::uuid, ${memory}::uuid, unit_key, content_hash, tuid, origin, status, quality, author, created_at, changed_by,
      changed_at, usage_count, used_at, article, properties, ${revision}::bigint
    FROM json_to_recordset(${asJson(rows)}::json) AS given (
      id uuid, unit_key text, content_hash text, tuid text, origin text, status text, quality integer, author text,
      created_at timestamptz, changed_by text, changed_at timestamptz, usage_count integer, used_at timestamptz, article text,
      properties jsonb)
    ON CONFLICT (memory_id, unit_key) DO UPDATE SET
      content_hash = excluded.content_hash,
      -- A unit without a name of its own keeps the one it had.
      tuid = coalesce(excluded.tuid, present.tuid),
      origin = excluded.origin,
      status = excluded.status,
      quality = excluded.quality,
      changed_by = coalesce(excluded.changed_by, excluded.author),
      changed_at = coalesce(excluded.changed_at, excluded.created_at),
      article = coalesce(excluded.article, present.article),
      properties = excluded.properties,
      revision = excluded.revision
    WHERE present.content_hash <> excluded.content_hash
      AND NOT (present.origin = 'human' AND excluded.origin <> 'human')
      AND ${newer}
    RETURNING present.id, present.unit_key, (present.xmax = 0) AS inserted`.execute(transaction);
  return written;
}

/** Writes the texts of units; ids grow, so that ordering by them gives the source first. */
export async function writeVariants(
  transaction: Tables,
  { memory, owner }: Pick<UnitOwner, 'memory' | 'owner'>,
  units: { id: string; variants: NewVariant[] }[],
  measure: TextMeasure,
): Promise<void> {
  const rows = units.flatMap(({ id, variants }) =>
    variants.map((variant) => ({
      id: newId(),
      unit_id: id,
      language: variant.language,
      base_language: baseLanguage(variant.language),
      text: variant.text,
      codes: variant.codes,
      text_key: measure.key(variant.text),
      previous_key: variant.previous,
      next_key: variant.next,
      role: variant.role,
      properties: variant.properties ?? {},
    })),
  );
  if (rows.length === 0) return;
  await sql`
    INSERT INTO interlinear.memory_variant (
      id, desk_id, memory_id, unit_id, language, base_language, text, codes, text_key, previous_key, next_key, role,
      properties)
    SELECT id, ${owner}::uuid, ${memory}::uuid, unit_id, language, base_language, text, codes, text_key, previous_key,
      next_key, role, properties
    FROM json_to_recordset(${asJson(rows)}::json) AS given (
      id uuid, unit_id uuid, language text, base_language text, text text, codes jsonb, text_key text,
      previous_key text, next_key text, role text, properties jsonb)`.execute(transaction);
}

/** Rows as PostgreSQL reads them: half a surrogate pair, which is no character, would have it refuse them all. */
export function asJson(rows: object[]): string {
  const json = JSON.stringify(rows);
  if (!json.includes('\\ud')) return json;
  return JSON.stringify(rows, (_, value) => (typeof value === 'string' ? value.toWellFormed() : value));
}
