import { sql } from 'kysely';
import type { InlineCode } from '../model/article.ts';
import type { Tables } from './database.ts';

/** Units of a memory that changed, and those that are gone. */
export interface MemoryNews {
  /** Ask again from here. */
  revision: number;
  units: { id: string; origin: 'human' | 'mt'; variants: { language: string; text: string; codes: InlineCode[] }[] }[];
  gone: string[];
  /** Whether there is more after `revision`. */
  more: boolean;
}

/**
 * What has changed in a memory since a revision (0 for all of it), for a process that keeps an index of it. Revisions become visible in
 * their order, so nothing is ever missed; a page ends with a whole revision.
 *
 * @param limit about how many units at most
 */
export async function changesSince(tables: Tables, memory: string, since: number, limit = 5000): Promise<MemoryNews> {
  const last = await tables
    .selectFrom('interlinear.memory_unit')
    .select('revision')
    .where('memory_id', '=', memory)
    .where('revision', '>', since)
    .orderBy('revision')
    .offset(limit - 1)
    .limit(1)
    .executeTakeFirst();
  const { revision: newest } = await tables
    .selectFrom('interlinear.memory')
    .select('revision')
    .where('id', '=', memory)
    .executeTakeFirstOrThrow();
  const upTo = last ? Number(last.revision) : Number(newest);
  const { rows } = await sql<MemoryNews['units'][number]>`
    SELECT unit.id, unit.origin,
      (SELECT jsonb_agg(jsonb_build_object('language', language, 'text', text, 'codes', codes) ORDER BY variant.id)
       FROM interlinear.memory_variant AS variant WHERE variant.unit_id = unit.id) AS variants
    FROM interlinear.memory_unit AS unit
    WHERE unit.memory_id = ${memory} AND unit.revision > ${since} AND unit.revision <= ${upTo}
    ORDER BY unit.revision, unit.id`.execute(tables);
  const gone = await tables
    .selectFrom('interlinear.memory_tombstone')
    .select('unit_id')
    .where('memory_id', '=', memory)
    .where('revision', '>', since)
    .where('revision', '<=', upTo)
    .execute();
  return { revision: upTo, units: rows, gone: gone.map((row) => row.unit_id), more: upTo < Number(newest) };
}
