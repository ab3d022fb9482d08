import { type Kysely, sql } from 'kysely';

/** What people settle at the desk's screens: views of the inbox that they keep, and what became of terms that reviews propose. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const owned = 'desk_id uuid NOT NULL REFERENCES interlinear.desk (id) ON DELETE CASCADE';

const statements = [
  // Filters under a name: one person's own, at one desk, in whatever browser they sign in.
  `CREATE TABLE interlinear.saved_view (
    id uuid PRIMARY KEY, ${owned}, actor text NOT NULL, name text NOT NULL, filters jsonb NOT NULL, updated_at timestamptz NOT NULL,
    UNIQUE (desk_id, actor, name))`,

  // Proposals themselves are found anew in the history of targets; only what somebody decided is kept.
  `CREATE TABLE interlinear.term_decision (
    ${owned}, proposal text NOT NULL, accepted boolean NOT NULL, actor text NOT NULL, at timestamptz NOT NULL,
    PRIMARY KEY (desk_id, proposal))`,
];
