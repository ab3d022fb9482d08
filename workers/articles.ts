import type { StoredError } from '../src/model/errors.ts';
import { finishArticle } from '../src/storage/article-end.ts';
import { loadLanguages } from '../src/storage/article-languages.ts';
import { saveOutputs } from '../src/storage/outputs.ts';
import { dispatchAgain, type WorkerContext } from './context.ts';
import type { EndedLanguage } from './languages.ts';
import { loadResult, outputWishes, wholeResult } from './results.ts';

/**
 * Writes what belongs to the whole article, once its languages are over, and ends it.
 *
 * @param ended the language that has just ended, where it goes on from there
 */
export async function completeArticle(context: WorkerContext, id: string, ended?: EndedLanguage): Promise<void> {
  const { tables, clock } = context;
  const loaded = ended?.loaded ?? (await loadResult(context, id));
  if (loaded?.article.status !== 'segmented') return;
  const { article } = loaded;
  const rows = await loadLanguages(tables, article.revision);
  // A child that died without a word lets its parent run: what it left undone is dispatched again.
  if (rows.some((row) => row.status === 'waiting')) return dispatchAgain(context, article, { part: 'article', id });
  const result = await wholeResult(context, loaded, rows, ended);
  const outputs = outputWishes(context, loaded);
  const files = await context.compute.run({ act: 'article-files', article: result, outputs });
  const status = rows.every((row) => row.status === 'done') ? 'done' : 'partial';
  const now = clock.now();
  await finishArticle(tables, id, status, null, now, {
    revision: article.revision,
    alongside: (transaction) => saveOutputs(transaction, article.desk, id, null, files, now),
  });
  // There is room in the queue for another one.
  await context.dispatch();
}

/** The outputs of the whole article could not be written; what its languages wrote is kept. */
export async function giveUpArticle(context: WorkerContext, id: string, error: StoredError): Promise<void> {
  await finishArticle(context.tables, id, 'failed', error, context.clock.now());
}
