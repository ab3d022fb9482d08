import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Tables } from './database.ts';
import { BEGUN } from './priority.ts';

/** Above every priority. */
const HIGHEST = 32_767;

/** An article that the queue has to be told of. */
export interface OutboxRow {
  id: string;
  article: string;
  /** The smaller the sooner. */
  priority: number;
}

/**
 * Takes rows that nobody has dispatched, the most urgent and of them the oldest first, and marks them as dispatched; another process gets
 * others.
 *
 * @param below only rows whose priority is under this number
 */
export async function claimRows(tables: Tables, limit: number, now: Date, below = HIGHEST): Promise<OutboxRow[]> {
  const claimed = await tables
    .updateTable('interlinear.outbox')
    .set({ dispatched_at: now })
    .where('id', 'in', (rows) =>
      rows
        .selectFrom('interlinear.outbox')
        .select('id')
        .where('dispatched_at', 'is', null)
        .where('priority', '<', below)
        .orderBy('priority')
        .orderBy('deadline')
        .orderBy('created_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'article_id as article', 'priority', 'deadline', 'created_at'])
    .execute();
  // What an update returns has no order.
  const time = (date: Date | null) => date?.getTime() ?? Number.POSITIVE_INFINITY;
  const before = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0);
  return claimed.sort(
    (a, b) =>
      a.priority - b.priority ||
      before(time(a.deadline), time(b.deadline)) ||
      before(time(a.created_at), time(b.created_at)),
  );
}

/** Puts claimed rows back: the queue could not be told. */
export async function returnRows(tables: Tables, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await tables.updateTable('interlinear.outbox').set({ dispatched_at: null }).where('id', 'in', ids).execute();
}

/** An article that the queue is to be told of once more. */
export interface CountedDispatch {
  article: string;
  /** The number of the dispatch. */
  dispatch: number;
  status: 'accepted' | 'segmented';
  priority: number;
}

/** Counts one more dispatch of some articles. @returns where they stand, in their order; those whose work is over are left out */
export async function countDispatches(tables: Tables, articles: string[], now: Date): Promise<CountedDispatch[]> {
  if (articles.length === 0) return [];
  const { rows } = await sql<CountedDispatch>`
    UPDATE interlinear.article AS article SET dispatches = article.dispatches + 1, updated_at = ${now}
    FROM interlinear.job AS job
    WHERE article.id = ANY (${articles}::uuid[]) AND article.status IN ('accepted', 'segmented') AND job.id = article.job_id
    RETURNING article.id AS article, article.dispatches AS dispatch, article.status, job.priority`.execute(tables);
  // What an update returns has no order.
  const places = new Map(articles.map((article, place) => [article, place]));
  return rows.sort((a, b) => (places.get(a.article) ?? 0) - (places.get(b.article) ?? 0));
}

/** Work of an article that waits: a language, with its batches that are not over. */
export interface WaitingLanguage {
  article: string;
  language: string;
  batches: string[];
  /** Those of the batches that were tried once already, by whoever read the article, and failed. */
  tried: string[];
}

/** The languages of some articles that are not over, in the order in which they were asked for. */
export async function waitingLanguages(tables: Tables, articles: string[]): Promise<WaitingLanguage[]> {
  if (articles.length === 0) return [];
  const { rows } = await sql<WaitingLanguage>`
    SELECT revision.article_id AS article, language.id AS language,
      (SELECT coalesce(jsonb_agg(id ORDER BY ordinal), '[]') FROM interlinear.batch
        WHERE article_language_id = language.id AND status = 'waiting') AS batches,
      (SELECT coalesce(jsonb_agg(id), '[]') FROM interlinear.batch
        WHERE article_language_id = language.id AND status = 'waiting' AND error IS NOT NULL) AS tried
    FROM interlinear.revision AS revision JOIN interlinear.article_language AS language ON language.revision_id = revision.id
    WHERE revision.article_id = ANY (${articles}::uuid[]) AND revision.current AND language.status = 'waiting'
    ORDER BY language.id`.execute(tables);
  return rows;
}

/** The trace that an article's submission is part of, where there is one. */
export async function traceOf(tables: Tables, article: string): Promise<string | undefined> {
  const { rows } = await sql<{ trace: string | null }>`
    SELECT job.options ->> 'trace' AS trace FROM interlinear.article AS article
    JOIN interlinear.job AS job ON job.id = article.job_id WHERE article.id = ${article}`.execute(tables);
  return rows[0]?.trace ?? undefined;
}

/** An article under way. */
export interface OpenArticle {
  id: string;
  desk: string;
  status: string;
  dispatches: number;
  /** Dispatches since it was submitted, or redriven. */
  tries: number;
}

const openColumns = [
  'id',
  'desk_id as desk',
  'status',
  'dispatches',
  sql<number>`dispatches - tries_from`.as('tries'),
] as const;

/** Takes articles under way whose last sign of life is older than `before`, and counts the look as one; another sweeper gets others. */
export async function claimQuietArticles(
  tables: Tables,
  before: Date,
  now: Date,
  limit: number,
): Promise<OpenArticle[]> {
  return tables
    .updateTable('interlinear.article')
    .set({ updated_at: now })
    .where('id', 'in', (rows) =>
      rows
        .selectFrom('interlinear.article')
        .select('id')
        .where('status', 'in', ['accepted', 'segmented'])
        .where('updated_at', '<', before)
        // One that the queue has not been told of yet is not lost.
        .where(({ not, exists, selectFrom: rowsOf }) =>
          not(
            exists(
              rowsOf('interlinear.outbox')
                .select('interlinear.outbox.id')
                .whereRef('interlinear.outbox.article_id', '=', 'interlinear.article.id')
                .where('interlinear.outbox.dispatched_at', 'is', null),
            ),
          ),
        )
        .orderBy('updated_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(openColumns)
    .execute();
}

/** Has the tries of all articles under way count anew: their jobs are gone because a process ended, not because of them. */
export async function forgetTries(tables: Tables): Promise<void> {
  await tables
    .updateTable('interlinear.article')
    .set({ tries_from: sql`dispatches` })
    .where('status', 'in', ['accepted', 'segmented'])
    .execute();
}

/** Every article under way. */
export async function openArticles(tables: Tables): Promise<OpenArticle[]> {
  return tables
    .selectFrom('interlinear.article')
    .select(openColumns)
    .where('status', 'in', ['accepted', 'segmented'])
    .orderBy('created_at')
    .execute();
}

/** Writes outbox rows for articles whose work the queue has to be told of anew. */
export async function requestDispatch(tables: Tables, articles: { id: string }[], now: Date): Promise<void> {
  for (let at = 0; at < articles.length; at += ROWS) {
    const jobs = await tables
      .selectFrom('interlinear.article as article')
      .innerJoin('interlinear.job as job', 'job.id', 'article.job_id')
      .select([
        'article.id',
        'article.desk_id',
        sql<number>`job.priority + CASE article.status WHEN 'segmented' THEN ${sql.lit(BEGUN)} ELSE 0 END`.as(
          'priority',
        ),
        sql<string | null>`job.options ->> 'deadline'`.as('deadline'),
      ])
      .where(
        'article.id',
        'in',
        articles.slice(at, at + ROWS).map(({ id }) => id),
      )
      .execute();
    if (jobs.length === 0) continue;
    await tables
      .insertInto('interlinear.outbox')
      .values(jobs.map(({ id, ...row }) => ({ id: newId(), article_id: id, created_at: now, ...row })))
      .execute();
  }
}

/** Rows a statement takes at most, well under PostgreSQL's 65,535 parameters. */
const ROWS = 1000;
