import { sql } from 'kysely';
import type { Tables } from './database.ts';

/** A text that a person confirmed or put right, beside the one before and the source. */
export interface ReviewedRow {
  language: string;
  before: string;
  after: string;
  sourceLanguage: string | null;
  source: string | null;
}

/** Machines' texts that people confirmed as something else, and given texts that people put right, since an instant; the newest first. */
export async function reviewedTexts(tables: Tables, desk: string, since: Date, limit: number): Promise<ReviewedRow[]> {
  const { rows } = await sql<ReviewedRow>`
    WITH confirmed AS (
      SELECT DISTINCT ON (segment_id, language) segment_id, language, at, target ->> 'text' AS text
      FROM interlinear.target_change
      WHERE desk_id = ${desk} AND act IN ('confirm', 'review', 'finalize') AND at >= ${since}
      ORDER BY segment_id, language, seq DESC),
    changed AS (
      SELECT confirmed.language, machine.text AS before, confirmed.text AS after, segment.language AS "sourceLanguage",
        segment.corrected AS source, confirmed.at
      FROM confirmed
      JOIN interlinear.segment AS segment ON segment.id = confirmed.segment_id
      JOIN LATERAL (
        SELECT target ->> 'text' AS text FROM interlinear.target_change AS first
        WHERE first.segment_id = confirmed.segment_id AND first.language = confirmed.language AND first.act = 'machine'
          AND first.target ->> 'origin' = 'mt' ORDER BY first.seq DESC LIMIT 1) AS machine ON true
      WHERE confirmed.text IS NOT NULL AND machine.text IS NOT NULL AND machine.text <> confirmed.text
      UNION ALL
      SELECT language, text, corrected, NULL, NULL, corrected_at FROM interlinear.segment
      WHERE desk_id = ${desk} AND corrected_version > 0 AND corrected_at >= ${since} AND corrected <> text)
    SELECT language, before, after, "sourceLanguage", source FROM changed ORDER BY at DESC LIMIT ${limit}`.execute(
    tables,
  );
  return rows;
}

/** Wordings that the desk's glossaries have, among these. @returns keys of `wordingKey` */
export async function wordingsInForce(tables: Tables, desk: string, texts: string[]): Promise<Set<string>> {
  if (texts.length === 0) return new Set();
  const rows = await tables
    .selectFrom('interlinear.term')
    .innerJoin('interlinear.glossary', 'interlinear.glossary.id', 'interlinear.term.glossary_id')
    .select(['interlinear.term.language', 'interlinear.term.text'])
    .where('interlinear.glossary.desk_id', '=', desk)
    .where('interlinear.term.status', 'in', ['preferred', 'admitted'])
    .where(sql<boolean>`interlinear.term.text = ANY (${texts}::text[])`)
    .execute();
  return new Set(rows.map(({ language, text }) => wordingKey(language, text)));
}

export function wordingKey(language: string, text: string): string {
  return JSON.stringify([language, text]);
}

/** Proposals that somebody has decided about. */
export async function decidedProposals(tables: Tables, desk: string): Promise<Set<string>> {
  const rows = await tables
    .selectFrom('interlinear.term_decision')
    .select('proposal')
    .where('desk_id', '=', desk)
    .execute();
  return new Set(rows.map(({ proposal }) => proposal));
}

/** Writes down what somebody decided about a proposal; whoever decided first has decided. */
export async function decideProposal(
  tables: Tables,
  desk: string,
  proposal: string,
  accepted: boolean,
  { actor, now }: { actor: string; now: Date },
): Promise<void> {
  await tables
    .insertInto('interlinear.term_decision')
    .values({ desk_id: desk, proposal, accepted, actor, at: now })
    .onConflict((conflict) => conflict.columns(['desk_id', 'proposal']).doNothing())
    .execute();
}
