import type { StoredError } from '../src/model/errors.ts';
import { languageOutputs } from '../src/outputs/language.ts';
import { finishLanguage, type LanguageEnd, loadLanguage, startLanguage } from '../src/storage/article-languages.ts';
import { batchEnds } from '../src/storage/batches.ts';
import { saveOutputs } from '../src/storage/outputs.ts';
import { dispatchAgain, type WorkerContext } from './context.ts';
import { languageResult, loadResult, outputContext, withDismissals } from './results.ts';

/** Checks one language of an article and writes its outputs. */
export async function completeLanguage(context: WorkerContext, id: string): Promise<void> {
  const { tables, clock } = context;
  const row = await loadLanguage(tables, id);
  if (row?.status !== 'waiting') return;
  const loaded = await loadResult(context, row.article);
  if (!loaded) return;
  if (!row.startedAt) await startLanguage(tables, id, clock.now());
  const ends = await batchEnds(tables, row.revision);
  if (ends.some((batch) => batch.articleLanguage === id && batch.status === 'waiting'))
    return dispatchAgain(context, loaded.article, { part: 'language', id });
  const language = await languageResult(context, loaded, row.language);
  const shown = await withDismissals(context, loaded.article.desk, language);
  const files = languageOutputs(loaded.result, shown, outputContext(context, loaded));
  const { translated, of, reason, findings, notRun } = language;
  const complete = translated === of || language.kind === 'given';
  const status = complete ? 'done' : 'partial';
  const end: LanguageEnd = { status, translated, of, error: reason ?? null, findings, notRun };
  const now = clock.now();
  // Together: who stood still over this long enough for somebody else to do it has nothing to write any more.
  await tables.transaction().execute(async (transaction) => {
    if (await finishLanguage(transaction, id, end, now))
      await saveOutputs(transaction, loaded.article.desk, row.article, row.language, files, now);
  });
}

/** The language ends as failed with its reason; the others go on. */
export async function giveUpLanguage(context: WorkerContext, id: string, error: StoredError): Promise<void> {
  const result: LanguageEnd = { status: 'failed', translated: 0, of: 0, error, findings: [], notRun: [] };
  await finishLanguage(context.tables, id, result, context.clock.now());
}
