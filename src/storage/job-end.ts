import { sql } from 'kysely';
import type { Tables } from './database.ts';
import { recordEvent } from './events.ts';
import type { ArticleStatus, JobStatus } from './schema.ts';

/**
 * Holds a job until the transaction ends. Whoever changes what its end depends on does so first: otherwise two articles that end at the
 * same moment would each see the other as under way, and nobody would end the job.
 */
export async function holdJob(transaction: Tables, job: string): Promise<void> {
  await transaction
    .selectFrom('interlinear.job')
    .select('id')
    .where('id', '=', job)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** How a job ended whose articles ended like this. */
export function jobStatusOf(ended: Partial<Record<ArticleStatus, number>>): Exclude<JobStatus, 'running'> {
  const all = Object.values(ended).reduce((sum, count) => sum + count, 0);
  if (all > 0 && (ended.canceled ?? 0) === all) return 'canceled';
  if ((ended.done ?? 0) === all) return 'done';
  // What somebody called off has not come out either.
  return (ended.failed ?? 0) + (ended.canceled ?? 0) === all ? 'failed' : 'partial';
}

/** How many articles of a job are in each state. */
export async function articleCounts(
  transaction: Tables,
  job: string,
): Promise<{ articles: number; ended: Partial<Record<ArticleStatus, number>> }> {
  const rows = await transaction
    .selectFrom('interlinear.article')
    .select(['status', sql<number>`count(*)`.as('articles')])
    .where('job_id', '=', job)
    .groupBy('status')
    .execute();
  return {
    articles: rows.reduce((sum, row) => sum + Number(row.articles), 0),
    ended: Object.fromEntries(rows.map((row) => [row.status, Number(row.articles)])),
  };
}

/** Ends jobs of which no article is under way any more: one, or all of a submission. Hold the job before. */
export async function finishJobsThatAreOver(
  transaction: Tables,
  desk: string,
  now: Date,
  job?: string,
  submission?: string,
): Promise<void> {
  let open = transaction
    .selectFrom('interlinear.job')
    .select('id')
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
  for (const { id } of await open.execute()) await endJob(transaction, desk, id, now);
}

async function endJob(transaction: Tables, desk: string, job: string, now: Date): Promise<void> {
  const { articles, ended } = await articleCounts(transaction, job);
  const status = jobStatusOf(ended);
  const changed = await transaction
    .updateTable('interlinear.job')
    .set({ finished_at: now, status })
    .where('id', '=', job)
    .where('finished_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (changed) await recordEvent(transaction, { desk, job, kind: `job.${status}`, data: { articles, ended } }, now);
}
