import { sql } from 'kysely';
import type { StoredError } from '../model/errors.ts';
import type { Tables } from './database.ts';
import type { EventKind } from './event.ts';
import { finishJobsThatAreOver } from './job-end.ts';
import { oneOf } from './row-set.ts';
import type { LanguageStatus } from './schema.ts';

/** An article that may be over: how it stands, how often it was dispatched, and how its languages stand. */
export async function articleEnd(tables: Tables, id: string) {
  return tables
    .selectFrom('interlinear.article as article')
    .innerJoin('interlinear.revision as revision', 'revision.article_id', 'article.id')
    .select(['article.status', 'revision.id as revision'])
    .select(sql<number>`article.dispatches - article.tries_from`.as('tries'))
    .select(
      sql<LanguageStatus[]>`ARRAY(SELECT status FROM interlinear.article_language WHERE revision_id = revision.id)`.as(
        'statuses',
      ),
    )
    .where('article.id', '=', id)
    .where('revision.current', '=', true)
    .executeTakeFirst();
}

/**
 * Ends an article that is still under way, and its job with the last of them; one that has ended stays as it is.
 *
 * @param about.revision the one that this is about: an article that has a newer one by now goes on with it
 */
export async function finishArticle(
  tables: Tables,
  id: string,
  status: 'done' | 'partial' | 'failed',
  error: StoredError | null,
  now: Date,
  { revision }: { revision?: string } = {},
): Promise<void> {
  await tables.transaction().execute(async (transaction) => {
    const article = await transaction
      .selectFrom('interlinear.article as article')
      .innerJoin('interlinear.job as job', 'job.id', 'article.job_id')
      .select(['article.desk_id as desk', 'article.job_id as job', 'article.file_name as fileName'])
      .where('article.id', '=', id)
      // As holdJob.
      .forNoKeyUpdate('job')
      .executeTakeFirst();
    if (!article) return;
    const { desk, job, fileName } = article;
    const kind: EventKind = `article.${status}`;
    const data = { fileName, ...(error ? { error } : {}) };
    const newer =
      revision === undefined
        ? sql``
        : sql`AND NOT EXISTS (SELECT 1 FROM interlinear.revision AS own JOIN interlinear.revision AS newer
            ON newer.article_id = own.article_id AND newer.number > own.number WHERE own.id = ${revision}::uuid)`;
    const { rows: ended } = await sql`
      WITH ended AS (
        UPDATE interlinear.article SET status = ${status}, error = ${error ? JSON.stringify(error) : null}::jsonb, updated_at = ${now}
        WHERE id = ${id} AND status IN ('accepted', 'segmented') ${newer} RETURNING id
      )
      INSERT INTO interlinear.event (desk_id, job_id, article_id, kind, data, at)
      SELECT ${desk}::uuid, ${job}::uuid, id, ${kind}::text, ${JSON.stringify(data)}::jsonb, ${now}::timestamptz FROM ended
      RETURNING seq`.execute(transaction);
    if (ended.length === 0) return;
    await finishJobsThatAreOver(transaction, desk, now, job);
  });
}

/**
 * Ends articles of which no language waits any more, and the jobs that are over with them; those that have ended stay as they are, and those
 * that have a newer revision by now go on with it. Two statements however many there are.
 */
export async function finishArticlesThatAreOver(tables: Tables, articles: string[], now: Date): Promise<void> {
  if (articles.length === 0) return;
  await tables.transaction().execute(async (transaction) => {
    // As holdJob.
    await sql`SELECT id FROM interlinear.job
      WHERE id IN (SELECT job_id FROM interlinear.article WHERE id ${oneOf(articles)}) ORDER BY id FOR NO KEY UPDATE`.execute(
      transaction,
    );
    const { rows } = await sql<{ desk: string; job: string }>`
      WITH over AS (
        SELECT revision.article_id AS article,
          CASE WHEN bool_and(coalesce(language.status, 'done') = 'done') THEN 'done' ELSE 'partial' END AS status
        FROM interlinear.revision AS revision
        LEFT JOIN interlinear.article_language AS language ON language.revision_id = revision.id
        WHERE revision.article_id ${oneOf(articles)} AND revision.current
          AND NOT EXISTS (SELECT 1 FROM interlinear.revision AS newer
            WHERE newer.article_id = revision.article_id AND newer.number > revision.number)
        GROUP BY revision.article_id HAVING bool_and(language.status IS DISTINCT FROM 'waiting')
      ),
      ended AS (
        UPDATE interlinear.article AS article SET status = over.status, error = NULL, updated_at = ${now}
        FROM over WHERE article.id = over.article AND article.status = 'segmented'
        RETURNING article.id, article.desk_id, article.job_id, article.file_name, article.status
      ),
      told AS (
        INSERT INTO interlinear.event (desk_id, job_id, article_id, kind, data, at)
        SELECT desk_id, job_id, id, CASE status WHEN 'done' THEN 'article.done' ELSE 'article.partial' END, jsonb_build_object('fileName', file_name), ${now}::timestamptz FROM ended
      )
      SELECT DISTINCT desk_id AS desk, job_id AS job FROM ended
      WHERE NOT EXISTS (SELECT 1 FROM interlinear.article AS other
        WHERE other.job_id = ended.job_id AND other.status IN ('accepted', 'segmented') AND other.id NOT IN (SELECT id FROM ended))`.execute(
      transaction,
    );
    for (const { desk, job } of rows) await finishJobsThatAreOver(transaction, desk, now, job);
  });
}
