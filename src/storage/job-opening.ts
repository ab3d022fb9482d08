import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { InterlinearError } from '../model/errors.ts';
import type { Tables } from './database.ts';
import { finishJobsThatAreOver } from './job-end.ts';
import { priorityNumber } from './priority.ts';
import type { JobOptions } from './schema.ts';
import { currentTrace } from './trace.ts';
import { addCallback } from './webhooks.ts';

/** What a submission is beside its articles. */
export interface JobHead {
  options: JobOptions;
  /** What whoever hands it in calls it. */
  name?: string;
  /** Told when the job is over. */
  callbackUrl?: string;
  /** Who hands it in, as the audit log names people and keys. */
  by?: string;
}

/** A request that may come more than once: the key that its sender gave it, and the hash of what it asked for. */
export interface RepeatableRequest {
  key: string;
  hash: string;
}

/** How long keys are kept at least. */
const KEY_MS = 48 * 3_600_000;

/** @returns the job that a request made before @throws InterlinearError `request.conflict` where the key was used for another request */
export async function jobOfRequest(
  tables: Tables,
  desk: string,
  { key, hash }: RepeatableRequest,
): Promise<string | undefined> {
  const known = await tables
    .selectFrom('interlinear.idempotency')
    .select(['request_hash', 'job_id'])
    .where('desk_id', '=', desk)
    .where('key', '=', key)
    .executeTakeFirst();
  if (known && known.request_hash !== hash) throw new InterlinearError('request.conflict', { key });
  return known?.job_id;
}

/**
 * Makes the row of a job, unless there is one for it already: that of the same request, or, where the request has no key, an unfinished one
 * of the same submission.
 *
 * @param submission hash of inputs and options
 * @returns `resumed` for a job that was there; its articles are there too
 */
export async function openJob(
  transaction: Tables,
  desk: string,
  { options, name, callbackUrl, by }: JobHead,
  submission: string,
  now: Date,
  request?: RepeatableRequest,
): Promise<{ job: string; resumed: boolean }> {
  const job = newId();
  const trace = options.trace ?? currentTrace();
  // Whoever gives requests keys says by them which are the same.
  const submissionKey = request ? `${submission} ${request.key}` : submission;
  if (request) {
    // Of many that come at once with one key, each waits for the one before it and then sees its job.
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${desk} ${request.key}`}, 0))`.execute(transaction);
    const there = await jobOfRequest(transaction, desk, request);
    if (there !== undefined) return { job: there, resumed: true };
  }
  // A job whose articles are all over is no work to go on with, however it was left.
  await finishJobsThatAreOver(transaction, desk, now, undefined, submissionKey);
  const inserted = await transaction
    .insertInto('interlinear.job')
    .values({
      id: job,
      desk_id: desk,
      submission_key: submissionKey,
      options: JSON.stringify(trace === undefined ? options : { ...options, trace }),
      created_at: now,
      priority: priorityNumber(options.priority),
      name: name ?? null,
      callback_url: callbackUrl ?? null,
      created_by: by ?? null,
    })
    .onConflict((conflict) =>
      conflict.columns(['desk_id', 'submission_key']).where('finished_at', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  if (inserted && callbackUrl !== undefined) await addCallback(transaction, desk, job, callbackUrl, now);
  if (!inserted) {
    // Another one of many at once was first: it has committed, or this statement would still wait for it.
    const unfinished = await transaction
      .selectFrom('interlinear.job')
      .select('id')
      .where('desk_id', '=', desk)
      .where('submission_key', '=', submissionKey)
      .where('finished_at', 'is', null)
      .executeTakeFirstOrThrow();
    return { job: unfinished.id, resumed: true };
  }
  if (request) await keepKey(transaction, desk, job, request, now);
  return { job, resumed: false };
}

async function keepKey(
  transaction: Tables,
  desk: string,
  job: string,
  { key, hash }: RepeatableRequest,
  now: Date,
): Promise<void> {
  await transaction
    .deleteFrom('interlinear.idempotency')
    .where('created_at', '<', new Date(now.getTime() - KEY_MS))
    .execute();
  await transaction
    .insertInto('interlinear.idempotency')
    .values({ desk_id: desk, key, request_hash: hash, job_id: job, created_at: now })
    .execute();
}
