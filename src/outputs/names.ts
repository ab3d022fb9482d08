import type { LanguageTag } from '../model/language.ts';
import type { ArticleResult, LanguageResult } from '../model/result.ts';
import { formatOf, type OutputContext, type OutputKind } from './context.ts';

/** A file that will be written, before it is. */
export interface PlannedFile {
  /** What is in it; one kind of OutputKind can have several. */
  content:
    | 'tmx'
    | 'xliff21'
    | 'xliff12'
    | 'jsonl'
    | 'page'
    | 'translation'
    | 'delivered'
    | 'source'
    | 'corrected'
    | 'changes'
    | 'report';
  name: string;
  mediaType: string;
  language?: LanguageTag;
}

const mediaTypes = {
  tmx: 'application/x-tmx+xml',
  xliff: 'application/xliff+xml',
  jsonl: 'application/jsonl',
  page: 'text/html',
  report: 'application/json',
};

/**
 * Whether a language may be published as far as completeness goes. A given translation is whole by nature; what it lacks is a finding.
 */
export function isComplete(language: LanguageResult): boolean {
  return language.kind === 'given' || (language.translated === language.of && language.reason === undefined);
}

/** `article.fr-es`: the stem of the files of a pair of languages. */
export function pairStem(article: ArticleResult, language: LanguageResult): string {
  return `${article.name}.${language.sourceLanguage}-${language.language}`;
}

/** The files of one language version. An incomplete one has its XLIFF files only: nothing in it may be taken for a finished text. */
export function languageFiles(article: ArticleResult, language: LanguageResult, context: OutputContext): PlannedFile[] {
  const stem = pairStem(article, language);
  const complete = isComplete(language);
  const files: (PlannedFile & { kind: OutputKind; when: boolean })[] = [
    { kind: 'tmx', when: complete, content: 'tmx', name: `${stem}.tmx`, mediaType: mediaTypes.tmx },
    { kind: 'xliff21', when: true, content: 'xliff21', name: `${stem}.xlf`, mediaType: mediaTypes.xliff },
    { kind: 'xliff12', when: true, content: 'xliff12', name: `${stem}.xliff12.xlf`, mediaType: mediaTypes.xliff },
    { kind: 'jsonl', when: complete, content: 'jsonl', name: `${stem}.jsonl`, mediaType: mediaTypes.jsonl },
    { kind: 'page', when: complete, content: 'page', name: `${stem}.page.html`, mediaType: mediaTypes.page },
  ];
  if (language.kind === 'target' && complete) {
    const format = formatOf(article.source ?? article.delivered, context);
    const name = `${article.name}.${language.language}${format.extensions[0] ?? ''}`;
    files.push({ kind: 'article', when: true, content: 'translation', name, mediaType: format.mediaType });
  }
  return wanted(files, context).map((file) => ({ ...file, language: language.language }));
}

/** The files of the whole article. */
export function articleFiles(article: ArticleResult, context: OutputContext): PlannedFile[] {
  const { name, delivered, source } = article;
  const format = formatOf(delivered, context);
  const extension = format.extensions[0] ?? '';
  const stem = `${name}.${delivered.language}`;
  const own = { language: delivered.language, when: true };
  const files: (PlannedFile & { kind: OutputKind; when: boolean })[] = [
    { ...own, kind: 'article', content: 'delivered', name: `${stem}${extension}`, mediaType: format.mediaType },
    {
      ...own,
      kind: 'article',
      content: 'corrected',
      name: `${stem}.corrected${extension}`,
      mediaType: format.mediaType,
    },
    { ...own, kind: 'article', content: 'changes', name: 'changes.html', mediaType: mediaTypes.page },
    // With a source, the delivered text's page is NAME.page.html; its own two columns stay useful to who corrects it.
    { ...own, kind: 'jsonl', content: 'jsonl', name: `${stem}.jsonl`, mediaType: mediaTypes.jsonl },
    { ...own, kind: 'page', content: 'page', name: `${stem}.page.html`, mediaType: mediaTypes.page },
  ];
  if (source) {
    const read = formatOf(source, context);
    files.push(
      {
        kind: 'article',
        when: context.sourceBytes !== undefined,
        content: 'source',
        name: `${name}.${source.language}${read.extensions[0] ?? ''}`,
        mediaType: read.mediaType,
        language: source.language,
      },
      { kind: 'tmx', when: true, content: 'tmx', name: `${name}.tmx`, mediaType: mediaTypes.tmx },
      { kind: 'page', when: true, content: 'page', name: `${name}.page.html`, mediaType: mediaTypes.page },
    );
  }
  files.push({ kind: 'report', when: true, content: 'report', name: 'report.json', mediaType: mediaTypes.report });
  return wanted(files, context);
}

function wanted(files: (PlannedFile & { kind: OutputKind; when: boolean })[], context: OutputContext): PlannedFile[] {
  return files
    .filter((file) => file.when && context.formats.has(file.kind))
    .map(({ content, name, mediaType, language }) => ({ content, name, mediaType, ...(language && { language }) }));
}
