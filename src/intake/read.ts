import { pageEmbargo, pageLanguage } from '../formats/html/html.ts';
import { articleFormat, articleFormatForFile } from '../formats/registry.ts';
import { readText } from '../formats/text/text.ts';
import type { ArticleFormat, Block } from '../model/article.ts';
import { InterlinearError } from '../model/errors.ts';
import { type LanguageTag, UNDETERMINED } from '../model/language.ts';
import { decode } from './decode.ts';
import type { Pattern } from './patterns.ts';
import { assignRoles, standsAlone } from './roles.ts';

/** An article as it was read: everything of a document but its language and its segments. */
export interface ReadArticle {
  format: ArticleFormat;
  encoding: string;
  bom: boolean;
  input: string;
  /** `language` is `und`, but for blocks in an element that states one. */
  blocks: Block[];
  /** The language that the page states for itself; often a template's, so weigh it. */
  statedLanguage?: LanguageTag;
  /** What its own data say of an embargo, as they say it. */
  statedEmbargo?: string;
}

/**
 * Reads an article: decodes the bytes, cuts them into blocks, and gives each its news role.
 *
 * @param options.fileName its extension picks the format where `format` is not given
 * @param options.furniture patterns of the desk for lines of page furniture
 * @throws InterlinearError `input.extension`, `input.empty` (also when a page has no text), `input.binary`, `input.encoding`
 */
export function readArticle(
  bytes: Uint8Array,
  options: { fileName: string; format?: ArticleFormat; furniture?: Pattern[] },
): ReadArticle {
  const member = options.format ? articleFormat(options.format) : articleFormatForFile(options.fileName);
  const { input, encoding, bom } = decode(bytes);
  const raw =
    member.name === 'text' ? readText(input, (line) => standsAlone(line, options.furniture)) : member.read(input);
  if (raw.length === 0) throw new InterlinearError('input.empty');
  const roles = assignRoles(raw, options.furniture);
  const blocks = raw.map(({ hint: _, ...block }, place): Block => {
    return { ...block, role: roles[place] ?? 'body', language: block.language ?? UNDETERMINED };
  });
  const article: ReadArticle = { format: member.name, encoding, bom, input, blocks };
  const stated = member.name === 'html' ? pageLanguage(input) : undefined;
  if (stated) article.statedLanguage = stated;
  const embargo = member.name === 'html' ? pageEmbargo(input) : undefined;
  if (embargo) article.statedEmbargo = embargo;
  return article;
}
