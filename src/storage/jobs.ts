import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { StoredError } from '../model/errors.ts';
import type { Tables } from './database.ts';
import type { ArticleStatus, JobOptions } from './schema.ts';
import { currentTrace } from './trace.ts';

/** Files and wishes of one submission. */
export interface Submission {
  options: JobOptions;
  articles: SubmittedArticle[];
}

export interface SubmittedArticle {
  fileName: string;
  name: string;
  input: Uint8Array;
  source?: { fileName: string; input: Uint8Array };
}

/** The same inputs and options give the same key: a command that was killed and is run again finds its job. */
export function submissionKey(submission: Submission): string {
  const hash = createHash('sha256');
  // When and how it came in is no part of what was submitted.
  const { trace: _, ...options } = submission.options;
  hash.update(JSON.stringify(options));
  for (const { fileName, name, input, source } of submission.articles) {
    hash.update(JSON.stringify([fileName, name, input.length, source?.fileName ?? null, source?.input.length ?? 0]));
    hash.update(input);
    if (source) hash.update(source.input);
  }
  return hash.digest('hex');
}

/**
 * Accepts a submission: job, articles, revisions and their outbox rows in one transaction. Once this returns, nothing but the loss of the
 * database loses the job.
 *
 * @returns the job's id, and whether it is an unfinished job of the same submission
 */
export async function acceptSubmission(
  tables: Tables,
  desk: string,
  submission: Submission,
  now: Date,
): Promise<{ job: string; resumed: boolean }> {
  const key = submissionKey(submission);
  const trace = submission.options.trace ?? currentTrace();
  const options = { ...submission.options, ...(trace !== undefined ? { trace } : {}) };
  return tables.transaction().execute(async (transaction) => {
    // A job whose articles are all over is no work to go on with, however it was left.
    await finishJobsThatAreOver(transaction, desk, now, undefined, key);
    const job = newId();
    const inserted = await transaction
      .insertInto('interlinear.job')
      .values({
        id: job,
        desk_id: desk,
        submission_key: key,
        options: JSON.stringify(options),
        created_at: now,
      })
      .onConflict((conflict) =>
        conflict.columns(['desk_id', 'submission_key']).where('finished_at', 'is', null).doNothing(),
      )
      .returning('id')
      .executeTakeFirst();
    if (!inserted) {
      const unfinished = await transaction
        .selectFrom('interlinear.job')
        .select('id')
        .where('desk_id', '=', desk)
        .where('submission_key', '=', key)
        .where('finished_at', 'is', null)
        .executeTakeFirstOrThrow();
      return { job: unfinished.id, resumed: true };
    }
    for (const [ordinal, submitted] of submission.articles.entries()) {
      const article = newId();
      await transaction
        .insertInto('interlinear.article')
        .values({
          id: article,
          desk_id: desk,
          job_id: job,
          ordinal,
          file_name: submitted.fileName,
          name: submitted.name,
          status: 'accepted',
          created_at: now,
          updated_at: now,
        })
        .execute();
      await transaction
        .insertInto('interlinear.revision')
        .values({
          id: newId(),
          desk_id: desk,
          article_id: article,
          number: 1,
          input: submitted.input,
          source_input: submitted.source?.input ?? null,
          source_file_name: submitted.source?.fileName ?? null,
          created_at: now,
        })
        .execute();
      await transaction
        .insertInto('interlinear.outbox')
        .values({ id: newId(), desk_id: desk, article_id: article, created_at: now })
        .execute();
    }
    return { job, resumed: false };
  });
}

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

/** The state of each article of a job, in the order in which they were handed in. */
export async function jobProgress(tables: Tables, desk: string, job: string): Promise<ArticleProgress[]> {
  const articles = await tables
    .selectFrom('interlinear.article')
    .select(['id', 'file_name', 'name', 'status', 'error'])
    .where('desk_id', '=', desk)
    .where('job_id', '=', job)
    .orderBy('ordinal')
    .execute();
  const languages = await tables
    .selectFrom('interlinear.article_language as language')
    .innerJoin('interlinear.revision as revision', 'revision.id', 'language.revision_id')
    .innerJoin('interlinear.article as article', 'article.id', 'revision.article_id')
    .select([
      'article.id as article',
      'language.language',
      'language.kind',
      'language.status',
      'language.translated',
      'language.of',
      'language.error',
    ])
    .where('article.job_id', '=', job)
    .where('article.desk_id', '=', desk)
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
    .groupBy('article.id')
    .execute();
  const counts = new Map(batches.map((row) => [row.article, row]));
  return articles.map((article) => ({
    id: article.id,
    fileName: article.file_name,
    name: article.name,
    status: article.status,
    error: article.error,
    segments: Number(counts.get(article.id)?.segments ?? 0),
    segmentsDone: Number(counts.get(article.id)?.done ?? 0),
    languages: languages.filter((row) => row.article === article.id).map(({ article: _, ...row }) => row),
  }));
}

/** Marks jobs as over of which no article is under way any more: one, or all of a submission. */
export async function finishJobsThatAreOver(
  tables: Tables,
  desk: string,
  now: Date,
  job?: string,
  submission?: string,
): Promise<void> {
  let open = tables
    .updateTable('interlinear.job')
    .set({ finished_at: now })
    .where('desk_id', '=', desk)
    .where('finished_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('interlinear.article')
            .select('interlinear.article.id')
            .whereRef('interlinear.article.job_id', '=', 'interlinear.job.id')
            .where('interlinear.article.status', 'in', ['accepted', 'segmented']),
        ),
      ),
    );
  if (job !== undefined) open = open.where('id', '=', job);
  if (submission !== undefined) open = open.where('submission_key', '=', submission);
  await open.execute();
}
