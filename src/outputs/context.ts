import type { ArticleFormatMember } from '../formats/format.ts';
import type { Document } from '../model/article.ts';
import { InterlinearError } from '../model/errors.ts';
import type { LanguageTag } from '../model/language.ts';
import type { Messages } from '../model/ports.ts';

/** What a user can ask for: `article` is the article in its own format (as delivered, corrected, translated) and what was changed. */
export type OutputKind = 'tmx' | 'xliff21' | 'xliff12' | 'jsonl' | 'page' | 'article' | 'report';

/** What outputs need to know beside the article. */
export interface OutputContext {
  messages: Messages;
  /** Language of the pages' and the report's own words. */
  interfaceLanguage: LanguageTag;
  createdAt: Date;
  toolVersion: string;
  /** The format of the delivered article. */
  articleFormat: ArticleFormatMember;
  /** The format of its source, where that is another one. */
  sourceFormat?: ArticleFormatMember;
  formats: Set<OutputKind>;
  /** The delivered file, byte for byte. */
  inputBytes: Uint8Array;
  /** The source's file, byte for byte; handed back beside the others where it is there. */
  sourceBytes?: Uint8Array;
}

/**
 * The format that a document was read with.
 *
 * @throws InterlinearError `outputs.format` when the context does not have it
 */
export function formatOf(document: Document, context: OutputContext): ArticleFormatMember {
  for (const format of [context.articleFormat, context.sourceFormat]) {
    if (format?.name === document.format) return format;
  }
  throw new InterlinearError('outputs.format', { format: document.format });
}
