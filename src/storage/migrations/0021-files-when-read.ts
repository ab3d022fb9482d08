import { type Kysely, sql } from 'kysely';

/**
 * When the files of a language, and of a revision as a whole, were written: they are written when somebody first asks for them. Null where they
 * have not been, or not since the language ended anew.
 */
const statements = [
  'ALTER TABLE interlinear.article_language ADD COLUMN written_at timestamptz',
  'ALTER TABLE interlinear.revision ADD COLUMN written_at timestamptz',
];

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
