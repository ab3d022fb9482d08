import type { FlowJob, JobsOptions } from 'bullmq';
import type { Clock } from '../model/ports.ts';
import { finishArticle } from '../storage/article-end.ts';
import { loadLanguage, loadLanguages } from '../storage/article-languages.ts';
import { articleState } from '../storage/articles.ts';
import { loadBatch, loadBatches } from '../storage/batches.ts';
import type { Tables } from '../storage/database.ts';
import {
  type CountedDispatch,
  claimQuietArticles,
  claimRows,
  countDispatches,
  forgetTries,
  type OpenArticle,
  openArticles,
  requestDispatch,
  returnRows,
  traceOf,
  type WaitingLanguage,
  waitingLanguages,
} from '../storage/outbox.ts';
import { URGENT } from '../storage/priority.ts';
import { tellAgain } from '../storage/publication-work.ts';
import { withinTrace } from '../storage/trace.ts';
import { type JobData, type QueueBackend, type QueueName, queueNames } from './backend.ts';

/** Attempts of a job that fails; a crash of its worker does not count. */
export const ATTEMPTS = 4;

/** Articles that one round of the sweeper takes at most. */
const ROUND = 100;

/** The same of the dispatcher: what is urgent waits for the end of a round. */
export const DISPATCH_ROUND = 25;

/** Articles that the queue holds at most: the others wait in the outbox, where what is urgent overtakes them. */
const BACKLOG = 400;

/** An article whose jobs get lost every time is given up after so many dispatches. */
const DISPATCHES = 20;

/** How jobs are tried, and what stays of them. */
export const jobOptions = {
  attempts: ATTEMPTS,
  backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
  removeOnComplete: true,
  removeOnFail: { count: 1000 },
} satisfies JobsOptions;

/** A child that failed for good must not hold its parent for ever: the parent reads from the database what came of it. */
const childOptions = { ...jobOptions, ignoreDependencyOnFailure: true } satisfies JobsOptions;

/** Job ids are made of the row and the number of the dispatch: telling the queue once more makes new jobs. They hold no colon, which BullMQ forbids. */
export function queueJobId(
  kind: 'intake' | 'batch' | 'language' | 'article' | 'publication',
  row: string,
  dispatch: number,
): string {
  return `${kind}-${row}-${dispatch}`;
}

/**
 * Tells the queue of accepted and of segmented articles, the most urgent ones first, as many as it has room for. The outbox row is claimed
 * first, so that two processes do not both tell; a crash between claim and telling is mended by the sweeper.
 *
 * @returns how many it told the queue of; another round may find more
 */
export async function dispatchOutbox(tables: Tables, backend: QueueBackend, clock: Clock): Promise<number> {
  const room = BACKLOG - (await articlesIn(backend));
  if (room > 0) full.delete(backend);
  else full.add(backend);
  const rows =
    room > 0
      ? await claimRows(tables, Math.min(room, DISPATCH_ROUND), clock.now())
      : await claimRows(tables, DISPATCH_ROUND, clock.now(), URGENT);
  // Accepted and segmented before anybody looked: one telling is enough, since it goes by where the article stands now.
  const articles = [...new Set(rows.map((row) => row.article))];
  try {
    for (const [trace, traced] of await byTrace(tables, backend, articles))
      await withinTrace(trace, () => dispatchArticles(tables, backend, traced, clock));
  } catch (error) {
    // Those of them that were told are told twice, which does no harm: what is over or in hand is left alone.
    const ids = rows.map((row) => row.id);
    await returnRows(tables, ids).catch(() => {});
    throw error;
  }
  return articles.length;
}

/** Queues that had no room when this process last told them of something. */
const full = new WeakSet<QueueBackend>();

/**
 * Whether the queue was full when this process last had something for it: then only what is urgent need be told, for whoever works on articles
 * tells of others when they are done with one.
 */
export function wasFull(backend: QueueBackend): boolean {
  return full.has(backend);
}

/** Articles by the trace that their submission is part of; all of them together where nobody traces. */
async function byTrace(
  tables: Tables,
  backend: QueueBackend,
  articles: string[],
): Promise<Map<string | undefined, string[]>> {
  if (!backend.traced) return new Map([[undefined, articles]]);
  const traces = new Map<string | undefined, string[]>();
  for (const article of articles) {
    const trace = await traceOf(tables, article);
    traces.set(trace, [...(traces.get(trace) ?? []), article]);
  }
  return traces;
}

/**
 * Has rounds of the dispatcher run one after the other, whoever asks: those who ask while one is under way share the next one.
 *
 * @param round gives how many articles it told the queue of
 * @returns one who asks gets a round that begins after that, or with `all`, rounds until one is not full
 */
export function dispatcher(round: () => Promise<number>): (all?: boolean) => Promise<void> {
  let running: Promise<number> | undefined;
  let next: Promise<number> | undefined;
  const begin = () => {
    running = round().finally(() => {
      running = undefined;
    });
    return running;
  };
  const ask = () => {
    if (!running) return begin();
    next ??= running
      .catch(() => {})
      .then(() => {
        next = undefined;
        return begin();
      });
    return next;
  };
  return async (all = false) => {
    while ((await ask()) >= DISPATCH_ROUND && all);
  };
}

/** How many articles the queue holds: those to be read, and those that wait for their languages. */
async function articlesIn(backend: QueueBackend): Promise<number> {
  const counts = await Promise.all([
    backend.queue('intake').getJobCounts('waiting', 'prioritized', 'delayed', 'active'),
    backend.queue('articles').getJobCounts('waiting', 'prioritized', 'delayed', 'active', 'waiting-children'),
  ]);
  return counts.flatMap((count) => Object.values(count)).reduce((sum, count) => sum + count, 0);
}

/** Tells the queue of some articles: one statement counts them, one reads what is open of them, and one command for each kind adds their jobs. */
async function dispatchArticles(
  tables: Tables,
  backend: QueueBackend,
  articles: string[],
  clock: Clock,
): Promise<void> {
  const counted = await countDispatches(tables, articles, clock.now());
  const accepted = counted.filter(({ status }) => status === 'accepted');
  const segmented = counted.filter(({ status }) => status === 'segmented');
  if (accepted.length > 0)
    await backend.queue('intake').addBulk(
      accepted.map(({ article, dispatch, priority }) => ({
        name: 'intake',
        data: { id: article },
        opts: { ...jobOptions, ...urgency(priority), jobId: queueJobId('intake', article, dispatch) },
      })),
    );
  if (segmented.length === 0) return;
  const waiting = Map.groupBy(
    await waitingLanguages(
      tables,
      segmented.map(({ article }) => article),
    ),
    ({ article }) => article,
  );
  await backend.flows.addBulk(segmented.map((one) => articleFlow(one, waiting.get(one.article) ?? [])));
}

/** A job without a priority goes ahead of those with one, of which the smaller number goes first. */
function urgency(priority: number): JobsOptions {
  return priority > 0 ? { priority } : {};
}

/**
 * article -> batches, and languages that have none to wait for: the parent runs when its children are over, whatever became of them. Whoever
 * ends the last batch of a language goes on with that language, and with the article (workers/onward.ts): the article's own job finds nothing
 * left to do then, or has dispatched what is left. Finished parts are left out.
 */
function articleFlow({ article, dispatch, priority }: CountedDispatch, waiting: WaitingLanguage[]): FlowJob {
  const node = (queueName: QueueName, name: 'batch' | 'language' | 'article', id: string, tried = false): FlowJob => ({
    queueName,
    name,
    data: { id } satisfies JobData,
    opts: {
      ...(name === 'article' ? jobOptions : childOptions),
      ...(tried ? { attempts: ATTEMPTS - 1 } : {}),
      ...urgency(priority),
      jobId: queueJobId(name, id, dispatch),
    },
  });
  const children = waiting.flatMap(({ language, batches, tried }) =>
    batches.length > 0
      ? batches.map((batch) => node('segments', 'batch', batch, tried.includes(batch)))
      : [node('languages', 'language', language)],
  );
  const root = node('articles', 'article', article);
  return children.length > 0 ? { ...root, children } : root;
}

/**
 * Looks for articles under way whose jobs the queue has lost (a FLUSHALL, a crash between claim and telling), and has them dispatched again.
 *
 * @param quietMs an article that gives no sign of life for this long is looked for in the queue
 * @returns the articles that were lost
 */
export async function sweep(tables: Tables, backend: QueueBackend, clock: Clock, quietMs: number): Promise<string[]> {
  const quiet = await claimQuietArticles(tables, new Date(clock.now().getTime() - quietMs), clock.now(), ROUND);
  const lost = [];
  for (const article of quiet) {
    if (!(await isLost(tables, backend, article))) continue;
    lost.push(article.id);
    await dispatchOrGiveUp(tables, article, clock.now());
  }
  return lost;
}

/** Asks for one more dispatch of an article, or ends one that has had too many: it kills whoever works on it. */
export async function dispatchOrGiveUp(
  tables: Tables,
  article: { id: string; tries: number },
  now: Date,
): Promise<void> {
  if (article.tries < DISPATCHES) return requestDispatch(tables, [article], now);
  await finishArticle(tables, article.id, 'failed', { code: 'article.poison', parameters: { times: DISPATCHES } }, now);
}

/** Whether a job that an article waits for is in no queue, although its row says that it is not done. */
async function isLost(tables: Tables, backend: QueueBackend, article: OpenArticle): Promise<boolean> {
  const { id, status, dispatches } = article;
  const lives = async (queue: QueueName, kind: Parameters<typeof queueJobId>[0], row: string) => {
    const job = await backend.queue(queue).getJob(queueJobId(kind, row, dispatches));
    return job !== undefined && !(await job.isFailed());
  };
  // A job that ends leaves the queue: between reading its row and asking for it, it may have done just that.
  const moved = async () => {
    const now = await articleState(tables, id);
    return now?.status !== status || now.dispatches !== dispatches;
  };
  // Whoever reads an article may go straight on with it.
  if (await lives('intake', 'intake', id)) return false;
  if (status === 'accepted') return !(await moved());
  if (!(await lives('articles', 'article', id))) return !(await moved());
  const stored = await articleState(tables, id);
  const batches = await loadBatches(tables, id);
  for (const { id: row, status: before } of stored ? await loadLanguages(tables, stored.revision) : []) {
    if (before !== 'waiting') continue;
    const own = batches.filter((batch) => batch.articleLanguage === row);
    for (const batch of own) {
      if (batch.status !== 'waiting' || (await lives('segments', 'batch', batch.id))) continue;
      if ((await loadBatch(tables, batch.id))?.status === 'waiting' && !(await moved())) return true;
    }
    if (own.some((batch) => batch.status === 'waiting')) continue;
    if (await lives('languages', 'language', row)) continue;
    // Whoever ended its last batch is at it.
    const held = await Promise.all(own.map((batch) => lives('segments', 'batch', batch.id)));
    if (held.includes(true)) continue;
    if ((await loadLanguage(tables, row))?.status === 'waiting' && !(await moved())) return true;
  }
  return false;
}

/**
 * Empties the queues and has every article and every publication under way dispatched anew. Right only where no other process works on them: then the jobs that
 * a killed process held need not wait for their locks to run out.
 */
export async function rebuildQueue(tables: Tables, backend: QueueBackend, clock: Clock): Promise<void> {
  for (const name of queueNames) await backend.queue(name).obliterate({ force: true });
  await forgetTries(tables);
  await requestDispatch(tables, await openArticles(tables), clock.now());
  await tellAgain(tables);
}
