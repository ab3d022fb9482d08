import type { StoredError } from '../src/model/errors.ts';
import { articleEnd, finishArticle } from '../src/storage/article-end.ts';

import { dispatchAgain, type WorkerContext } from './context.ts';

/** Ends an article once its languages are over. Its files are written when somebody asks for them. */
export async function completeArticle(context: WorkerContext, id: string): Promise<void> {
  const { tables, clock } = context;
  const article = await articleEnd(tables, id);
  if (article?.status !== 'segmented') return;
  const { statuses } = article;
  // A child that died without a word lets its parent run: what it left undone is dispatched again.
  if (statuses.includes('waiting'))
    return dispatchAgain(context, { id, tries: article.tries }, { part: 'article', id });
  const status = statuses.every((status) => status === 'done') ? 'done' : 'partial';
  await finishArticle(tables, id, status, null, clock.now(), { revision: article.revision });
  // There is room in the queue for another one.
  await context.dispatch();
}

/** Its end could not be recorded; what its languages came to is kept. */
export async function giveUpArticle(context: WorkerContext, id: string, error: StoredError): Promise<void> {
  await finishArticle(context.tables, id, 'failed', error, context.clock.now());
}
