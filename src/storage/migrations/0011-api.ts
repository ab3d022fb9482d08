import { type Kysely, sql } from 'kysely';

/** What systems hand in: keys that make a repeated request one job, articles by address, metadata; targets that two people edit at once. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const owned = 'desk_id uuid NOT NULL REFERENCES interlinear.desk (id) ON DELETE CASCADE';

const statements = [
  'ALTER TABLE interlinear.job ADD COLUMN name text, ADD COLUMN callback_url text, ADD COLUMN created_by text',
  'ALTER TABLE interlinear.article ADD COLUMN url text, ADD COLUMN metadata jsonb',

  // Who writes says which version was read; a target that was changed in between is not written over.
  'ALTER TABLE interlinear.translation ADD COLUMN version integer NOT NULL DEFAULT 1',

  `CREATE TABLE interlinear.idempotency (
    ${owned}, key text NOT NULL, request_hash text NOT NULL,
    job_id uuid NOT NULL REFERENCES interlinear.job (id) ON DELETE CASCADE, created_at timestamptz NOT NULL,
    PRIMARY KEY (desk_id, key))`,
  'CREATE INDEX idempotency_age ON interlinear.idempotency (created_at)',

  // Articles of a request that is still coming in: none of them is work before all of them are there.
  `CREATE TABLE interlinear.incoming (
    upload_id uuid NOT NULL, ordinal integer NOT NULL, ${owned}, article_id uuid NOT NULL, revision_id uuid NOT NULL,
    outbox_id uuid NOT NULL, file_name text NOT NULL, name text NOT NULL, url text, metadata jsonb, input bytea NOT NULL,
    source_file_name text, source_input bytea, created_at timestamptz NOT NULL, PRIMARY KEY (upload_id, ordinal))`,
  'CREATE INDEX incoming_age ON interlinear.incoming (created_at)',

  // Lists go by id, which grows with time.
  'CREATE INDEX job_of_desk ON interlinear.job (desk_id, id)',
  'CREATE INDEX article_of_desk ON interlinear.article (desk_id, id)',
];
