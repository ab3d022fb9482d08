import type { StoredError } from '../src/model/errors.ts';
import type { LanguageResult } from '../src/model/result.ts';
import { finishLanguage, type LanguageEnd, loadLanguage, startLanguage } from '../src/storage/article-languages.ts';
import { batchEnds } from '../src/storage/batches.ts';
import { saveOutputs } from '../src/storage/outputs.ts';
import { dispatchAgain, type WorkerContext } from './context.ts';
import { type LoadedArticle, languageResult, loadResult, outputWishes, withDismissals } from './results.ts';

/** A language that has just ended, with all that was read and worked out for it: the article's end goes on from there. */
export interface EndedLanguage {
  loaded: LoadedArticle;
  /** The language's row, and when it was written. */
  id: string;
  language: LanguageResult;
  /** Whether no other language of the article waits. */
  last: boolean;
}

/** Checks one language of an article and writes its outputs. @returns undefined where it did not end it */
export async function completeLanguage(context: WorkerContext, id: string): Promise<EndedLanguage | undefined> {
  const { tables, clock } = context;
  const row = await loadLanguage(tables, id);
  if (row?.status !== 'waiting') return undefined;
  const loaded = await loadResult(context, row.article);
  if (!loaded) return undefined;
  if (!row.startedAt) await startLanguage(tables, id, clock.now());
  const ends = await batchEnds(tables, row.revision);
  if (ends.some((batch) => batch.articleLanguage === id && batch.status === 'waiting')) {
    await dispatchAgain(context, loaded.article, { part: 'language', id });
    return undefined;
  }
  const language = await languageResult(context, loaded, row.language, ends);
  const shown = await withDismissals(context, loaded.article.desk, language);
  const files = await context.compute.run({
    act: 'language-files',
    article: loaded.result,
    language: shown,
    outputs: outputWishes(context, loaded),
  });
  const { translated, of, reason, findings, notRun } = language;
  const complete = translated === of || language.kind === 'given';
  const status = complete ? 'done' : 'partial';
  const end: LanguageEnd = { status, translated, of, error: reason ?? null, findings, notRun };
  const now = clock.now();
  // Together: who stood still over this long enough for somebody else to do it has nothing to write any more.
  const ended = await tables.transaction().execute(async (transaction) => {
    const ended = await finishLanguage(transaction, id, end, now);
    if (ended) await saveOutputs(transaction, loaded.article.desk, row.article, row.language, files, now);
    return ended;
  });
  return ended && { loaded, id, language, last: ended === 'last' };
}

/** The language ends as failed with its reason; the others go on. */
export async function giveUpLanguage(context: WorkerContext, id: string, error: StoredError): Promise<void> {
  const result: LanguageEnd = { status: 'failed', translated: 0, of: 0, error, findings: [], notRun: [] };
  await finishLanguage(context.tables, id, result, context.clock.now());
}
