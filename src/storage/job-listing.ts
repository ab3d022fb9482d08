import { type Expression, type SqlBool, sql } from 'kysely';
import type { Place } from './article-listing.ts';
import type { Tables } from './database.ts';
import type { ArticleStatus, JobOptions, JobStatus, LanguageStatus } from './schema.ts';
import { containing } from './text-search.ts';

/** Which jobs of a desk somebody wants to see; what is absent does not matter. */
export interface JobFilter {
  status?: JobStatus[];
  /** Asked for. */
  language?: string;
  /** Stands in its name, or in the name of one of its articles, in any case. */
  text?: string;
  createdAfter?: Date;
  createdBefore?: Date;
}

/** A job as lists show it. */
export interface ListedJob {
  id: string;
  name: string | null;
  status: JobStatus;
  options: JobOptions;
  callbackUrl: string | null;
  createdBy: string | null;
  createdAt: Date;
  finishedAt: Date | null;
  /** How many articles are in each state. */
  articles: Partial<Record<ArticleStatus, number>>;
}

/** One row more than a page has, in the order of submission: whoever asks sees whether there are more. */
export async function listJobs(
  tables: Tables,
  desk: string,
  filter: JobFilter,
  { descending, after, limit }: Place,
): Promise<ListedJob[]> {
  let query = jobs(tables, desk)
    .orderBy('job.id', descending ? 'desc' : 'asc')
    .limit(limit + 1);
  if (after !== undefined) query = query.where('job.id', descending ? '<' : '>', after);
  for (const condition of conditions(filter)) query = query.where(condition);
  return (await query.execute()).map(listed);
}

/** @returns undefined for one that the desk does not have */
export async function showJob(tables: Tables, desk: string, id: string): Promise<ListedJob | undefined> {
  const row = await jobs(tables, desk).where('job.id', '=', id).executeTakeFirst();
  return row && listed(row);
}

function jobs(tables: Tables, desk: string) {
  return tables
    .selectFrom('interlinear.job as job')
    .where('job.desk_id', '=', desk)
    .select(['job.id', 'job.name', 'job.status', 'job.options', 'job.callback_url as callbackUrl'])
    .select(['job.created_by as createdBy', 'job.created_at as createdAt', 'job.finished_at as finishedAt'])
    .select(
      sql<ListedJob['articles'] | null>`(SELECT json_object_agg(status, articles) FROM (
        SELECT status, count(*) AS articles FROM interlinear.article WHERE job_id = job.id GROUP BY status) AS counted)`.as(
        'articles',
      ),
    );
}

function listed({ articles, ...row }: Omit<ListedJob, 'articles'> & { articles: ListedJob['articles'] | null }) {
  return { ...row, articles: articles ?? {} };
}

function conditions({ status, language, text, createdAfter, createdBefore }: JobFilter): Expression<SqlBool>[] {
  const wanted: Expression<SqlBool>[] = [];
  if (status && status.length > 0) wanted.push(sql<SqlBool>`job.status IN (${sql.join(status)})`);
  if (language !== undefined) wanted.push(sql<SqlBool>`job.options -> 'to' @> ${JSON.stringify([language])}::jsonb`);
  if (text !== undefined)
    wanted.push(sql<SqlBool>`(job.name ILIKE ${containing(text)} OR EXISTS (
      SELECT 1 FROM interlinear.article AS article
      WHERE article.job_id = job.id AND (article.name ILIKE ${containing(text)} OR article.file_name ILIKE ${containing(text)})))`);
  if (createdAfter) wanted.push(sql<SqlBool>`job.created_at > ${createdAfter}`);
  if (createdBefore) wanted.push(sql<SqlBool>`job.created_at < ${createdBefore}`);
  return wanted;
}

/** A language of a job over all its articles. */
export interface JobLanguage {
  language: string;
  /** How many articles' versions are in each state; articles that nobody has read yet have none. */
  versions: Partial<Record<LanguageStatus, number>>;
  /** Segments to translate, those whose batch is over, and their words in the source. */
  segments: number;
  segmentsDone: number;
}

/** How far the languages of a job are. */
export async function jobLanguages(tables: Tables, desk: string, job: string): Promise<JobLanguage[]> {
  const { rows } = await sql<JobLanguage>`
    WITH version AS (
      SELECT language.id, language.language, language.status
      FROM interlinear.article AS article
      JOIN interlinear.revision AS revision ON revision.article_id = article.id AND revision.current
      JOIN interlinear.article_language AS language ON language.revision_id = revision.id
      WHERE article.job_id = ${job} AND article.desk_id = ${desk} AND language.kind = 'target'
    ), counted AS (
      SELECT language, json_object_agg(status, n) AS versions
      FROM (SELECT language, status, count(*) AS n FROM version GROUP BY language, status) AS by_status GROUP BY language
    ), worked AS (
      SELECT version.language, sum(batch.end_segment - batch.first_segment) AS segments,
        sum(CASE WHEN batch.status = 'waiting' THEN 0 ELSE batch.end_segment - batch.first_segment END) AS done
      FROM version JOIN interlinear.batch AS batch ON batch.article_language_id = version.id GROUP BY version.language
    )
    SELECT counted.language, counted.versions, coalesce(worked.segments, 0)::int AS segments,
      coalesce(worked.done, 0)::int AS "segmentsDone"
    FROM counted LEFT JOIN worked ON worked.language = counted.language
    ORDER BY counted.language COLLATE "C"`.execute(tables);
  return rows;
}
