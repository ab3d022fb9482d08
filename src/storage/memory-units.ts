import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { InlineCode, Role } from '../model/article.ts';
import { baseLanguage, type LanguageTag } from '../model/language.ts';
import type { Tables } from './database.ts';
import type { OverwriteRule, UnitProperties } from './schema.ts';
import { unitKeys } from './unit-keys.ts';

/** Rows a statement takes at most: 65,535 parameters are PostgreSQL's limit, and a unit has twenty. */
const ROWS = 1000;

/** One text of a unit on its way into a memory. */
export interface NewVariant {
  language: LanguageTag;
  text: string;
  codes: InlineCode[];
  /** Hashes of the texts around it: `''` at the edge of an article; absent or null where nobody knows. */
  previous?: string | null;
  next?: string | null;
  role?: Role;
  properties?: UnitProperties;
}

/** A unit on its way into a memory: one meaning in two or more languages, the source first. */
export interface NewUnit {
  tuid?: string;
  origin: 'human' | 'mt';
  status?: string;
  quality?: number;
  author?: string;
  createdAt?: Date;
  changedBy?: string;
  changedAt?: Date;
  usageCount?: number;
  usedAt?: Date;
  article?: string;
  properties?: UnitProperties;
  variants: NewVariant[];
}

/** How the memory stage sees a text: its key for exact lookup, and its length in the measure of that stage. */
export interface TextMeasure {
  key(text: string): string;
  length(text: string): number;
}

/** What became of a unit. `older`: the memory has a newer one in its place, or one that a person confirmed. */
export type UnitFate = 'new' | 'same' | 'overwritten' | 'older';

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

interface Keyed {
  index: number;
  unit: NewUnit;
  keys: { unit: string; content: string };
}

/** Units with one key go one after the other: a statement cannot touch a row twice. */
function rounds(units: NewUnit[], rule: OverwriteRule): Keyed[][] {
  const rounds: Keyed[][] = [];
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
  { memory, owner, revision }: { memory: string; owner: string; revision: number },
  keyed: Keyed[],
  measure: TextMeasure,
  fates: UnitFate[],
  { latest = false }: { latest?: boolean },
): Promise<void> {
  const rows = keyed.map(({ unit, keys }) => ({
    id: newId(),
    desk_id: owner,
    memory_id: memory,
    unit_key: keys.unit,
    content_hash: keys.content,
    tuid: unit.tuid ?? null,
    origin: unit.origin,
    status: unit.status ?? null,
    quality: unit.quality ?? null,
    author: unit.author ?? null,
    created_at: unit.createdAt ?? null,
    changed_by: unit.changedBy ?? null,
    changed_at: unit.changedAt ?? null,
    usage_count: unit.usageCount ?? 0,
    used_at: unit.usedAt ?? null,
    article: unit.article ?? null,
    properties: JSON.stringify(unit.properties ?? {}),
    revision,
  }));
  const age = (table: string) =>
    sql`coalesce(${sql.ref(`${table}.changed_at`)}, ${sql.ref(`${table}.created_at`)}, '-infinity')`;
  const written = await transaction
    .insertInto('interlinear.memory_unit')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['memory_id', 'unit_key'])
        .doUpdateSet((update) => ({
          content_hash: update.ref('excluded.content_hash'),
          // A unit without a name of its own keeps the one it had.
          tuid: sql<string | null>`coalesce(excluded.tuid, interlinear.memory_unit.tuid)`,
          origin: update.ref('excluded.origin'),
          status: update.ref('excluded.status'),
          quality: update.ref('excluded.quality'),
          changed_by: sql<string | null>`coalesce(excluded.changed_by, excluded.author)`,
          changed_at: sql<Date | null>`coalesce(excluded.changed_at, excluded.created_at)`,
          article: sql<string | null>`coalesce(excluded.article, interlinear.memory_unit.article)`,
          properties: update.ref('excluded.properties'),
          revision: update.ref('excluded.revision'),
        }))
        .where('interlinear.memory_unit.content_hash', '<>', sql<string>`excluded.content_hash`)
        .where((where) =>
          where.not(
            where.and([
              where('interlinear.memory_unit.origin', '=', 'human'),
              sql<boolean>`excluded.origin <> 'human'`,
            ]),
          ),
        )
        .where(
          latest
            ? sql<boolean>`${age('excluded')} >= ${age('interlinear.memory_unit')}`
            : sql<boolean>`${age('excluded')} > ${age('interlinear.memory_unit')}`,
        ),
    )
    .returning(['id', 'unit_key', sql<boolean>`(xmax = 0)`.as('inserted')])
    .execute();
  const byKey = new Map(written.map((row) => [row.unit_key, row]));
  const overwritten = written.filter((row) => !row.inserted).map((row) => row.id);
  if (overwritten.length > 0)
    await transaction.deleteFrom('interlinear.memory_variant').where('unit_id', 'in', overwritten).execute();
  const variants = keyed.flatMap(({ unit, keys }) => {
    const row = byKey.get(keys.unit);
    return row ? variantRows({ desk_id: owner, memory_id: memory, unit_id: row.id }, unit.variants, measure) : [];
  });
  for (let at = 0; at < variants.length; at += ROWS)
    await transaction
      .insertInto('interlinear.memory_variant')
      .values(variants.slice(at, at + ROWS))
      .execute();
  const untouched = keyed.filter(({ keys }) => !byKey.has(keys.unit));
  const present = new Map<string, string>();
  if (untouched.length > 0) {
    const found = await transaction
      .selectFrom('interlinear.memory_unit')
      .select(['unit_key', 'content_hash'])
      .where('memory_id', '=', memory)
      .where(
        'unit_key',
        'in',
        untouched.map(({ keys }) => keys.unit),
      )
      .execute();
    for (const row of found) present.set(row.unit_key, row.content_hash);
  }
  for (const { index, keys } of keyed) {
    const row = byKey.get(keys.unit);
    if (row) fates[index] = row.inserted ? 'new' : 'overwritten';
    else fates[index] = present.get(keys.unit) === keys.content ? 'same' : 'older';
  }
}

/** Rows of a unit's texts; ids grow, so that ordering by them gives the source first. */
export function variantRows(
  owner: { desk_id: string; memory_id: string; unit_id: string },
  variants: NewVariant[],
  measure: TextMeasure,
) {
  return variants.map((variant) => ({
    id: newId(),
    ...owner,
    language: variant.language,
    base_language: baseLanguage(variant.language),
    text: variant.text,
    codes: JSON.stringify(variant.codes),
    text_key: measure.key(variant.text),
    text_length: measure.length(variant.text),
    previous_key: variant.previous ?? null,
    next_key: variant.next ?? null,
    role: variant.role ?? null,
    properties: JSON.stringify(variant.properties ?? {}),
  }));
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
