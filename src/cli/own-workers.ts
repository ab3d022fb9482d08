import type { RunningWorkers } from '../../workers/start.ts';
import type { Application } from './application.ts';

/** How often a command that waits for others makes sure that there still are others. */
const OTHERS_MS = 3000;
/** How long the end of a run waits for a look at the queue that was just under way. */
const LAST_LOOK_MS = 2000;

/**
 * This process's workers, started as soon as nobody else works: others may end at any time, with their work or without.
 *
 * @param others called once, when the work is found in others' hands
 */
export function ownWorkers(application: Application, report: (error: unknown) => void, others: () => void) {
  let workers: RunningWorkers | undefined;
  let looking: Promise<void> | undefined;
  let next = 0;
  let told = false;
  let ended = false;
  const nobodyElse = async () => {
    if (!application.queue && !(await application.openQueueAgain())) return false;
    const { queue } = application;
    return queue !== undefined && (queue.exclusive || (await queue.queue('segments').getWorkersCount()) === 0);
  };
  const startWhereAlone = async () => {
    if (!(await nobodyElse())) {
      if (!told && !ended) others();
      told = true;
      return;
    }
    if (!ended) workers = await application.work(report);
  };
  return {
    /** Returns at once: a queue that is away answers only when it is back. */
    look() {
      if (workers || looking || Date.now() < next) return;
      looking = startWhereAlone()
        .catch(report)
        .finally(() => {
          looking = undefined;
          next = Date.now() + OTHERS_MS;
        });
    },
    async stop(drainMs: number) {
      ended = true;
      if (looking) await Promise.race([looking, new Promise((resolve) => setTimeout(resolve, LAST_LOOK_MS).unref())]);
      await workers?.stop(drainMs);
    },
  };
}
