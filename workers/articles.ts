import type { StoredError } from '../src/model/errors.ts';
import { articleEnd, finishArticle } from '../src/storage/article-end.ts';

import { dispatchAgain, type WorkerContext } from './context.ts';

/** Ends an article once its languages are over. Its files are written when somebody asks for them. */
export async function completeArticle(context: WorkerContext, id: string): Promise<void> {
  const { tables, groups } = context;
  const article = await articleEnd(tables, id);
  if (article?.status !== 'segmented') return;
  // A child that died without a word lets its parent run: what it left undone is dispatched again.
  if (article.statuses.includes('waiting'))
    return dispatchAgain(context, { id, tries: article.tries }, { part: 'article', id });
  await groups.over.do(id);
  await context.articleEnded();
}

/** Its end could not be recorded; what its languages came to is kept. */
export async function giveUpArticle(context: WorkerContext, id: string, error: StoredError): Promise<void> {
  await finishArticle(context.tables, id, 'failed', error, context.clock.now());
}
