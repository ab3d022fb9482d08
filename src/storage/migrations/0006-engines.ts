import { type Kysely, sql } from 'kysely';

/** Limits of engines that all processes keep together; what a desk may spend and send; how terms fared. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  `ALTER TABLE interlinear.desk
    ADD COLUMN daily_budget double precision, ADD COLUMN sends_outside boolean NOT NULL DEFAULT true`,
  'ALTER TABLE interlinear.translation ADD COLUMN terms jsonb',
  'ALTER TABLE interlinear.engine_call ADD COLUMN answered_at timestamptz',
  // What a desk has spent since its day began.
  'CREATE INDEX engine_call_day ON interlinear.engine_call (desk_id, created_at)',

  // An account with a service is nobody's own: desks that use one key share its limits.
  `CREATE TABLE interlinear.engine_state (
    engine text NOT NULL, account text NOT NULL, requests double precision NOT NULL, characters double precision NOT NULL,
    refilled_at timestamptz NOT NULL, blocked_until timestamptz, refusals integer NOT NULL DEFAULT 0, refused_since timestamptz,
    failures integer NOT NULL DEFAULT 0, failing_since timestamptz, down_until timestamptz, PRIMARY KEY (engine, account))`,
  `CREATE TABLE interlinear.engine_pass (
    id uuid PRIMARY KEY, engine text NOT NULL, account text NOT NULL, until timestamptz NOT NULL)`,
  'CREATE INDEX engine_pass_account ON interlinear.engine_pass (engine, account)',
];
