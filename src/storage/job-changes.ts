import { sql } from 'kysely';
import { InterlinearError } from '../model/errors.ts';
import { recordAct } from './audit.ts';
import type { Tables } from './database.ts';
import { holdJob } from './job-end.ts';
import { BEGUN, priorityNumber } from './priority.ts';
import type { JobOptions, Priority } from './schema.ts';

/** What may still be changed of a job; absent stays as it is. */
export interface JobChange {
  priority?: Priority;
  /** RFC 3339; null for none. */
  deadline?: string | null;
}

/**
 * Changes how urgent a job is, with its audit row. Articles that the queue holds already keep their place in it; all others, and every later
 * stage of those, go by the new one.
 *
 * @throws InterlinearError `not-found.job` {job}
 */
export async function changeJob(
  tables: Tables,
  desk: string,
  job: string,
  change: JobChange,
  by: { actor: string; now: Date },
): Promise<void> {
  await tables.transaction().execute(async (transaction) => {
    await holdJob(transaction, job);
    const found = await transaction
      .selectFrom('interlinear.job')
      .select(['options'])
      .where('id', '=', job)
      .where('desk_id', '=', desk)
      .executeTakeFirst();
    if (!found) throw new InterlinearError('not-found.job', { job });
    const { deadline: before, ...rest } = found.options;
    const deadline = change.deadline === undefined ? before : (change.deadline ?? undefined);
    const priority = change.priority ?? rest.priority;
    const options: JobOptions = { ...rest, ...(priority ? { priority } : {}), ...(deadline ? { deadline } : {}) };
    const number = priorityNumber(priority);
    await transaction
      .updateTable('interlinear.job')
      .set({ options: JSON.stringify(options), priority: number })
      .where('id', '=', job)
      .execute();
    await transaction
      .updateTable('interlinear.outbox as row')
      .from('interlinear.article as article')
      .set({
        priority: sql`${number}::int + CASE article.status WHEN 'segmented' THEN ${sql.lit(BEGUN)} ELSE 0 END`,
        deadline: deadline ?? null,
      })
      .whereRef('article.id', '=', 'row.article_id')
      .where('article.job_id', '=', job)
      .where('row.dispatched_at', 'is', null)
      .execute();
    const said = (one: JobOptions) => ({ priority: one.priority ?? 'normal', deadline: one.deadline ?? null });
    const changed = { act: 'job.change', subject: job, before: said(found.options), after: said(options) };
    await recordAct(transaction, desk, changed, by);
  });
}
