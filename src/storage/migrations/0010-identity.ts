import { type Kysely, sql } from 'kysely';

/** Who may sign in and what they may do, keys of programs, and an audit log that nobody can rewrite. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const ofPerson = 'person_id uuid NOT NULL REFERENCES interlinear.person (id) ON DELETE CASCADE';

const statements = [
  // People belong to no desk: their roles say at which desks they work.
  `CREATE TABLE interlinear.person (
    id uuid PRIMARY KEY, email text NOT NULL, email_key text NOT NULL UNIQUE, name text NOT NULL, language text NOT NULL,
    password_hash text, disabled_at timestamptz, created_at timestamptz NOT NULL)`,
  // A role without a desk holds at every desk, also at those that are still to come.
  `CREATE TABLE interlinear.person_role (
    ${ofPerson}, desk_id uuid REFERENCES interlinear.desk (id) ON DELETE CASCADE,
    role text NOT NULL CHECK (role IN ('submitter', 'translator', 'reviewer', 'publisher', 'administrator')),
    UNIQUE NULLS NOT DISTINCT (person_id, desk_id, role))`,
  'CREATE INDEX person_role_desk ON interlinear.person_role (desk_id)',

  // Secrets are kept as SHA-256 of 256 random bits; whoever reads this table can sign in with nothing of it.
  `CREATE TABLE interlinear.session (
    id uuid PRIMARY KEY, ${ofPerson}, token_hash text NOT NULL UNIQUE, previous_hash text, previous_until timestamptz,
    rotated_at timestamptz NOT NULL, csrf text NOT NULL, created_at timestamptz NOT NULL, seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL, address text NOT NULL, agent text NOT NULL)`,
  'CREATE INDEX session_previous ON interlinear.session (previous_hash) WHERE previous_hash IS NOT NULL',
  'CREATE INDEX session_person ON interlinear.session (person_id)',
  `CREATE TABLE interlinear.api_key (
    id uuid PRIMARY KEY, desk_id uuid NOT NULL REFERENCES interlinear.desk (id) ON DELETE CASCADE, name text NOT NULL,
    prefix text NOT NULL UNIQUE, hash text NOT NULL, scopes jsonb NOT NULL, created_by text NOT NULL, created_at timestamptz NOT NULL,
    expires_at timestamptz, revoked_at timestamptz, used_at timestamptz)`,
  'CREATE INDEX api_key_desk ON interlinear.api_key (desk_id, id)',
  // A link without a person makes the first administrator.
  `CREATE TABLE interlinear.one_time_link (
    id uuid PRIMARY KEY, person_id uuid REFERENCES interlinear.person (id) ON DELETE CASCADE, purpose text NOT NULL,
    hash text NOT NULL UNIQUE, created_by text NOT NULL, created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL,
    used_at timestamptz)`,
  `CREATE TABLE interlinear.oidc_identity (
    issuer text NOT NULL, subject text NOT NULL, ${ofPerson}, created_at timestamptz NOT NULL, PRIMARY KEY (issuer, subject))`,
  // A sign-in with a provider that is under way; it is taken out when the browser comes back, so nothing can be replayed.
  `CREATE TABLE interlinear.oidc_attempt (
    hash text PRIMARY KEY, state text NOT NULL, nonce text NOT NULL, verifier text NOT NULL, return_to text NOT NULL,
    expires_at timestamptz NOT NULL)`,
  // By the hash of the e-mail that was tried, whether anybody has it or not.
  `CREATE TABLE interlinear.sign_in_failure (
    account text PRIMARY KEY, failures integer NOT NULL, last_at timestamptz NOT NULL, until timestamptz NOT NULL)`,

  // The log outlives what it tells of, a desk too; what concerns no single desk has none.
  'ALTER TABLE interlinear.audit DROP CONSTRAINT audit_desk_id_fkey',
  'ALTER TABLE interlinear.audit ALTER COLUMN desk_id DROP NOT NULL',
  'CREATE INDEX audit_desk ON interlinear.audit (desk_id, id)',
  `CREATE FUNCTION interlinear.audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege';
    END $$`,
  `CREATE TRIGGER audit_rows_stay BEFORE UPDATE OR DELETE ON interlinear.audit
    FOR EACH ROW EXECUTE FUNCTION interlinear.audit_is_append_only()`,
  `CREATE TRIGGER audit_stays BEFORE TRUNCATE ON interlinear.audit
    FOR EACH STATEMENT EXECUTE FUNCTION interlinear.audit_is_append_only()`,
];
