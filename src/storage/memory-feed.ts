import { type RawBuilder, sql } from 'kysely';
import type { FedUnit, IndexedPair, MemoryFeed } from '../model/ports.ts';
import type { Tables } from './database.ts';

/** Units of a page: some hundredths of a second on the embedded database, which answers nothing else meanwhile. */
const PAGE = 2000;

interface Row {
  id: string;
  origin: 'human' | 'mt';
  revision: number | string;
  changed: Date | null;
  texts: FedUnit['texts'] | null;
  targets: string[] | null;
}

/**
 * The units of memories, for the indexes of this process.
 *
 * Revisions become visible in their order (see takeMemory), and every change of a unit gives it a later one or leaves a tombstone: a
 * process that applies all changes after a revision it has reached misses none.
 */
export function memoryFeed(tables: Tables, page = PAGE): MemoryFeed {
  return {
    async revisions(memories) {
      if (memories.length === 0) return new Map();
      const rows = await tables
        .selectFrom('interlinear.memory')
        .select(['id', 'revision'])
        .where(sql<boolean>`id = ANY (${memories}::uuid[])`)
        .execute();
      return new Map(rows.map(({ id, revision }) => [id, Number(revision)]));
    },
    async *everything(memory, pair) {
      await gatherStatistics(tables);
      let last = '00000000-0000-0000-0000-000000000000';
      for (;;) {
        const rows = await unitRows(
          tables,
          pair,
          sql`unit.memory_id = ${memory} AND unit.id > ${last}`,
          sql`unit.id`,
          page,
        );
        if (rows.length > 0) yield rows.map(fedUnit);
        if (rows.length < page) return;
        last = (rows.at(-1) as Row).id;
      }
    },
    async *changes(memory, pair, { after, upTo }) {
      const gone = await tables
        .selectFrom('interlinear.memory_tombstone')
        .select('unit_id')
        .where('memory_id', '=', memory)
        .where('revision', '>', after)
        .where('revision', '<=', upTo)
        .execute();
      if (gone.length > 0) yield { gone: gone.map((row) => row.unit_id), units: [] };
      let place = sql`unit.revision > ${after}`;
      for (;;) {
        const where = sql`unit.memory_id = ${memory} AND unit.revision <= ${upTo} AND ${place}`;
        const rows = await unitRows(tables, pair, where, sql`unit.revision, unit.id`, page);
        if (rows.length > 0) yield { gone: [], units: rows.map(fedUnit) };
        const last = rows.at(-1);
        if (!last || rows.length < page) return;
        place = sql`(unit.revision, unit.id) > (${last.revision}, ${last.id})`;
      }
    },
  };
}

/** Tables of fewer pages are read quickly whatever the plan. */
const FEW_PAGES = 50;

/**
 * Has the database look at the memories where they have more than doubled since it last did. The embedded one never looks by itself, and
 * without knowing how large a memory is it sorts all of it for every page.
 */
async function gatherStatistics(tables: Tables): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    SELECT oid::regclass::text AS name FROM pg_class
    WHERE oid IN ('interlinear.memory_unit'::regclass, 'interlinear.memory_variant'::regclass)
      AND pg_relation_size(oid) / current_setting('block_size')::integer > 2 * greatest(relpages, 0) + ${FEW_PAGES}`.execute(
    tables,
  );
  for (const { name } of rows) await sql`ANALYZE ${sql.raw(name)}`.execute(tables);
}

/** Units with their texts in the language of the index; those that have none, or no translation, are there without texts. */
async function unitRows(
  tables: Tables,
  { from, to }: IndexedPair,
  where: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
  limit: number,
): Promise<Row[]> {
  // A unit has two languages or more: what is translated into any need not be looked for.
  const targets = to
    ? sql`(SELECT array_agg(DISTINCT language) FROM interlinear.memory_variant AS variant
        WHERE variant.unit_id = unit.id AND variant.base_language = ${to})`
    : sql`ARRAY[]::text[]`;
  const { rows } = await sql<Row>`
    SELECT unit.id, unit.origin, unit.revision, coalesce(unit.changed_at, unit.created_at) AS changed, ${targets} AS targets,
      (SELECT jsonb_agg(jsonb_build_object('language', language, 'text', text, 'codes', codes) ORDER BY variant.id)
       FROM interlinear.memory_variant AS variant
       WHERE variant.unit_id = unit.id AND variant.base_language = ${from}) AS texts
    FROM interlinear.memory_unit AS unit WHERE ${where} ORDER BY ${order} LIMIT ${limit}`.execute(tables);
  return rows;
}

function fedUnit({ id, origin, changed, texts, targets }: Row): FedUnit {
  return {
    id,
    origin,
    ...(changed ? { changedAt: new Date(changed) } : {}),
    texts: targets ? (texts ?? []) : [],
    targets: targets ?? [],
  };
}
