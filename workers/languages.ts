import type { StoredError } from '../src/model/errors.ts';
import type { LanguageResult } from '../src/model/result.ts';
import { finishLanguage, type LanguageEnd, loadLanguage, startLanguage } from '../src/storage/article-languages.ts';
import { batchEnds } from '../src/storage/batches.ts';
import { dispatchAgain, type WorkerContext } from './context.ts';
import { languageResult, loadResult } from './results.ts';

/** A language that has just ended. */
export interface EndedLanguage {
  article: string;
  /** Whether no other language of the article waits. */
  last: boolean;
}

/** Checks one language of an article. Its files are written when somebody asks for them. @returns undefined where it did not end it */
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
  const ended = await finishLanguage(tables, id, languageEnd(language), clock.now());
  return ended && { article: row.article, last: ended === 'last' };
}

/** What is recorded of a language that has been checked. */
export function languageEnd({ kind, translated, of, reason, findings, notRun }: LanguageResult): LanguageEnd {
  const isComplete = translated === of || kind === 'given';
  return { status: isComplete ? 'done' : 'partial', translated, of, error: reason ?? null, findings, notRun };
}

/** The language ends as failed with its reason; the others go on. */
export async function giveUpLanguage(context: WorkerContext, id: string, error: StoredError): Promise<void> {
  const result: LanguageEnd = { status: 'failed', translated: 0, of: 0, error, findings: [], notRun: [] };
  await finishLanguage(context.tables, id, result, context.clock.now());
}
