import { sql } from 'kysely';
import type { Tables } from './database.ts';
import { dayStart } from './desk-budget.ts';

/** What an engine has cost a desk. Money is in the currency of its price. */
export interface EngineCosts {
  engine: string;
  /** Calls that were answered, one a segment, and their characters. */
  calls: number;
  characters: number;
  spent: number;
  spentToday: number;
  /** Calls that the ledger answered, and what they would have cost. */
  reused: number;
  savedByLedger: number;
  /** Characters a second over all answered calls of one batch at a time; null where nothing is known. */
  charactersPerSecond: number | null;
}

/** Segments that the memory answered, and their characters. */
export interface MemorySavings {
  segments: number;
  characters: number;
}

/** What engines have cost a desk since its first call, dearest first, and what its memories have answered instead. */
export async function engineCosts(
  tables: Tables,
  desk: string,
  now: Date,
): Promise<{ engines: EngineCosts[]; memory: MemorySavings }> {
  const { rows } = await sql<{
    engine: string;
    calls: string;
    characters: string;
    spent: number;
    today: number;
    reused: string;
    saved: number;
    rate: number | null;
  }>`
    WITH answered AS (
      SELECT call.*, call.created_at >= ${dayStart(now)} AS is_today
      FROM interlinear.engine_call AS call JOIN interlinear.desk AS desk ON desk.id = call.desk_id
      WHERE call.desk_id = ${desk} AND call.reply IS NOT NULL),
    batches AS (
      SELECT engine, sum(characters) AS characters,
        extract(epoch FROM max(answered_at) - min(created_at)) AS seconds
      FROM answered WHERE answered_at IS NOT NULL GROUP BY engine, claimed_by)
    SELECT engine, count(*) AS calls, sum(characters) AS characters, sum(cost) AS spent,
      coalesce(sum(cost) FILTER (WHERE is_today), 0) AS today, sum(reuses) AS reused, sum(cost * reuses) AS saved,
      (SELECT (sum(batches.characters) / nullif(sum(batches.seconds), 0))::double precision
       FROM batches WHERE batches.engine = answered.engine) AS rate
    FROM answered GROUP BY engine ORDER BY sum(cost) DESC, engine`.execute(tables);
  const memory = await tables
    .selectFrom('interlinear.translation as translation')
    .innerJoin('interlinear.segment as segment', 'segment.id', 'translation.segment_id')
    .select(({ fn }) => [
      fn.countAll<string>().as('segments'),
      sql<string | null>`sum(length(coalesce(segment.corrected, segment.text)))`.as('characters'),
    ])
    .where('translation.desk_id', '=', desk)
    .where('translation.origin', '=', 'memory')
    .where('translation.sub_state', 'in', ['interlinear:exact', 'interlinear:repaired'])
    .executeTakeFirstOrThrow();
  return {
    engines: rows.map((row) => ({
      engine: row.engine,
      calls: Number(row.calls),
      characters: Number(row.characters),
      spent: Number(row.spent),
      spentToday: Number(row.today),
      reused: Number(row.reused),
      savedByLedger: Number(row.saved),
      charactersPerSecond: row.rate === null ? null : Number(row.rate),
    })),
    memory: { segments: Number(memory.segments), characters: Number(memory.characters ?? 0) },
  };
}
