import { sql } from 'kysely';
import { articleColumns, articleRow, type SubmittedArticle, storingHanded } from './accepted-articles.ts';
import type { Tables } from './database.ts';
import type { JobHead, RepeatableRequest } from './job-opening.ts';
import { priorityNumber } from './priority.ts';

/** A job that nobody has seen before, as far as its process knows. */
export interface NewJob {
  id: string;
  desk: string;
  /** What tells the same submission: hash of inputs and options, with the request's key where it has one. */
  submissionKey: string;
  head: JobHead;
  articles: SubmittedArticle[];
  request?: RepeatableRequest;
  now: Date;
}

/**
 * Stores new jobs with all that belongs to them, in one statement, which is its own transaction: accepting one costs a commit, accepting fifty
 * costs the same. One whose submission or request is known already is left out, for there is a job for it.
 *
 * Requests with keys wait for those with the same key in other processes, by the lock that `openJob` takes; locks and rows are taken in one
 * order, so that two such statements never wait for each other.
 *
 * @returns the ids of those that were stored
 * @throws DatabaseError where one of them cannot be stored: then none is
 */
export async function storeJobs(tables: Tables, jobs: NewJob[]): Promise<Set<string>> {
  const heads = jobs.map(({ id, desk, submissionKey, head, articles, request, now }, place) => ({
    ...{ id, desk, submission_key: submissionKey, options: head.options, at: now, place, articles: articles.length },
    ...{ priority: priorityNumber(head.options.priority), deadline: head.options.deadline ?? null },
    ...{ name: head.name?.toWellFormed() ?? null, created_by: head.by ?? null },
    ...{ request_key: request?.key ?? null, request_hash: request?.hash ?? null },
  }));
  const rows = jobs.flatMap(({ id, articles }) =>
    articles.map((article, ordinal) => ({ job: id, ...articleRow(article, ordinal) })),
  );
  const { rows: stored } = await sql<{ id: string }>`
    WITH heads AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(heads)}::jsonb) AS head (id uuid, desk uuid, submission_key text, options jsonb,
        at timestamptz, place integer, articles integer, priority smallint, deadline timestamptz, name text, created_by text,
        request_key text, request_hash text)
    ), locked AS MATERIALIZED (
      SELECT pg_advisory_xact_lock(lock) FROM (
        SELECT hashtextextended(desk::text || ' ' || request_key, 0) AS lock FROM heads WHERE request_key IS NOT NULL ORDER BY lock
      ) AS keys
    ), jobs AS (
      INSERT INTO interlinear.job (id, desk_id, submission_key, options, created_at, priority, name, created_by)
      SELECT id, desk, submission_key, options, at, priority, name, created_by FROM heads
      WHERE (SELECT count(*) FROM locked) >= 0 AND NOT EXISTS (
        SELECT FROM interlinear.idempotency AS known WHERE known.desk_id = heads.desk AND known.key = heads.request_key)
      ORDER BY submission_key
      ON CONFLICT (desk_id, submission_key) WHERE finished_at IS NULL DO NOTHING
      RETURNING id
    ), opened AS MATERIALIZED (
      SELECT heads.* FROM heads JOIN jobs ON jobs.id = heads.id
    ), kept AS (
      INSERT INTO interlinear.idempotency (desk_id, key, request_hash, job_id, created_at)
      SELECT desk, request_key, request_hash, id, at FROM opened WHERE request_key IS NOT NULL
    ), handed AS MATERIALIZED (
      SELECT given.*, desk, priority, deadline, at, place FROM opened
      JOIN jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS given (job uuid, ${articleColumns}) ON given.job = opened.id
    ), ${storingHanded}, happened AS (
      INSERT INTO interlinear.event (desk_id, job_id, article_id, kind, data, at)
      SELECT desk, job, article, kind, data, at FROM (
        SELECT place, -1 AS ordinal, desk, id AS job, NULL::uuid AS article, 'job.accepted' AS kind,
          jsonb_build_object('articles', articles) AS data, at FROM opened
        UNION ALL
        SELECT place, ordinal, desk, job, article, 'article.accepted', jsonb_build_object('fileName', file_name), at FROM handed
      ) AS telling ORDER BY place, ordinal
    )
    SELECT id FROM opened`.execute(tables);
  return new Set(stored.map(({ id }) => id));
}
