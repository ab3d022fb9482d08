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

/**
 * Stores articles of a new job with their first revisions, their rows in the outbox and their events, in one statement: most submissions are
 * one article, and whoever hands it in waits for this.
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
  const rows = articles.map(({ fileName, name, input, source, url, metadata }, index) => ({
    ...{ article: newId(), revision: newId(), outbox: newId(), ordinal: first + index },
    ...{ file_name: fileName.toWellFormed(), name: name.toWellFormed(), url: url ?? null, metadata: metadata ?? null },
    // Bytes have no place in JSON as they are.
    input: Buffer.from(input).toString('base64'),
    source_input: source ? Buffer.from(source.input).toString('base64') : null,
    source_file_name: source?.fileName.toWellFormed() ?? null,
  }));
  const opening = announced === undefined ? [] : [JSON.stringify({ articles: announced })];
  await sql`
    WITH given AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS given (article uuid, revision uuid, outbox uuid, ordinal integer,
        file_name text, name text, url text, metadata jsonb, input text, source_input text, source_file_name text)
    ), articles AS (
      INSERT INTO interlinear.article (id, desk_id, job_id, ordinal, file_name, name, status, created_at, updated_at, url, metadata)
      SELECT article, ${desk}::uuid, ${job}::uuid, ordinal, file_name, name, 'accepted', ${now}::timestamptz, ${now}::timestamptz, url,
        metadata FROM given
    ), revisions AS (
      INSERT INTO interlinear.revision (id, desk_id, article_id, number, input, source_input, source_file_name, created_at)
      SELECT revision, ${desk}::uuid, article, 1, decode(input, 'base64'), decode(source_input, 'base64'), source_file_name,
        ${now}::timestamptz FROM given
    ), told AS (
      INSERT INTO interlinear.outbox (id, desk_id, article_id, created_at, priority, deadline)
      SELECT outbox, ${desk}::uuid, article, ${now}::timestamptz, ${priority}::smallint, ${deadline}::timestamptz FROM given
    )
    INSERT INTO interlinear.event (desk_id, job_id, article_id, kind, data, at)
    SELECT ${desk}::uuid, ${job}::uuid, article, kind, data, ${now}::timestamptz FROM (
      SELECT -1 AS place, NULL::uuid AS article, 'job.accepted' AS kind, opening::jsonb AS data FROM unnest(${opening}::text[]) AS opening
      UNION ALL
      SELECT ordinal, article, 'article.accepted', jsonb_build_object('fileName', file_name) FROM given
    ) AS happened ORDER BY place`.execute(transaction);
}
