import { sql } from 'kysely';
import type { Tables } from './database.ts';
import { recordEvents } from './events.ts';
import { requestDispatch } from './outbox.ts';

/** Rows a statement names at most, well under PostgreSQL's 65,535 parameters. */
const ROWS = 1000;

/** Articles of one job that go on, in the languages that failed or came out with segments missing: all of them, or those named. */
export interface Reopened {
  desk: string;
  job: string;
  articles: string[];
  languages?: string[];
}

/**
 * Puts articles of a job under way again; hold the job before. One that was never read begins with that. Batches that came to nothing, or
 * left segments without a text, are made again, the others are kept.
 *
 * @returns how many languages are made again
 */
export async function reopen(transaction: Tables, reopened: Reopened, now: Date): Promise<number> {
  const { desk, job, articles } = reopened;
  const resumed = await reopenJob(transaction, desk, job);
  if (resumed)
    await recordEvents(transaction, [{ desk, job, kind: 'job.resumed', data: { articles: articles.length } }], now);
  let languages = 0;
  for (let at = 0; at < articles.length; at += ROWS)
    languages += await reopenArticles(transaction, { ...reopened, articles: articles.slice(at, at + ROWS) }, now);
  return languages;
}

async function reopenArticles(transaction: Tables, { desk, job, articles, languages }: Reopened, now: Date) {
  const rows = await transaction
    .updateTable('interlinear.article')
    .set({
      status: sql`CASE WHEN (SELECT revision.delivered IS NOT NULL FROM interlinear.revision AS revision
        WHERE revision.article_id = interlinear.article.id ORDER BY revision.number DESC LIMIT 1) THEN 'segmented' ELSE 'accepted' END`,
      error: null,
      tries_from: sql`dispatches`,
      taken: 0,
      updated_at: now,
    })
    .where('id', 'in', articles)
    .returning(['id', 'file_name as fileName'])
    .execute();
  let failed = transaction
    .updateTable('interlinear.article_language')
    .set({ status: 'waiting', error: null, taken: 0, started_at: null, updated_at: now })
    .where('status', 'in', ['failed', 'partial'])
    .where('revision_id', 'in', (revisions) =>
      revisions
        .selectFrom('interlinear.revision')
        .select('id')
        .where('article_id', 'in', articles)
        .where('current', '=', true),
    );
  if (languages !== undefined) failed = failed.where('language', 'in', languages);
  const again = await failed.returning('id').execute();
  for (let at = 0; at < again.length; at += ROWS)
    await transaction
      .updateTable('interlinear.batch')
      .set({ status: 'waiting', error: null, taken: 0 })
      .where(
        'article_language_id',
        'in',
        again.slice(at, at + ROWS).map(({ id }) => id),
      )
      .where((row) => row.or([row('status', '=', 'failed'), row('error', 'is not', null)]))
      .execute();
  const events = rows.map(({ id, fileName }) => ({
    desk,
    job,
    article: id,
    kind: 'article.resumed' as const,
    data: { fileName },
  }));
  await recordEvents(transaction, events, now);
  await requestDispatch(transaction, rows, now);
  return again.length;
}

/** Has a job run again, where it was over; hold it before. @returns whether it was */
export async function reopenJob(transaction: Tables, desk: string, job: string): Promise<boolean> {
  // The same submission may be under way as another job by now: then that one is found by it, and this one no more.
  const resumed = await transaction
    .updateTable('interlinear.job')
    .set({
      finished_at: null,
      status: 'running',
      submission_key: sql`CASE WHEN EXISTS (SELECT 1 FROM interlinear.job AS other WHERE other.desk_id = ${desk}::uuid
        AND other.submission_key = interlinear.job.submission_key AND other.finished_at IS NULL AND other.id <> interlinear.job.id)
        THEN interlinear.job.submission_key || ':' || interlinear.job.id::text ELSE interlinear.job.submission_key END`,
    })
    .where('id', '=', job)
    .where('finished_at', 'is not', null)
    .returning('id')
    .executeTakeFirst();
  return resumed !== undefined;
}
