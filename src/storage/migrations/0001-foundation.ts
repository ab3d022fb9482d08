import { type Kysely, sql } from 'kysely';

/**
 * The first tables. Rules that hold from here on: every owned row has `desk_id NOT NULL`, ids are UUIDv7 made in code, times are
 * timestamptz, names are qualified by the schema, and SQL is core PostgreSQL 15 without extensions.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const owned = 'desk_id uuid NOT NULL REFERENCES interlinear.desk (id) ON DELETE CASCADE';

const statements = [
  `CREATE TABLE interlinear.desk (
    id uuid PRIMARY KEY, name text NOT NULL UNIQUE, time_zone text NOT NULL, house_style text NOT NULL, created_at timestamptz NOT NULL)`,

  `CREATE TABLE interlinear.job (
    id uuid PRIMARY KEY, ${owned}, submission_key text NOT NULL, options jsonb NOT NULL,
    created_at timestamptz NOT NULL, finished_at timestamptz)`,
  // One unfinished job a submission: two commands that hand in the same thing at once get the same job.
  'CREATE UNIQUE INDEX job_unfinished ON interlinear.job (desk_id, submission_key) WHERE finished_at IS NULL',

  `CREATE TABLE interlinear.article (
    id uuid PRIMARY KEY, ${owned}, job_id uuid NOT NULL REFERENCES interlinear.job (id) ON DELETE CASCADE, ordinal integer NOT NULL,
    file_name text NOT NULL, name text NOT NULL, status text NOT NULL, error jsonb, dispatches integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, UNIQUE (job_id, ordinal))`,
  // The sweeper looks only at what is under way.
  `CREATE INDEX article_open ON interlinear.article (updated_at) WHERE status IN ('accepted', 'segmented')`,

  `CREATE TABLE interlinear.revision (
    id uuid PRIMARY KEY, ${owned}, article_id uuid NOT NULL REFERENCES interlinear.article (id) ON DELETE CASCADE,
    number integer NOT NULL, input bytea NOT NULL, source_input bytea, source_file_name text, created_at timestamptz NOT NULL,
    delivered jsonb, source jsonb, original jsonb, beads jsonb, findings jsonb, not_run jsonb, UNIQUE (article_id, number))`,

  `CREATE TABLE interlinear.segment (
    id uuid PRIMARY KEY, ${owned}, revision_id uuid NOT NULL REFERENCES interlinear.revision (id) ON DELETE CASCADE,
    document text NOT NULL, ordinal integer NOT NULL, block integer NOT NULL, role text NOT NULL, language text NOT NULL, start_offset integer NOT NULL, end_offset integer NOT NULL,
    before text NOT NULL, text text NOT NULL, after text NOT NULL, codes jsonb NOT NULL, corrected text, corrected_codes jsonb NOT NULL,
    UNIQUE (revision_id, document, ordinal))`,

  `CREATE TABLE interlinear.article_language (
    id uuid PRIMARY KEY, ${owned}, revision_id uuid NOT NULL REFERENCES interlinear.revision (id) ON DELETE CASCADE,
    language text NOT NULL, kind text NOT NULL, status text NOT NULL, translated integer NOT NULL, "of" integer NOT NULL, error jsonb,
    findings jsonb, not_run jsonb, updated_at timestamptz NOT NULL, UNIQUE (revision_id, language))`,

  `CREATE TABLE interlinear.batch (
    id uuid PRIMARY KEY, ${owned}, article_language_id uuid NOT NULL REFERENCES interlinear.article_language (id) ON DELETE CASCADE,
    ordinal integer NOT NULL, first_segment integer NOT NULL, end_segment integer NOT NULL, status text NOT NULL, error jsonb,
    UNIQUE (article_language_id, ordinal))`,

  `CREATE TABLE interlinear.translation (
    id uuid PRIMARY KEY, ${owned}, segment_id uuid NOT NULL REFERENCES interlinear.segment (id) ON DELETE CASCADE,
    language text NOT NULL, text text, codes jsonb NOT NULL, state text NOT NULL, sub_state text, origin text, route text NOT NULL,
    score integer, engine text, unknown_words jsonb NOT NULL, matches jsonb NOT NULL, confirmed_by text, updated_at timestamptz NOT NULL,
    UNIQUE (segment_id, language))`,

  `CREATE TABLE interlinear.output (
    id uuid PRIMARY KEY, ${owned}, article_id uuid NOT NULL REFERENCES interlinear.article (id) ON DELETE CASCADE, language text,
    name text NOT NULL, media_type text NOT NULL, content bytea NOT NULL, created_at timestamptz NOT NULL, UNIQUE (article_id, name))`,

  `CREATE TABLE interlinear.memory (
    id uuid PRIMARY KEY, ${owned}, name text NOT NULL, content_key text, created_at timestamptz NOT NULL)`,
  'CREATE UNIQUE INDEX memory_content ON interlinear.memory (desk_id, content_key) WHERE content_key IS NOT NULL',
  'CREATE UNIQUE INDEX memory_own ON interlinear.memory (desk_id, name) WHERE content_key IS NULL',
  `CREATE TABLE interlinear.memory_unit (
    id uuid PRIMARY KEY, ${owned}, memory_id uuid NOT NULL REFERENCES interlinear.memory (id) ON DELETE CASCADE,
    tuid text, origin text NOT NULL, author text, created_at timestamptz)`,
  'CREATE INDEX memory_unit_memory ON interlinear.memory_unit (memory_id)',
  `CREATE TABLE interlinear.memory_variant (
    id uuid PRIMARY KEY, ${owned}, memory_id uuid NOT NULL REFERENCES interlinear.memory (id) ON DELETE CASCADE,
    unit_id uuid NOT NULL REFERENCES interlinear.memory_unit (id) ON DELETE CASCADE, language text NOT NULL, base_language text NOT NULL,
    text text NOT NULL, codes jsonb NOT NULL, text_key text NOT NULL, text_length integer NOT NULL)`,
  'CREATE INDEX memory_variant_exact ON interlinear.memory_variant (desk_id, base_language, text_key)',
  'CREATE INDEX memory_variant_length ON interlinear.memory_variant (memory_id, base_language, text_length)',
  'CREATE INDEX memory_variant_unit ON interlinear.memory_variant (unit_id, base_language)',

  `CREATE TABLE interlinear.glossary (
    id uuid PRIMARY KEY, ${owned}, name text NOT NULL, content_key text NOT NULL, created_at timestamptz NOT NULL,
    UNIQUE (desk_id, content_key))`,
  `CREATE TABLE interlinear.term (
    id uuid PRIMARY KEY, ${owned}, glossary_id uuid NOT NULL REFERENCES interlinear.glossary (id) ON DELETE CASCADE, ordinal integer NOT NULL,
    concept text NOT NULL, domain text, language text NOT NULL, text text NOT NULL, status text NOT NULL, kind text NOT NULL, note text,
    UNIQUE (glossary_id, ordinal))`,

  `CREATE TABLE interlinear.engine_call (
    ${owned}, key text NOT NULL, engine text NOT NULL, source_language text NOT NULL, target_language text NOT NULL,
    characters integer NOT NULL, cost double precision NOT NULL, reply jsonb, claimed_by text NOT NULL, claimed_until timestamptz NOT NULL,
    created_at timestamptz NOT NULL, reuses integer NOT NULL DEFAULT 0, PRIMARY KEY (desk_id, key))`,

  `CREATE TABLE interlinear.outbox (
    id uuid PRIMARY KEY, ${owned}, article_id uuid NOT NULL REFERENCES interlinear.article (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL, dispatched_at timestamptz)`,
  'CREATE INDEX outbox_waiting ON interlinear.outbox (created_at) WHERE dispatched_at IS NULL',

  `CREATE TABLE interlinear.audit (
    id uuid PRIMARY KEY, ${owned}, actor text NOT NULL, act text NOT NULL, subject text NOT NULL, before jsonb, after jsonb,
    at timestamptz NOT NULL)`,
];
