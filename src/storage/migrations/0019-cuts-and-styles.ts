import { type Kysely, sql } from 'kysely';

/** What became of splits and merges when an article came again, and house styles that a desk brings itself. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  // Those that a revision took over, with what was read there, and those whose text was another one.
  'ALTER TABLE interlinear.revision ADD COLUMN cuts jsonb',

  // The table as it came, for people to take it up again, and the rules that were read from it.
  `CREATE TABLE interlinear.house_style (
    desk_id uuid NOT NULL REFERENCES interlinear.desk (id) ON DELETE CASCADE, name text NOT NULL, content text NOT NULL,
    rules jsonb NOT NULL, version integer NOT NULL DEFAULT 1, updated_by text NOT NULL, updated_at timestamptz NOT NULL,
    PRIMARY KEY (desk_id, name))`,
];
