import { sql } from 'kysely';
import type { InlineCode } from '../model/article.ts';
import type { Tables } from './database.ts';

/** What an engine made of a segment. */
export interface MachineText {
  text: string;
  codes: InlineCode[];
  /** Null where it was not recorded. */
  engine: string | null;
}

/**
 * The newest machine translation in the history of each target, through all revisions in which the source's text was the same. All of them are
 * read at once: what 2,000 segments need is one statement.
 *
 * @returns by segment; those that no machine has translated are absent
 */
export async function machineTexts(
  tables: Tables,
  desk: string,
  language: string,
  segments: string[],
): Promise<Map<string, MachineText>> {
  if (segments.length === 0) return new Map();
  const { rows } = await sql<MachineText & { segment: string }>`
    WITH RECURSIVE same AS (
      SELECT id AS segment, id, previous_id, text, language FROM interlinear.segment
      WHERE desk_id = ${desk} AND id = ANY (${segments}::uuid[])
      UNION ALL
      SELECT same.segment, before.id, before.previous_id, before.text, before.language FROM interlinear.segment AS before
      JOIN same ON same.previous_id = before.id AND same.text = before.text AND same.language = before.language)
    SELECT DISTINCT ON (same.segment) same.segment, change.target ->> 'text' AS text, change.target -> 'codes' AS codes,
      change.target ->> 'engine' AS engine
    FROM same JOIN interlinear.target_change AS change ON change.segment_id = same.id AND change.language = ${language}
    WHERE change.target ->> 'origin' = 'mt' AND change.target ->> 'text' IS NOT NULL
    ORDER BY same.segment, change.seq DESC`.execute(tables);
  return new Map(rows.map(({ segment, ...machine }) => [segment, machine]));
}
