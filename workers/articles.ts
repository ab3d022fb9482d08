import type { StoredError } from '../src/model/errors.ts';
import { articleOutputs } from '../src/outputs/article.ts';
import { finishArticle, loadArticle, loadLanguages } from '../src/storage/articles.ts';
import { finishJobIfOver } from '../src/storage/jobs.ts';
import { saveOutputs } from '../src/storage/outputs.ts';
import type { WorkerContext } from './context.ts';
import { allLanguages, loadResult, outputContext } from './results.ts';

/** Writes what belongs to the whole article, once its languages are over, and ends it. */
export async function completeArticle(context: WorkerContext, id: string): Promise<void> {
  const { tables, clock } = context;
  const loaded = await loadResult(context, id);
  if (loaded?.article.status !== 'segmented') return;
  const { article } = loaded;
  const result = { ...loaded.result, languages: await allLanguages(context, loaded) };
  await saveOutputs(
    tables,
    article.desk,
    id,
    null,
    articleOutputs(result, outputContext(context, loaded)),
    clock.now(),
  );
  const rows = await loadLanguages(tables, article.revision);
  const status = rows.every((row) => row.status === 'done') ? 'done' : 'partial';
  await finishArticle(tables, id, status, null, clock.now());
  await finishJobIfOver(tables, article.desk, article.job, clock.now());
}

/** The outputs of the whole article could not be written; what its languages wrote is kept. */
export async function giveUpArticle(context: WorkerContext, id: string, error: StoredError): Promise<void> {
  const article = await loadArticle(context.tables, id);
  await finishArticle(context.tables, id, 'failed', error, context.clock.now());
  if (article) await finishJobIfOver(context.tables, article.desk, article.job, context.clock.now());
}
