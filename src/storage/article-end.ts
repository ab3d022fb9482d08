import { sql } from 'kysely';
import type { StoredError } from '../model/errors.ts';
import type { Tables } from './database.ts';
import { recordEvent } from './events.ts';
import { finishJobsThatAreOver } from './job-end.ts';

/**
 * Ends an article that is still under way, and its job with the last of them; one that has ended stays as it is.
 *
 * @param about.revision the one that this is about: an article that has a newer one by now goes on with it
 * @param about.alongside what is written in the same transaction, if this is what ends it
 */
export async function finishArticle(
  tables: Tables,
  id: string,
  status: 'done' | 'partial' | 'failed',
  error: StoredError | null,
  now: Date,
  { revision, alongside }: { revision?: string; alongside?: (transaction: Tables) => Promise<unknown> } = {},
): Promise<void> {
  await tables.transaction().execute(async (transaction) => {
    const article = await transaction
      .selectFrom('interlinear.article as article')
      .innerJoin('interlinear.job as job', 'job.id', 'article.job_id')
      .select(['article.desk_id as desk', 'article.job_id as job', 'article.file_name as fileName'])
      .where('article.id', '=', id)
      // As holdJob.
      .forNoKeyUpdate('job')
      .executeTakeFirst();
    if (!article) return;
    const { desk, job, fileName } = article;
    const ended = await transaction
      .updateTable('interlinear.article')
      .set({ status, error: error ? JSON.stringify(error) : null, updated_at: now })
      .where('id', '=', id)
      .where('status', 'in', ['accepted', 'segmented'])
      .where(
        revision === undefined
          ? sql<boolean>`true`
          : sql<boolean>`NOT EXISTS (SELECT 1 FROM interlinear.revision AS own JOIN interlinear.revision AS newer
              ON newer.article_id = own.article_id AND newer.number > own.number WHERE own.id = ${revision}::uuid)`,
      )
      .returning('id')
      .executeTakeFirst();
    if (!ended) return;
    await alongside?.(transaction);
    const data = { fileName, ...(error ? { error } : {}) };
    await recordEvent(transaction, { desk, job, article: id, kind: `article.${status}`, data }, now);
    await finishJobsThatAreOver(transaction, desk, now, job);
  });
}
