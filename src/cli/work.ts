import { storedError } from '../model/errors.ts';
import { asDatabaseError } from '../storage/failures.ts';
import { type ArticleProgress, jobProgress } from '../storage/jobs.ts';
import type { Application } from './application.ts';
import type { Call } from './command.ts';
import { ownWorkers } from './own-workers.ts';
import { progressView } from './progress.ts';
import type { StopWish } from './signals.ts';
import { troubleTeller } from './trouble.ts';

/** How often progress is read. */
const LOOK_MS = 150;

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
