import { type Kysely, sql } from 'kysely';

/**
 * When the files of a language, and of a revision as a whole, were written: they are written when somebody first asks for them. Null where they
 * have not been, or not since the language ended anew.
 */
const statements = [
  'ALTER TABLE interlinear.article_language ADD COLUMN written_at timestamptz',
  'ALTER TABLE interlinear.revision ADD COLUMN written_at timestamptz',
  // A call is claimed before it is made and gets its reply afterwards: with room in its page for that, no index has to learn of it.
  'ALTER TABLE interlinear.engine_call SET (fillfactor = 50)',
];

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
