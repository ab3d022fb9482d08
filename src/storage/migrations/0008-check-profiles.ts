import { type Kysely, sql } from 'kysely';

/** What a desk wants of each check; of which article a dismissed finding was, so that one whose text has changed can be told. */
const statements = [
  'ALTER TABLE interlinear.desk ADD COLUMN check_profile jsonb',
  `ALTER TABLE interlinear.dismissal
    ADD COLUMN article_name text, ADD COLUMN language text`,
  'CREATE INDEX dismissal_article ON interlinear.dismissal (desk_id, article_name) WHERE article_name IS NOT NULL',
];

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
