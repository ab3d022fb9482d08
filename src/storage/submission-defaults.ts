import { sql } from 'kysely';
import { InterlinearError } from '../model/errors.ts';
import type { Tables } from './database.ts';

/** What a desk adds to whatever is submitted to it. */
export interface SubmissionDefaults {
  /** Name of its house style. */
  houseStyle: string;
  /** The glossaries that it keeps, the oldest first: they are in force for every submission. */
  glossaries: { id: string; name: string }[];
}

/** Reads them in one statement, for every submission asks. @throws InterlinearError `desk.unknown` where the desk is gone */
export async function submissionDefaults(tables: Tables, desk: string): Promise<SubmissionDefaults> {
  const { rows } = await sql<SubmissionDefaults>`
    SELECT house_style AS "houseStyle",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name) ORDER BY created_at, id), '[]')
        FROM interlinear.glossary WHERE desk_id = desk.id AND kind = 'named') AS glossaries
    FROM interlinear.desk AS desk WHERE id = ${desk}`.execute(tables);
  const [row] = rows;
  if (!row) throw new InterlinearError('desk.unknown', { name: desk, known: '' });
  return row;
}
