import { InterlinearError, type StoredError } from '../model/errors.ts';
import { recordAct } from './audit.ts';
import type { Tables } from './database.ts';
import { recordEvent } from './events.ts';
import { articleCounts, holdJob } from './job-end.ts';
import { reopen } from './reopening.ts';
import type { JobStatus } from './schema.ts';

/** Who does something, and when. */
export interface By {
  /** As the audit log names them. */
  actor: string;
  now: Date;
}

/** Articles under way. */
const open = ['accepted', 'segmented'] as const;

/**
 * Cancels what is left of a job: articles that have ended stay as they are, and those under way end as `canceled`. Workers make no further
 * engine call for them. A job that is over stays as it is.
 *
 * @returns how the job stands now, and how many articles were canceled
 * @throws InterlinearError `not-found.job` {job}
 */
export async function cancelJob(
  tables: Tables,
  desk: string,
  job: string,
  by: By,
): Promise<{ status: JobStatus; articles: number }> {
  return tables.transaction().execute(async (transaction) => {
    const before = await heldJob(transaction, desk, job);
    if (before.finished_at) return { status: before.status, articles: 0 };
    const reason: StoredError = { code: 'job.canceled', parameters: { job } };
    const canceled = await transaction
      .updateTable('interlinear.article')
      .set({ status: 'canceled', error: JSON.stringify(reason), updated_at: by.now })
      .where('job_id', '=', job)
      .where('status', 'in', open)
      .returning('id')
      .execute();
    await transaction
      .updateTable('interlinear.article_language')
      .set({ status: 'canceled', updated_at: by.now })
      .where('status', '=', 'waiting')
      .where('revision_id', 'in', (rows) => revisionsOf(rows, job))
      .execute();
    await transaction
      .updateTable('interlinear.batch')
      .set({ status: 'canceled' })
      .where('status', '=', 'waiting')
      .where('article_language_id', 'in', (rows) =>
        rows
          .selectFrom('interlinear.article_language')
          .select('id')
          .where('revision_id', 'in', (revisions) => revisionsOf(revisions, job)),
      )
      .execute();
    await transaction
      .deleteFrom('interlinear.outbox')
      .where('dispatched_at', 'is', null)
      .where('article_id', 'in', (rows) =>
        rows.selectFrom('interlinear.article').select('id').where('job_id', '=', job).where('status', '=', 'canceled'),
      )
      .execute();
    await transaction
      .updateTable('interlinear.job')
      .set({ status: 'canceled', finished_at: by.now })
      .where('id', '=', job)
      .execute();
    const counts = await articleCounts(transaction, job);
    await recordEvent(transaction, { desk, job, kind: 'job.canceled', data: counts }, by.now);
    const after = { status: 'canceled', articles: canceled.length };
    await recordAct(
      transaction,
      desk,
      { act: 'job.cancel', subject: job, before: { status: before.status }, after },
      by,
    );
    return { status: 'canceled', articles: canceled.length };
  });
}

// biome-ignore lint/suspicious/noExplicitAny: the builder of a sub-query, whatever the statement around it.
function revisionsOf(rows: any, job: string) {
  return rows
    .selectFrom('interlinear.revision')
    .innerJoin('interlinear.article', 'interlinear.article.id', 'interlinear.revision.article_id')
    .select('interlinear.revision.id')
    .where('interlinear.article.job_id', '=', job);
}

/**
 * Has languages of a job that failed, or came out with segments missing, made again: all of them, or those named. What was translated is
 * kept, and what engines have replied is not paid again.
 *
 * @param languages language tags; every language without it
 * @returns how many articles are under way again, and in how many languages
 * @throws InterlinearError `not-found.job` {job}; `job.canceled` {job}
 */
export async function retryLanguages(
  tables: Tables,
  desk: string,
  job: string,
  languages: string[] | undefined,
  by: By,
): Promise<{ articles: number; languages: number }> {
  return tables.transaction().execute(async (transaction) => {
    const before = await heldJob(transaction, desk, job);
    if (before.status === 'canceled') throw new InterlinearError('job.canceled', { job });
    let failed = transaction
      .selectFrom('interlinear.article as article')
      .innerJoin('interlinear.revision as revision', 'revision.article_id', 'article.id')
      .innerJoin('interlinear.article_language as language', 'language.revision_id', 'revision.id')
      .select('article.id')
      .distinct()
      .where('article.job_id', '=', job)
      .where('article.status', '<>', 'canceled')
      .where('language.status', 'in', ['failed', 'partial'])
      .where('revision.current', '=', true)
      .orderBy('article.id');
    if (languages !== undefined)
      failed = failed.where('language.language', 'in', languages.length > 0 ? languages : ['']);
    const articles = (await failed.execute()).map(({ id }) => id);
    if (articles.length === 0) return { articles: 0, languages: 0 };
    const wanted = { desk, job, articles, ...(languages ? { languages } : {}) };
    const again = await reopen(transaction, wanted, by.now);
    const after = { articles: articles.length, languages: again, ...(languages ? { only: languages } : {}) };
    await recordAct(
      transaction,
      desk,
      { act: 'job.retry', subject: job, before: { status: before.status }, after },
      by,
    );
    return { articles: articles.length, languages: again };
  });
}

/**
 * Tries articles again that were given up, whole or in some languages: from reading them on where they could not be read, else the languages
 * that failed. Their tries count anew.
 *
 * @returns the articles that are under way again: those that were not given up, or whose job was canceled, are left alone
 * @throws InterlinearError `not-found.article` {article}, and nothing is changed
 */
export async function redrive(tables: Tables, desk: string, articles: string[], by: By): Promise<string[]> {
  return tables.transaction().execute(async (transaction) => {
    const wanted = [...new Set(articles)];
    if (wanted.length === 0) return [];
    const found = await transaction
      .selectFrom('interlinear.article as article')
      .innerJoin('interlinear.job as job', 'job.id', 'article.job_id')
      .select(['article.id', 'article.job_id as job'])
      .where('article.desk_id', '=', desk)
      .where('article.id', 'in', wanted)
      .execute();
    const known = new Set(found.map(({ id }) => id));
    const missing = wanted.find((id) => !known.has(id));
    if (missing !== undefined) throw new InterlinearError('not-found.article', { article: missing });
    const redriven: string[] = [];
    // Always in the same order: two that redrive at once must not wait for each other.
    for (const job of [...new Set(found.map((row) => row.job))].sort()) {
      const { status } = await heldJob(transaction, desk, job);
      if (status === 'canceled') continue;
      const rows = await transaction
        .selectFrom('interlinear.article')
        .select(['id', 'status', 'error'])
        .where('job_id', '=', job)
        .where('id', 'in', wanted)
        .where('status', 'in', ['failed', 'partial'])
        .orderBy('id')
        .execute();
      if (rows.length === 0) continue;
      const ids = rows.map(({ id }) => id);
      await reopen(transaction, { desk, job, articles: ids }, by.now);
      for (const { id, ...before } of rows)
        await recordAct(
          transaction,
          desk,
          { act: 'article.redrive', subject: id, before, after: { status: 'resumed' } },
          by,
        );
      redriven.push(...ids);
    }
    return redriven;
  });
}

/** A job of a desk, held until the transaction ends. @throws InterlinearError `not-found.job` {job} */
async function heldJob(transaction: Tables, desk: string, job: string) {
  await holdJob(transaction, job);
  const found = await transaction
    .selectFrom('interlinear.job')
    .select(['status', 'finished_at'])
    .where('id', '=', job)
    .where('desk_id', '=', desk)
    .executeTakeFirst();
  if (!found) throw new InterlinearError('not-found.job', { job });
  return found;
}
