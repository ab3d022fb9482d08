import { type Kysely, sql } from 'kysely';

/** Articles that are handed in again: which revision people work on, and which segment of the one before each of its segments stands for. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  // The newest one that was read: until then people go on with the one before it.
  `ALTER TABLE interlinear.revision
    ADD COLUMN current boolean NOT NULL DEFAULT true, ADD COLUMN previous_id uuid, ADD COLUMN created_by text`,
  'ALTER TABLE interlinear.segment ADD COLUMN previous_id uuid',
  `ALTER TABLE interlinear.idempotency
    ADD COLUMN revision_id uuid REFERENCES interlinear.revision (id) ON DELETE CASCADE`,
];
