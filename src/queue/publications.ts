import type { Clock } from '../model/ports.ts';
import type { Tables } from '../storage/database.ts';
import { claimPublications, claimQuietPublications, loadPublication, tellAgain } from '../storage/publication-work.ts';
import type { JobData, QueueBackend } from './backend.ts';
import { jobOptions, queueJobId } from './dispatch.ts';

/** Publications taken at a time. */
const ROUND = 25;

/**
 * Tells the queue of publications that were asked for. As with articles, the row is claimed first; a crash between claim and telling is
 * mended by the sweeper.
 */
export async function dispatchPublications(tables: Tables, backend: QueueBackend, clock: Clock): Promise<void> {
  for (let claimed: { id: string; dispatches: number }[]; ; ) {
    claimed = await claimPublications(tables, ROUND, clock.now());
    try {
      for (const { id, dispatches } of claimed) {
        const jobId = queueJobId('publication', id, dispatches);
        await backend.queue('publishing').add('publication', { id } satisfies JobData, { ...jobOptions, jobId });
      }
    } catch (error) {
      await tellAgain(
        tables,
        claimed.map(({ id }) => id),
      ).catch(() => {});
      throw error;
    }
    if (claimed.length < ROUND) return;
  }
}

/** Has publications that wait told once more whose jobs the queue has lost. @returns those that were lost */
export async function sweepPublications(
  tables: Tables,
  backend: QueueBackend,
  clock: Clock,
  quietMs: number,
): Promise<string[]> {
  const before = new Date(clock.now().getTime() - quietMs);
  const lost: string[] = [];
  for (const { id, dispatches } of await claimQuietPublications(tables, before, ROUND, clock.now())) {
    const job = await backend.queue('publishing').getJob(queueJobId('publication', id, dispatches));
    if (job !== undefined && !(await job.isFailed())) continue;
    // A job that ends leaves the queue: between its row and its job, it may have done just that.
    if ((await loadPublication(tables, id))?.status === 'waiting') lost.push(id);
  }
  await tellAgain(tables, lost);
  return lost;
}
