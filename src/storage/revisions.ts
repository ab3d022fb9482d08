import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { InterlinearError } from '../model/errors.ts';
import { recordAct } from './audit.ts';
import type { Tables } from './database.ts';
import { recordEvents } from './events.ts';
import { holdJob } from './job-end.ts';
import type { RepeatableRequest } from './job-opening.ts';
import { requestDispatch } from './outbox.ts';
import { reopenJob } from './reopening.ts';
import { closeLanguages } from './revision-carrying.ts';

/** An article as it is handed in again. */
export interface NewRevision {
  article: string;
  /** With its name, where that is another one; without, it keeps the one it had. */
  file?: { fileName: string; name: string };
  /** Empty for one that stands at `url` and was not fetched yet. */
  input: Uint8Array;
  url?: string;
  /** What it was translated from; null where there is nothing any more, absent where that is the same as before. */
  source?: { fileName: string; input: Uint8Array } | null;
  /** In place of the former properties. */
  metadata?: Record<string, string>;
}

/** What came of it. */
export interface Revised {
  /** Of the revision. */
  id: string;
  number: number;
  job: string;
  /** Whether it was there before: the same request had made it, or the newest revision is the same. */
  repeated: boolean;
}

/**
 * Accepts a new revision of an article, in one transaction with its audit row, its events and the outbox row: once this returns, only the
 * loss of the database loses it. Its job runs again until it is over. What nobody has finished of the revision before is not finished any
 * more; people go on with it until the new one was read.
 *
 * @param request for one that its sender may repeat
 * @throws InterlinearError `not-found.article` {article}; `job.canceled` {job}, `article.canceled` {file} for one that was canceled; `request.conflict` {key}
 */
export async function reviseArticle(
  tables: Tables,
  desk: string,
  revision: NewRevision,
  by: { actor: string; now: Date },
  request?: RepeatableRequest,
): Promise<Revised> {
  const { article } = revision;
  const { now } = by;
  return tables.transaction().execute(async (transaction) => {
    if (request) {
      await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${desk} ${request.key}`}, 0))`.execute(transaction);
      const before = await revisionOfRequest(transaction, desk, request);
      if (before) return before;
    }
    const owner = await transaction
      .selectFrom('interlinear.article')
      .select('job_id as job')
      .where('id', '=', article)
      .where('desk_id', '=', desk)
      .executeTakeFirst();
    if (!owner) throw new InterlinearError('not-found.article', { article });
    const { job } = owner;
    await holdJob(transaction, job);
    const held = await transaction
      .selectFrom('interlinear.article')
      .select(['status', 'file_name as fileName', 'name', 'url', 'error'])
      .where('id', '=', article)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (held.status === 'canceled')
      throw held.error?.code === 'article.canceled'
        ? new InterlinearError('article.canceled', { file: held.fileName })
        : new InterlinearError('job.canceled', { job });
    const newest = await newestRevision(transaction, article);
    if (isSame(revision, held, newest)) {
      const { id, number } = newest;
      return { id, number, job, repeated: true };
    }
    const made = { id: newId(), number: newest.number + 1, job, repeated: false };
    const source =
      revision.source === undefined
        ? { source_input: newest.source_input, source_file_name: newest.source_file_name }
        : { source_input: revision.source?.input ?? null, source_file_name: revision.source?.fileName ?? null };
    await transaction
      .insertInto('interlinear.revision')
      .values({
        ...{ id: made.id, desk_id: desk, article_id: article, number: made.number, input: revision.input, ...source },
        ...{ created_at: now, created_by: by.actor, current: false },
      })
      .execute();
    await transaction
      .updateTable('interlinear.article')
      .set({
        ...{ status: 'accepted', error: null, tries_from: sql`dispatches`, taken: 0, updated_at: now },
        ...(revision.file ? { file_name: revision.file.fileName, name: revision.file.name } : {}),
        ...(revision.url !== undefined ? { url: revision.url } : {}),
        ...(revision.metadata ? { metadata: JSON.stringify(revision.metadata) } : {}),
      })
      .where('id', '=', article)
      .execute();
    await closeLanguages(transaction, newest.currentId, now);
    const resumed = await reopenJob(transaction, desk, job);
    const { fileName } = revision.file ?? held;
    const data = { fileName, revision: made.number, actor: by.actor };
    await recordEvents(
      transaction,
      [
        ...(resumed ? [{ desk, job, kind: 'job.resumed' as const, data: { articles: 1 } }] : []),
        { desk, job, article, kind: 'article.revised', data },
      ],
      now,
    );
    await requestDispatch(transaction, [{ id: article }], now);
    const [before, after] = [{ revision: newest.number }, { revision: made.number }];
    await recordAct(transaction, desk, { act: 'article.revise', subject: article, before, after }, by);
    if (request)
      await transaction
        .insertInto('interlinear.idempotency')
        .values({
          ...{ desk_id: desk, key: request.key, request_hash: request.hash, job_id: job },
          ...{ revision_id: made.id, created_at: now },
        })
        .execute();
    return made;
  });
}

async function revisionOfRequest(
  tables: Tables,
  desk: string,
  { key, hash }: RepeatableRequest,
): Promise<Revised | undefined> {
  const known = await tables
    .selectFrom('interlinear.idempotency as request')
    .leftJoin('interlinear.revision as revision', 'revision.id', 'request.revision_id')
    .select(['request.request_hash as hash', 'request.job_id as job', 'revision.id', 'revision.number'])
    .where('request.desk_id', '=', desk)
    .where('request.key', '=', key)
    .executeTakeFirst();
  if (!known) return undefined;
  if (known.hash !== hash || known.id === null || known.number === null)
    throw new InterlinearError('request.conflict', { key });
  return { id: known.id, number: known.number, job: known.job, repeated: true };
}

async function newestRevision(transaction: Tables, article: string) {
  const newest = await transaction
    .selectFrom('interlinear.revision')
    .select(['id', 'number', 'input', 'source_input', 'source_file_name'])
    .where('article_id', '=', article)
    .orderBy('number', 'desc')
    .executeTakeFirstOrThrow();
  const current = await transaction
    .selectFrom('interlinear.revision')
    .select('id')
    .where('article_id', '=', article)
    .where('current', '=', true)
    .executeTakeFirstOrThrow();
  return { ...newest, currentId: current.id };
}

/** Whether it says nothing new. What stands at an address is another thing whenever it is fetched. */
function isSame(
  { file, input, url, source, metadata }: NewRevision,
  held: { fileName: string },
  newest: Awaited<ReturnType<typeof newestRevision>>,
): boolean {
  if (url !== undefined || metadata || (file && file.fileName !== held.fileName)) return false;
  const sameSource =
    source === undefined ||
    (source === null
      ? newest.source_input === null
      : newest.source_input !== null &&
        source.fileName === newest.source_file_name &&
        Buffer.compare(source.input, newest.source_input) === 0);
  return sameSource && Buffer.compare(input, newest.input) === 0;
}
