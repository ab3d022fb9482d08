import { loadLanguages } from '../src/storage/article-languages.ts';
import { editedLanguages, refreshLanguage } from '../src/storage/edited-languages.ts';
import { correctedSince } from '../src/storage/given-text.ts';
import { saveOutputs } from '../src/storage/outputs.ts';
import {
  languageResult,
  loadResult,
  outputWishes,
  type ResultContext,
  wholeResult,
  withDismissals,
} from './results.ts';

/**
 * Brings an article's files and findings up to what people have written since they were made. Where nobody has written anything it costs one
 * query.
 */
export async function refreshOutputs(context: ResultContext, desk: string, article: string): Promise<void> {
  const { tables, clock } = context;
  const edited = await editedLanguages(tables, desk, article);
  if (edited.length === 0 && !(await correctedSince(tables, desk, article))) return;
  // From before the reading: what is written meanwhile makes them old again.
  const asOf = clock.now();
  const loaded = await loadResult(context, article);
  if (!loaded) return;
  for (const { id, language } of edited) {
    const raw = await languageResult(context, loaded, language);
    const result = await withDismissals(context, desk, raw);
    const files = await context.compute.run({
      act: 'language-files',
      article: loaded.result,
      language: result,
      outputs: outputWishes(context, loaded),
    });
    await saveOutputs(tables, desk, article, language, files, asOf);
    await refreshLanguage(tables, id, raw, asOf);
  }
  if (loaded.article.status === 'accepted' || loaded.article.status === 'segmented') return;
  const whole = await wholeResult(context, loaded, await loadLanguages(tables, loaded.article.revision));
  const files = await context.compute.run({
    act: 'article-files',
    article: whole,
    outputs: outputWishes(context, loaded),
  });
  await saveOutputs(tables, desk, article, null, files, asOf);
}
