import { InterlinearError, type StoredError } from '../model/errors.ts';
import { recordAct } from './audit.ts';
import type { Tables } from './database.ts';
import { recordEvent } from './events.ts';
import { finishJobsThatAreOver, holdJob } from './job-end.ts';
import { requestDispatch } from './outbox.ts';
import type { ArticleStatus, JobStatus } from './schema.ts';

/** What came of canceling. */
export interface Canceled {
  /** How the article stands now. */
  status: ArticleStatus;
  /** Whether this canceled something: what is over stays as it is. */
  canceled: boolean;
  job: { id: string; status: JobStatus };
}

interface By {
  actor: string;
  now: Date;
}

/**
 * Cancels one article of a job; the others go on, and the job ends with the last of them. Workers make no further engine call for it, and
 * write nothing of it any more. One that is over stays as it is.
 *
 * @throws InterlinearError `not-found.article` {article}
 */
export async function cancelArticle(tables: Tables, desk: string, article: string, by: By): Promise<Canceled> {
  return tables.transaction().execute(async (transaction) => {
    const held = await heldArticle(transaction, desk, article);
    const canceled = isOpen(held.status);
    if (canceled) await endAsCanceled(transaction, desk, held, by);
    return standing(transaction, held, canceled);
  });
}

/**
 * Cancels one language of an article that was read; with the last of its languages the article is canceled. A language that is over stays as
 * it is.
 *
 * @throws InterlinearError `not-found.article` {article}; `article.unread` {article} while nobody has read it; `not-found.language` {id, language}
 */
export async function cancelLanguage(
  tables: Tables,
  desk: string,
  article: string,
  language: string,
  by: By,
): Promise<Canceled> {
  return tables.transaction().execute(async (transaction) => {
    const held = await heldArticle(transaction, desk, article);
    if (held.status === 'accepted') throw new InterlinearError('article.unread', { article });
    const versions = await transaction
      .selectFrom('interlinear.article_language as version')
      .innerJoin('interlinear.revision as revision', 'revision.id', 'version.revision_id')
      .select(['version.id', 'version.language', 'version.kind', 'version.status'])
      .where('revision.article_id', '=', article)
      .where('revision.current', '=', true)
      .forUpdate('version')
      .execute();
    const own = versions.find((version) => version.language === language && version.kind === 'target');
    if (!own) throw new InterlinearError('not-found.language', { id: article, language });
    if (!isOpen(held.status) || own.status !== 'waiting') return standing(transaction, held, false);
    const others = versions.filter(({ id, kind }) => id !== own.id && kind === 'target');
    if (others.every(({ status }) => status === 'canceled')) {
      await endAsCanceled(transaction, desk, held, by);
      return standing(transaction, held, true);
    }
    await cancelVersions(transaction, [own.id], by.now);
    const data = { fileName: held.fileName, language, actor: by.actor };
    await recordEvent(transaction, { desk, job: held.job, article, kind: 'language.canceled', data }, by.now);
    const [before, after] = [{ status: own.status }, { status: 'canceled' }];
    await recordAct(
      transaction,
      desk,
      { act: 'language.cancel', subject: `${article} ${language}`, before, after },
      by,
    );
    // Whoever waited for this language has nobody to tell it any more.
    await requestDispatch(transaction, [{ id: article }], by.now);
    return standing(transaction, held, true);
  });
}

type Held = Awaited<ReturnType<typeof heldArticle>>;

/** An article of a desk, held with its job until the transaction ends. */
async function heldArticle(transaction: Tables, desk: string, id: string) {
  const owner = await transaction
    .selectFrom('interlinear.article')
    .select('job_id as job')
    .where('id', '=', id)
    .where('desk_id', '=', desk)
    .executeTakeFirst();
  if (!owner) throw new InterlinearError('not-found.article', { article: id });
  await holdJob(transaction, owner.job);
  return transaction
    .selectFrom('interlinear.article')
    .select(['id', 'job_id as job', 'status', 'file_name as fileName'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

function isOpen(status: ArticleStatus): boolean {
  return status === 'accepted' || status === 'segmented';
}

async function endAsCanceled(transaction: Tables, desk: string, held: Held, by: By): Promise<void> {
  const { id, job, fileName } = held;
  const error: StoredError = { code: 'article.canceled', parameters: { file: fileName } };
  await transaction
    .updateTable('interlinear.article')
    .set({ status: 'canceled', error: JSON.stringify(error), updated_at: by.now })
    .where('id', '=', id)
    .execute();
  const waiting = await transaction
    .selectFrom('interlinear.article_language as version')
    .innerJoin('interlinear.revision as revision', 'revision.id', 'version.revision_id')
    .select('version.id')
    .where('revision.article_id', '=', id)
    .where('version.status', '=', 'waiting')
    .execute();
  await cancelVersions(
    transaction,
    waiting.map((row) => row.id),
    by.now,
  );
  await transaction
    .deleteFrom('interlinear.outbox')
    .where('article_id', '=', id)
    .where('dispatched_at', 'is', null)
    .execute();
  const data = { fileName, actor: by.actor };
  await recordEvent(transaction, { desk, job, article: id, kind: 'article.canceled', data }, by.now);
  const [before, after] = [{ status: held.status }, { status: 'canceled' }];
  await recordAct(transaction, desk, { act: 'article.cancel', subject: id, before, after }, by);
  await finishJobsThatAreOver(transaction, desk, by.now, job);
}

async function cancelVersions(transaction: Tables, versions: string[], now: Date): Promise<void> {
  if (versions.length === 0) return;
  await transaction
    .updateTable('interlinear.article_language')
    .set({ status: 'canceled', updated_at: now })
    .where('id', 'in', versions)
    .where('status', '=', 'waiting')
    .execute();
  await transaction
    .updateTable('interlinear.batch')
    .set({ status: 'canceled' })
    .where('article_language_id', 'in', versions)
    .where('status', '=', 'waiting')
    .execute();
}

async function standing(transaction: Tables, { id, job }: Held, canceled: boolean): Promise<Canceled> {
  const { status, jobStatus } = await transaction
    .selectFrom('interlinear.article as article')
    .innerJoin('interlinear.job as job', 'job.id', 'article.job_id')
    .select(['article.status', 'job.status as jobStatus'])
    .where('article.id', '=', id)
    .executeTakeFirstOrThrow();
  return { status, canceled, job: { id: job, status: jobStatus } };
}
