import { writeJsonl } from '../formats/jsonl/write.ts';
import { writeTmx } from '../formats/tmx/write.ts';
import type { ArticleResult, OutputFile } from '../model/result.ts';
import type { OutputContext } from './context.ts';
import { articleMemory } from './memories.ts';
import { articleFiles, type PlannedFile } from './names.ts';
import { changesPage } from './pages/changes.ts';
import { deliveredPage } from './pages/delivered.ts';
import { overviewPage } from './pages/overview.ts';
import { deliveredRecords } from './records.ts';
import { report } from './report.ts';
import { correctedArticle } from './versions.ts';

/**
 * The files of the whole article, of the kinds that `context.formats` asks for: the delivered file byte for byte, its corrected
 * version, changes.html, its JSONL and page, report.json; with a source also one memory and one page of all languages.
 *
 * @throws InterlinearError `outputs.format` when a document's format is not in the context
 */
export function articleOutputs(article: ArticleResult, context: OutputContext): OutputFile[] {
  return articleFiles(article, context).map((file) => ({
    name: file.name,
    mediaType: file.mediaType,
    ...(file.language && { language: file.language }),
    content: write(file, article, context),
  }));
}

function write(file: PlannedFile, article: ArticleResult, context: OutputContext): string | Uint8Array {
  switch (file.content) {
    case 'delivered':
      return context.inputBytes;
    case 'source':
      return context.sourceBytes ?? '';
    case 'corrected':
      return correctedArticle(article, context);
    case 'changes':
      return changesPage(article, context);
    case 'jsonl':
      return writeJsonl(deliveredRecords(article, context));
    case 'tmx':
      return writeTmx(articleMemory(article, context));
    case 'page':
      return article.source && !file.language ? overviewPage(article, context) : deliveredPage(article, context);
    default:
      return report(article, context);
  }
}
