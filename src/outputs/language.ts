import { writeJsonl } from '../formats/jsonl/write.ts';
import { writeTmx } from '../formats/tmx/write.ts';
import { writeXliff12 } from '../formats/xliff12/write.ts';
import { writeXliff21 } from '../formats/xliff21/write.ts';
import type { ArticleResult, LanguageResult, OutputFile } from '../model/result.ts';
import { bilingualFile } from './bilingual.ts';
import type { OutputContext } from './context.ts';
import { pairMemory } from './memories.ts';
import { languageFiles, type PlannedFile } from './names.ts';
import { pairPage } from './pages/pair.ts';
import { pairRecords } from './records.ts';
import { translatedArticle } from './versions.ts';

/**
 * The files of one language version, of the kinds that `context.formats` asks for: TMX, XLIFF 2.1 and 1.2, JSONL, the bilingual page
 * and the translated article. An incomplete version has its two XLIFF files only. A given translation has no article of its own here:
 * it is the delivered one.
 *
 * @throws InterlinearError `outputs.format` when the source's format is not in the context
 */
export function languageOutputs(
  article: ArticleResult,
  language: LanguageResult,
  context: OutputContext,
): OutputFile[] {
  return languageFiles(article, language, context).map((file) => ({
    name: file.name,
    mediaType: file.mediaType,
    language: language.language,
    content: write(file, article, language, context),
  }));
}

function write(file: PlannedFile, article: ArticleResult, language: LanguageResult, context: OutputContext): string {
  switch (file.content) {
    case 'tmx':
      return writeTmx(pairMemory(article, language, context));
    case 'xliff21':
      return writeXliff21(bilingualFile(article, language, context));
    case 'xliff12':
      return writeXliff12(bilingualFile(article, language, context));
    case 'jsonl':
      return writeJsonl(pairRecords(article, language, context));
    case 'page':
      return pairPage(article, language, context);
    default:
      return translatedArticle(article, language, context);
  }
}
