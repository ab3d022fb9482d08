import { type Kysely, sql } from 'kysely';

/**
 * Glossaries that a desk keeps under a name and adds to, beside those that are handed in with a run; what else is known of a wording; the
 * folded text that searches look in.
 */
const statements = [
  `ALTER TABLE interlinear.glossary
    ADD COLUMN kind text NOT NULL DEFAULT 'file', ADD COLUMN revision integer NOT NULL DEFAULT 0,
    ALTER COLUMN content_key DROP NOT NULL`,
  `CREATE UNIQUE INDEX glossary_name ON interlinear.glossary (desk_id, name) WHERE kind = 'named'`,
  `ALTER TABLE interlinear.term ADD COLUMN details jsonb NOT NULL DEFAULT '{}'`,
  'CREATE INDEX term_concept ON interlinear.term (glossary_id, concept)',
];

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
