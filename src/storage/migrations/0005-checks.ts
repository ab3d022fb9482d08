import { type Kysely, sql } from 'kysely';

/** Findings that a reviewer of a desk has dismissed, each for as long as the texts it was made about stay as they are. */
const statements = [
  `CREATE TABLE interlinear.dismissal (
    id uuid PRIMARY KEY,
    desk_id uuid NOT NULL REFERENCES interlinear.desk (id),
    check_id text NOT NULL,
    message_key text NOT NULL,
    side text NOT NULL CHECK (side IN ('source', 'target')),
    texts_key text NOT NULL,
    span_start integer NOT NULL CHECK (span_start >= 0),
    span_end integer NOT NULL CHECK (span_end >= span_start),
    text text NOT NULL,
    reason text NOT NULL CHECK (reason <> ''),
    actor text NOT NULL,
    at timestamptz NOT NULL,
    UNIQUE (desk_id, texts_key, check_id, message_key, side, span_start, span_end)
  )`,
];

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
