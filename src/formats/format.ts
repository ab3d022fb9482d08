import type { ArticleFormat, Block, Document, InlineCode, Role } from '../model/article.ts';
import type { LanguageTag } from '../model/language.ts';

/** A block as a format sees it: where it stands and what is in it; intake gives it its role, detection its language. */
export interface RawBlock extends Omit<Block, 'role' | 'language'> {
  /** The role that markup states (`h1` is a headline, `figcaption` a caption, `nav` furniture), where it states one. */
  hint?: Role;
  /** The language that markup states for it (an element around it, not the page itself), where it states one. */
  language?: LanguageTag;
}

/** What takes a block's place when an article is written: new text with its codes; `null` leaves the block out; `undefined` keeps it byte for byte. */
export type Rewrite = { text: string; codes: InlineCode[] } | null | undefined;

/** A format that articles come in and go out in. Add one: a folder with its file, its test, and a line in registry.ts. */
export interface ArticleFormatMember {
  name: ArticleFormat;
  /** Lower-case file name extensions, with the dot. */
  extensions: string[];
  mediaType: string;
  /** Cuts decoded input into blocks, in order of appearance. Blocks never overlap. */
  read(input: string): RawBlock[];
  /**
   * Writes the article with some blocks rewritten; whatever is no block stays byte for byte. With every rewrite `undefined` and the
   * document's own language the result equals `document.input`.
   *
   * @param rewrites one a block, by block index
   * @param language language of the result, for `lang` and `dir` where the format has them
   */
  write(document: Document, rewrites: Rewrite[], language: LanguageTag): string;
}
