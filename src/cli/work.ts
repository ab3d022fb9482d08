import type { RunningWorkers } from '../../workers/start.ts';
import { storedError } from '../model/errors.ts';
import { asDatabaseError } from '../storage/failures.ts';
import { type ArticleProgress, jobProgress } from '../storage/jobs.ts';
import type { Application } from './application.ts';
import type { Call } from './command.ts';
import { progressView } from './progress.ts';
import type { StopWish } from './signals.ts';
import { troubleTeller } from './trouble.ts';

/** How often progress is read. */
const LOOK_MS = 150;
/** How often a command that waits for others makes sure that there still are others. */
const OTHERS_MS = 3000;
/** How long the end of a run waits for a look at the queue that was just under way. */
const LAST_LOOK_MS = 2000;

/**
 * Waits until every article is over, working on them where nobody else does.
 *
 * @returns the articles, or `disk-full` when this machine's disk ended the wait, which has been told to the user
 * @throws Stopped
 */
export async function work(
  call: Call,
  application: Application,
  job: string,
  stop: StopWish,
): Promise<ArticleProgress[] | 'disk-full'> {
  const { database, desk, config } = application;
  let diskFull = false;
  const view = progressView(call);
  const tell = troubleTeller(call, (text) => view.note(text));
  const report = (thrown: unknown) => {
    const { code } = storedError(asDatabaseError(thrown));
    // A server's disk is an administrator's to clear, and is waited for; this machine's is the user's.
    if (code === 'disk.full' && database.kind === 'embedded') diskFull = true;
    tell(thrown);
  };
  const own = ownWorkers(application, report, () => view.note(call.messages('cli:translate.others')));
  let finished = false;
  try {
    for (;;) {
      own.look();
      const articles = await jobProgress(database.tables, desk, job).catch((error: unknown) => {
        report(error);
        return undefined;
      });
      if (articles) {
        view.show(articles);
        finished = articles.every(isOver);
        if (finished) return articles;
      }
      if (diskFull) return 'disk-full';
      stop.look();
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  } finally {
    view.end();
    await own.stop(finished ? config.drainSeconds * 1000 : 0);
  }
}

function isOver({ status }: ArticleProgress): boolean {
  return status !== 'accepted' && status !== 'segmented';
}

/**
 * This process's workers, started as soon as nobody else works: others may end at any time, with their work or without.
 *
 * @param others called once, when the work is found in others' hands
 */
function ownWorkers(application: Application, report: (error: unknown) => void, others: () => void) {
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
