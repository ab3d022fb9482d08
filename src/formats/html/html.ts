import { type LanguageTag, parseLanguage } from '../../model/language.ts';
import type { ArticleFormatMember } from '../format.ts';
import { survey } from './read.ts';
import { write } from './write.ts';

/**
 * HTML pages and fragments (WHATWG HTML). A block is the text between two block-level tags; inline elements are its codes. The text
 * of scripts, styles, templates, preformatted text and code is left as it is, and so is the alternative text of images in mid-sentence.
 */
export const html: ArticleFormatMember = {
  name: 'html',
  extensions: ['.html', '.htm', '.xhtml'],
  mediaType: 'text/html',
  read: (input) => survey(input).blocks,
  write,
};

/** What the page's own data say of an embargo; `undefined` where they say nothing. */
export function pageEmbargo(input: string): string | undefined {
  if (!/embargo/i.test(input)) return undefined;
  for (const { name, attributes } of survey(input).pieces) {
    const stated =
      name === 'meta' && (attributes.get('name') ?? attributes.get('property') ?? attributes.get('itemprop'));
    if (!stated || !/(?:^|[:._-])embargo(?:ed)?(?:[:._-]?(?:date|time|until|end))?$/i.test(stated.value)) continue;
    const content = attributes.get('content')?.value.trim();
    if (content) return content;
  }
  return undefined;
}

/** The language that the html element states; `undefined` where it states none that is registered. */
export function pageLanguage(input: string): LanguageTag | undefined {
  const written = survey(input).html?.attributes.get('lang')?.value;
  try {
    return written ? parseLanguage(written) : undefined;
  } catch {
    return undefined;
  }
}
