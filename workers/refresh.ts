import type { LanguageResult } from '../src/model/result.ts';
import { loadLanguages } from '../src/storage/article-languages.ts';
import type { Tables } from '../src/storage/database.ts';
import { saveOutputs } from '../src/storage/outputs.ts';
import {
  markLanguageWritten,
  markWholeWritten,
  refreshLanguage,
  type StaleLanguage,
  staleOutputs,
} from '../src/storage/stale-outputs.ts';
import {
  completedLanguage,
  type LanguageRow,
  type LoadedArticle,
  languageResult,
  loadResult,
  outputWishes,
  type ResultContext,
  wholeResult,
  withDismissals,
} from './results.ts';

/**
 * Writes an article's files as far as nobody has asked for them yet, and brings them and its findings up to what people have written since.
 * Where there is nothing to write it costs one query.
 */
export async function refreshOutputs(context: ResultContext, desk: string, article: string): Promise<void> {
  const { tables, clock } = context;
  const { languages, whole } = await staleOutputs(tables, desk, article);
  if (!whole) return;
  // From before the reading: what is written meanwhile makes them old again.
  const now = clock.now();
  const loaded = await loadResult(context, article);
  if (!loaded) return;
  const { revision, status } = loaded.article;
  const rows = await loadLanguages(tables, revision);
  for (const stale of languages) {
    const row = rows.find(({ id }) => id === stale.id);
    if (row) await writeLanguage(context, loaded, row, stale, now);
  }
  if (status === 'accepted' || status === 'segmented') return;
  const current = await loadLanguages(tables, revision);
  const result = await wholeResult(context, loaded, current);
  // The same files whenever they are asked for first.
  const isFirst = languages.length > 0 && !languages.some(({ edited }) => edited);
  const asOf = isFirst ? new Date(Math.max(...current.map((row) => row.updated_at.getTime()))) : now;
  const outputs = outputWishes(loaded, asOf);
  const files = await context.compute.run({ act: 'article-files', article: result, outputs });
  await inOne(tables, async (transaction) => {
    await saveOutputs(transaction, desk, article, null, files, now);
    await markWholeWritten(transaction, revision, now);
  });
}

async function writeLanguage(
  context: ResultContext,
  loaded: LoadedArticle,
  row: LanguageRow,
  { id, edited, asOf: ended }: StaleLanguage,
  now: Date,
): Promise<void> {
  const { desk, id: article } = loaded.article;
  // What nobody has written in since its checks ran is as they found it.
  const raw: LanguageResult = edited
    ? await languageResult(context, loaded, row.language)
    : await completedLanguage(context, loaded, row);
  const asOf = edited ? now : ended;
  const files = await context.compute.run({
    act: 'language-files',
    article: loaded.result,
    language: await withDismissals(context, desk, raw),
    outputs: outputWishes(loaded, asOf),
  });
  await inOne(context.tables, async (transaction) => {
    await saveOutputs(transaction, desk, article, row.language, files, now);
    if (edited) await refreshLanguage(transaction, id, raw, asOf);
    await markLanguageWritten(transaction, id, asOf);
  });
}

const inOne = (tables: Tables, act: (transaction: Tables) => Promise<void>) => tables.transaction().execute(act);
