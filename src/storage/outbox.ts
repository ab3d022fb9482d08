import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Tables } from './database.ts';

/** An article that the queue has to be told of. */
export interface OutboxRow {
  id: string;
  article: string;
}

/** Takes rows that nobody has dispatched, oldest first, and marks them as dispatched; another process gets others. */
export async function claimRows(tables: Tables, limit: number, now: Date): Promise<OutboxRow[]> {
  return tables
    .updateTable('interlinear.outbox')
    .set({ dispatched_at: now })
    .where('id', 'in', (rows) =>
      rows
        .selectFrom('interlinear.outbox')
        .select('id')
        .where('dispatched_at', 'is', null)
        .orderBy('created_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'article_id as article'])
    .execute();
}

/** Puts claimed rows back: the queue could not be told. */
export async function returnRows(tables: Tables, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await tables.updateTable('interlinear.outbox').set({ dispatched_at: null }).where('id', 'in', ids).execute();
}

/**
 * Counts one more dispatch of an article.
 *
 * @returns the number of the dispatch, and where the article stands; undefined when its work is over
 */
export async function countDispatch(
  tables: Tables,
  article: string,
  now: Date,
): Promise<{ dispatch: number; status: 'accepted' | 'segmented' } | undefined> {
  const row = await tables
    .updateTable('interlinear.article')
    .set({ dispatches: sql`dispatches + 1`, updated_at: now })
    .where('id', '=', article)
    .where('status', 'in', ['accepted', 'segmented'])
    .returning(['dispatches', 'status'])
    .executeTakeFirst();
  return row && { dispatch: row.dispatches, status: row.status as 'accepted' | 'segmented' };
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
}

const openColumns = ['id', 'desk_id as desk', 'status', 'dispatches'] as const;

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

/** Every article under way. */
export async function openArticles(tables: Tables): Promise<OpenArticle[]> {
  return tables
    .selectFrom('interlinear.article')
    .select(openColumns)
    .where('status', 'in', ['accepted', 'segmented'])
    .orderBy('created_at')
    .execute();
}

/** Writes outbox rows for articles whose work the queue has lost. */
export async function requestDispatch(
  tables: Tables,
  articles: { id: string; desk: string }[],
  now: Date,
): Promise<void> {
  if (articles.length === 0) return;
  await tables
    .insertInto('interlinear.outbox')
    .values(
      articles.map((article) => ({ id: newId(), desk_id: article.desk, article_id: article.id, created_at: now })),
    )
    .execute();
}
