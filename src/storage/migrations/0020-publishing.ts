import { type Kysely, sql } from 'kysely';

/** Publishing: destinations, editions of language versions, and which of them is live where. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const owned = 'desk_id uuid NOT NULL REFERENCES interlinear.desk (id) ON DELETE CASCADE';
const ofArticle =
  'article_id uuid NOT NULL REFERENCES interlinear.article (id) ON DELETE CASCADE, language text NOT NULL';

const statements = [
  `CREATE TABLE interlinear.destination (
    id uuid PRIMARY KEY, ${owned}, name text NOT NULL, kind text NOT NULL, settings jsonb NOT NULL, created_by text NOT NULL,
    created_at timestamptz NOT NULL, removed_at timestamptz)`,
  'CREATE UNIQUE INDEX destination_name ON interlinear.destination (desk_id, name) WHERE removed_at IS NULL',

  `CREATE TABLE interlinear.edition (
    id uuid PRIMARY KEY, ${owned}, ${ofArticle},
    revision_id uuid NOT NULL REFERENCES interlinear.revision (id) ON DELETE CASCADE, number integer NOT NULL,
    status text NOT NULL CHECK (status IN ('usable', 'withheld', 'canceled')), hash text NOT NULL, created_by text NOT NULL,
    created_at timestamptz NOT NULL, as_of timestamptz NOT NULL, UNIQUE (article_id, language, number))`,
  `CREATE TABLE interlinear.edition_file (
    edition_id uuid NOT NULL REFERENCES interlinear.edition (id) ON DELETE CASCADE, ${owned}, name text NOT NULL, media_type text NOT NULL,
    content bytea NOT NULL, PRIMARY KEY (edition_id, name))`,

  `CREATE TABLE interlinear.publication (
    id uuid PRIMARY KEY, ${owned}, ${ofArticle}, destination_id uuid NOT NULL REFERENCES interlinear.destination (id) ON DELETE CASCADE,
    edition_id uuid NOT NULL REFERENCES interlinear.edition (id) ON DELETE CASCADE, fence integer NOT NULL, place text NOT NULL,
    status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'live', 'replaced', 'failed')), reason text, error jsonb,
    taken integer NOT NULL DEFAULT 0, dispatches integer NOT NULL DEFAULT 0, dispatched_at timestamptz, created_by text NOT NULL,
    created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, UNIQUE (article_id, language, destination_id, fence))`,
  // What readers find at a place is one edition, whoever is at it.
  `CREATE UNIQUE INDEX publication_live ON interlinear.publication (article_id, language, destination_id) WHERE status = 'live'`,
  `CREATE INDEX publication_waiting ON interlinear.publication (updated_at) WHERE status = 'waiting'`,
  'CREATE INDEX publication_destination ON interlinear.publication (destination_id)',
];
