import { type RawBuilder, sql } from 'kysely';
import { InterlinearError } from '../model/errors.ts';
import type { Tables } from './database.ts';

/** What a desk adds to whatever is submitted to it. */
export interface SubmissionDefaults {
  /** Name of its house style. */
  houseStyle: string;
  /** The glossaries that it keeps, the oldest first: they are in force for every submission. */
  glossaries: { id: string; name: string }[];
}

/** They as one column of a statement that reads `desk`: who asks and what the desk adds are then found out together. */
export const defaultsOfDesk: RawBuilder<SubmissionDefaults> = sql`jsonb_build_object('houseStyle', desk.house_style, 'glossaries',
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name) ORDER BY created_at, id), '[]')
        FROM interlinear.glossary WHERE desk_id = desk.id AND kind = 'named'))`;

/** Reads them in one statement. @throws InterlinearError `desk.unknown` where the desk is gone */
export async function submissionDefaults(tables: Tables, desk: string): Promise<SubmissionDefaults> {
  const { rows } = await sql<{ defaults: SubmissionDefaults }>`
    SELECT ${defaultsOfDesk} AS defaults FROM interlinear.desk AS desk WHERE id = ${desk}`.execute(tables);
  const [row] = rows;
  if (!row) throw new InterlinearError('desk.unknown', { name: desk, known: '' });
  return row.defaults;
}

/** A desk to which somebody may submit. */
export interface SubmissionDesk {
  id: string;
  name: string;
  defaults: SubmissionDefaults;
}

/** All desks, in the order in which they were made, each with what it adds. */
export async function submissionDesks(tables: Tables): Promise<SubmissionDesk[]> {
  const { rows } = await sql<SubmissionDesk>`
    SELECT id, name, ${defaultsOfDesk} AS defaults FROM interlinear.desk AS desk ORDER BY id`.execute(tables);
  return rows;
}
