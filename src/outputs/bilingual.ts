import type { BilingualFile } from '../formats/bilingual.ts';
import type { ArticleResult, LanguageResult } from '../model/result.ts';
import type { OutputContext } from './context.ts';
import { formatOf } from './context.ts';
import { findingsByPair } from './findings.ts';

/** An article and one language version of it as a translator's tool takes it. */
export function bilingualFile(article: ArticleResult, language: LanguageResult, context: OutputContext): BilingualFile {
  const source = article.source ?? article.delivered;
  const findings = findingsByPair(article, language);
  return {
    fileName: `${article.name}.${language.sourceLanguage}${formatOf(source, context).extensions[0] ?? ''}`,
    sourceLanguage: language.sourceLanguage,
    targetLanguage: language.language,
    units: language.pairs.map((pair) => {
      const last = source.segments[pair.sourceSegments.at(-1) ?? -1];
      const role = last && source.blocks[last.block]?.role;
      return {
        id: `s${pair.ordinal + 1}`,
        ...(role && { role }),
        pair,
        findings: findings.get(pair.ordinal) ?? [],
        ...(last?.after && { whiteSpaceAfter: last.after }),
      };
    }),
    messages: context.messages,
  };
}
