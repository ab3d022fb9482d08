import { type Kysely, sql } from 'kysely';

/** Whether a desk lets embargoed articles out; the words of machine translations beside those of their sources. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  'ALTER TABLE interlinear.desk ADD COLUMN sends_embargoed boolean NOT NULL DEFAULT false',
  'ALTER TABLE interlinear.translation ADD COLUMN alignment jsonb',
];
