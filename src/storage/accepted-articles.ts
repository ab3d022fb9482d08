import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Tables } from './database.ts';

/** An article as it was handed in. */
export interface SubmittedArticle {
  fileName: string;
  name: string;
  /** Empty for an article that stands at a `url` and was not fetched yet. */
  input: Uint8Array;
  source?: { fileName: string; input: Uint8Array };
  url?: string;
  /** Free properties that whoever hands it in wants back. */
  metadata?: Record<string, string>;
}

/** The job whose articles are stored. */
export interface AcceptingJob {
  desk: string;
  job: string;
  priority: number;
  deadline: string | null;
}

/** An article of a statement's parameter: its bytes have no place in JSON as they are. */
export function articleRow(
  { fileName, name, input, source, url, metadata }: SubmittedArticle,
  ordinal: number,
): Record<string, unknown> {
  return {
    ...{ article: newId(), revision: newId(), outbox: newId(), ordinal },
    ...{ file_name: fileName.toWellFormed(), name: name.toWellFormed(), url: url ?? null, metadata: metadata ?? null },
    input: base64(input),
    source_input: source ? base64(source.input) : null,
    source_file_name: source?.fileName.toWellFormed() ?? null,
  };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** The columns of such a row, as `jsonb_to_recordset` is told of them. */
export const articleColumns =
  sql.raw(`article uuid, revision uuid, outbox uuid, ordinal integer, file_name text, name text, url text,
  metadata jsonb, input text, source_input text, source_file_name text`);

/**
 * The parts of a WITH clause that store articles with their first revisions and their rows in the outbox. They read `handed`: the columns
 * above, with `desk`, `job`, `priority`, `deadline` and `at`.
 */
export const storingHanded = sql.raw(`articles AS (
      INSERT INTO interlinear.article (id, desk_id, job_id, ordinal, file_name, name, status, created_at, updated_at, url, metadata)
      SELECT article, desk, job, ordinal, file_name, name, 'accepted', at, at, url, metadata FROM handed
    ), revisions AS (
      INSERT INTO interlinear.revision (id, desk_id, article_id, number, input, source_input, source_file_name, created_at)
      SELECT revision, desk, article, 1, decode(input, 'base64'), decode(source_input, 'base64'), source_file_name, at FROM handed
    ), told AS (
      INSERT INTO interlinear.outbox (id, desk_id, article_id, created_at, priority, deadline)
      SELECT outbox, desk, article, at, priority, deadline FROM handed
    )`);

/**
 * Stores articles of a new job with their first revisions, their rows in the outbox and their events, in one statement.
 *
 * @param first the place of the first of them in the job
 * @param announced how many articles the job has, told before the articles are; absent where it has been told
 */
export async function storeAccepted(
  transaction: Tables,
  { desk, job, priority, deadline }: AcceptingJob,
  articles: SubmittedArticle[],
  { first, announced }: { first: number; announced?: number },
  now: Date,
): Promise<void> {
  const rows = articles.map((article, index) => articleRow(article, first + index));
  const opening = announced === undefined ? [] : [JSON.stringify({ articles: announced })];
  await sql`
    WITH handed AS MATERIALIZED (
      SELECT given.*, ${desk}::uuid AS desk, ${job}::uuid AS job, ${priority}::smallint AS priority, ${deadline}::timestamptz AS deadline,
        ${now}::timestamptz AS at
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS given (${articleColumns})
    ), ${storingHanded}
    INSERT INTO interlinear.event (desk_id, job_id, article_id, kind, data, at)
    SELECT ${desk}::uuid, ${job}::uuid, article, kind, data, ${now}::timestamptz FROM (
      SELECT -1 AS place, NULL::uuid AS article, 'job.accepted' AS kind, opening::jsonb AS data FROM unnest(${opening}::text[]) AS opening
      UNION ALL
      SELECT ordinal, article, 'article.accepted', jsonb_build_object('fileName', file_name) FROM handed
    ) AS happened ORDER BY place`.execute(transaction);
}
