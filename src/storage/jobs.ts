import { createHash, type Hash } from 'node:crypto';
import { sql } from 'kysely';
import type { StoredError } from '../model/errors.ts';
import { type SubmittedArticle, storeAccepted } from './accepted-articles.ts';
import type { Tables } from './database.ts';
import { type JobHead, openJob, type RepeatableRequest } from './job-opening.ts';
import { priorityNumber } from './priority.ts';
import type { ArticleStatus } from './schema.ts';

/** Files and wishes of one submission. */
export interface Submission extends JobHead {
  articles: SubmittedArticle[];
}

/** The same inputs and options give the same key: a command that was killed and is run again finds its job. */
export function submissionKey(submission: Submission): string {
  const hash = createHash('sha256');
  // When and how it came in is no part of what was submitted.
  const { trace: _, ...options } = submission.options;
  hash.update(JSON.stringify(options));
  for (const article of submission.articles) addToKey(hash, article);
  return hash.digest('hex');
}

/** Makes an article part of a submission's key. */
export function addToKey(hash: Hash, { fileName, name, input, source, url, metadata }: SubmittedArticle): void {
  const sizes = [input.length, source?.fileName ?? null, source?.input.length ?? 0];
  hash.update(JSON.stringify([fileName, name, ...sizes, ...(url !== undefined || metadata ? [url, metadata] : [])]));
  hash.update(input);
  if (source) hash.update(source.input);
}

/**
 * Accepts a submission: job, articles, revisions and their outbox rows in one transaction. Once this returns, nothing but the loss of the
 * database loses the job.
 *
 * @param request for one that its sender may repeat
 * @returns the job's id, and whether it is one that the same submission made before
 * @throws InterlinearError `request.conflict` where the request's key was used for another one
 */
export async function acceptSubmission(
  tables: Tables,
  desk: string,
  submission: Submission,
  now: Date,
  request?: RepeatableRequest,
): Promise<{ job: string; resumed: boolean }> {
  const key = submissionKey(submission);
  const priority = priorityNumber(submission.options.priority);
  const deadline = submission.options.deadline ?? null;
  return tables.transaction().execute(async (transaction) => {
    const { job, resumed } = await openJob(transaction, desk, submission, key, now, request);
    if (resumed) return { job, resumed };
    const { articles } = submission;
    for (let at = 0; at < articles.length || at === 0; at += ROWS)
      await storeAccepted(
        transaction,
        { desk, job, priority, deadline },
        articles.slice(at, at + ROWS),
        { first: at, ...(at === 0 ? { announced: articles.length } : {}) },
        now,
      );
    return { job, resumed: false };
  });
}

/** Articles that one statement takes at most: each comes with its bytes. */
const ROWS = 50;

/** How far an article is. */
export interface ArticleProgress {
  id: string;
  fileName: string;
  name: string;
  status: ArticleStatus;
  error: StoredError | null;
  /** Segments to translate over all languages, and those whose batch is over. */
  segments: number;
  segmentsDone: number;
  languages: {
    language: string;
    kind: 'given' | 'target';
    status: string;
    translated: number;
    of: number;
    error: StoredError | null;
  }[];
}

/**
 * The state of each article of a job, in the order in which they were handed in.
 *
 * @param range.after the place (0-based) behind which to begin; everything without a range
 */
export async function jobProgress(
  tables: Tables,
  desk: string,
  job: string,
  range: { after: number; limit: number } = { after: -1, limit: 2 ** 31 - 1 },
): Promise<ArticleProgress[]> {
  const articles = await tables
    .selectFrom('interlinear.article')
    .select(['id', 'file_name', 'name', 'status', 'error'])
    .where('desk_id', '=', desk)
    .where('job_id', '=', job)
    .where('ordinal', '>', range.after)
    .orderBy('ordinal')
    .limit(range.limit)
    .execute();
  const between = sql<boolean>`article.ordinal > ${range.after} AND article.ordinal - ${range.after}::bigint <= ${range.limit}`;
  const languages = await tables
    .selectFrom('interlinear.article_language as language')
    .innerJoin('interlinear.revision as revision', 'revision.id', 'language.revision_id')
    .innerJoin('interlinear.article as article', 'article.id', 'revision.article_id')
    .select(['article.id as article', 'language.language', 'language.kind', 'language.status', 'language.translated'])
    .select(['language.of', 'language.error'])
    .where('article.job_id', '=', job)
    .where('article.desk_id', '=', desk)
    .where('revision.current', '=', true)
    .where(between)
    .orderBy('language.id')
    .execute();
  const batches = await tables
    .selectFrom('interlinear.batch as batch')
    .innerJoin('interlinear.article_language as language', 'language.id', 'batch.article_language_id')
    .innerJoin('interlinear.revision as revision', 'revision.id', 'language.revision_id')
    .innerJoin('interlinear.article as article', 'article.id', 'revision.article_id')
    .select([
      'article.id as article',
      sql<number>`sum(batch.end_segment - batch.first_segment)`.as('segments'),
      sql<number>`sum(CASE WHEN batch.status = 'waiting' THEN 0 ELSE batch.end_segment - batch.first_segment END)`.as(
        'done',
      ),
    ])
    .where('article.job_id', '=', job)
    .where('article.desk_id', '=', desk)
    .where('revision.current', '=', true)
    .where(between)
    .groupBy('article.id')
    .execute();
  const counts = new Map(batches.map((row) => [row.article, row]));
  const versions = Map.groupBy(languages, (row) => row.article);
  return articles.map((article) => ({
    id: article.id,
    fileName: article.file_name,
    name: article.name,
    status: article.status,
    error: article.error,
    segments: Number(counts.get(article.id)?.segments ?? 0),
    segmentsDone: Number(counts.get(article.id)?.done ?? 0),
    languages: (versions.get(article.id) ?? []).map(({ article: _, ...row }) => row),
  }));
}
