import type { Call } from '../command.ts';
import type { StopWish } from '../signals.ts';
import { troubleTeller } from '../trouble.ts';
import { FollowView } from './progress.ts';
import type { Reached } from './reach.ts';
import type { JobArticle, ShownJob } from './shapes.ts';

/** A job that is over. */
export interface Followed {
  job: ShownJob;
  articles: JobArticle[];
}

/**
 * Waits for the end of a job, working where nobody else does, and shows how far it is: as lines of progress, or each event as a JSON object
 * of its own.
 *
 * @throws Stopped when the user wishes so; the job goes on without a watcher
 */
export async function follow(call: Call, { client, work }: Reached, id: string, stop: StopWish): Promise<Followed> {
  const view = call.values.json ? undefined : new FollowView(call);
  const trouble = troubleTeller(call, (text) => (view ? view.note(text) : call.note(text)));
  const watching = new AbortController();
  work(trouble);
  const watch = async () => {
    for await (const { id: cursor, event, data } of client.follow(id, trouble, watching.signal)) {
      if (watching.signal.aborted) return;
      if (view) view.take({ id: cursor, event, data });
      else call.out(JSON.stringify({ event, id: cursor, ...data }));
    }
  };
  try {
    // A redriven article makes a job run again between its last event and our look at it.
    let job: ShownJob;
    do {
      await stop.during(watch());
      job = await client.job(id);
    } while (job.status === 'running');
    const articles: JobArticle[] = [];
    for await (const article of client.articles(id)) articles.push(article);
    return { job, articles };
  } finally {
    watching.abort();
    view?.end();
  }
}
