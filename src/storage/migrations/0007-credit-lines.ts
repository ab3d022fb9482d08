import { type Kysely, sql } from 'kysely';

/** What a desk prints for the credit lines of agencies, by language and publisher. */
const statements = [
  `CREATE TABLE interlinear.credit_line (
    id uuid PRIMARY KEY,
    desk_id uuid NOT NULL REFERENCES interlinear.desk (id),
    publisher text NOT NULL,
    publisher_key text NOT NULL,
    language text NOT NULL,
    credit text NOT NULL,
    credit_key text NOT NULL CHECK (credit_key <> ''),
    wording text NOT NULL CHECK (wording <> ''),
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL,
    UNIQUE (desk_id, publisher_key, language, credit_key)
  )`,
];

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
