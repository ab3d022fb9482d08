import type { Block, Document, InlineCode } from '../../model/article.ts';
import type { LanguageTag } from '../../model/language.ts';
import type { Rewrite } from '../format.ts';
import { escapeAttribute, escapeText } from './characters.ts';
import { apply, type Edit } from './edit.ts';
import { restated, restatedTag } from './languages.ts';
import { survey } from './read.ts';
import { removals } from './removal.ts';
import type { Piece } from './tokens.ts';

/**
 * Writes the page with its rewrites. Where the language changes, `lang` and `dir` say so: on the html element, on every element inside that
 * stated the language of a text which was rewritten, and on texts that stayed as they were (see languages.ts).
 */
export function write(document: Document, rewrites: Rewrite[], language: LanguageTag): string {
  const { input, blocks } = document;
  const page = survey(input);
  const quotes = attributeQuotes(input, page.pieces, blocks);
  const edits = removals(input, page, blocks, rewrites, quotes);
  const changes = language !== document.language;
  for (const block of blocks) {
    const rewrite = rewrites[block.index];
    const quote = quotes.get(block);
    const { start, end } = block;
    if (quote !== undefined) edits.push(...inAttribute(block, rewrite, quote));
    else if (rewrite) {
      const inLanguage = (tag: string) => (changes ? restatedTag(tag, document.language, language) : tag);
      edits.push({ start, end, text: withCodes(block, rewrite, inLanguage) });
    }
  }
  if (changes) edits.push(...restated(document, page, rewrites, new Set(quotes.keys()), language));
  return apply(input, edits);
}

function inAttribute({ start, end, outer }: Block, rewrite: Rewrite, quote: string): Edit[] {
  if (rewrite === undefined || (rewrite === null && (outer.start !== start || outer.end !== end))) return [];
  const value = rewrite ? escapeAttribute(rewrite.text, quote) : '';
  // A value that stood without quotation marks needs them as soon as it has spaces, or is empty.
  return [{ start, end, text: quote === '' ? `"${value}"` : value }];
}

/** For blocks that are the value of an attribute: the quotation mark around it, or `''`. */
function attributeQuotes(input: string, all: Piece[], blocks: Block[]): Map<Block, string> {
  const quotes = new Map<Block, string>();
  const tags = all.filter((piece) => piece.attributes.size > 0);
  let place = 0;
  for (const block of blocks) {
    while (place < tags.length && (tags[place] as Piece).end <= block.start) place++;
    const tag = tags[place];
    // A block that begins with an inline tag begins before that tag's attributes and ends after them.
    if (!tag || tag.start >= block.start || tag.end < block.end) continue;
    for (const attribute of tag.attributes.values()) {
      if (attribute.start > block.start || attribute.end < block.end) continue;
      const mark = input.charAt(attribute.end - 1);
      const opened = /^[^=]*=\s*(["'])/.exec(input.slice(attribute.start, attribute.end))?.[1];
      quotes.set(block, opened === mark ? mark : '');
    }
  }
  return quotes;
}

/** Text with its block's codes: pairs always nest and always close, and nothing that the block does not have gets in. */
function withCodes(
  block: Block,
  rewrite: { text: string; codes: InlineCode[] },
  inLanguage: (tag: string) => string,
): string {
  const own = new Map(block.codes.map((code) => [code.id, code]));
  const { text } = rewrite;
  const open: InlineCode[] = [];
  const used = new Set<string>();
  let written = '';
  let at = 0;
  const close = (code: InlineCode) => {
    written += own.get(code.pair ?? '')?.data ?? '';
  };
  const ordered = [...rewrite.codes].sort((a, b) => a.at - b.at);
  for (const { id, at: place } of ordered) {
    const code = own.get(id);
    if (!code || used.has(id)) continue;
    used.add(id);
    const stop = Math.max(at, Math.min(place, text.length));
    let before = text.slice(at, stop);
    // The line feed that stands for a line break is the break itself.
    if (/^<\/?br\b/i.test(code.data)) before = before.replace(/[ \n]+$/, '');
    written += escapeText(before);
    at = stop;
    if (code.kind === 'standalone' || !code.pair) written += spaced(code, block.text, stop, text);
    else if (code.kind === 'open') {
      written += inLanguage(code.data);
      open.push(code);
    } else {
      const opened = open.findIndex((each) => each.id === code.pair);
      if (opened < 0) continue;
      while (open.length > opened) close(open.pop() as InlineCode);
    }
  }
  written += escapeText(text.slice(at));
  while (open.length) close(open.pop() as InlineCode);
  // A lone end tag closes something that an earlier block opened: without it, everything after would be inside.
  for (const code of block.codes)
    if (code.kind === 'standalone' && /^<\//.test(code.data) && !used.has(code.id)) written += code.data;
  return written;
}

/** A standalone code with the space that belongs to it: words stay apart from it, and no space comes before a full stop. */
function spaced({ data, at }: InlineCode, from: string, place: number, to: string): string {
  const own = to.charAt(place) === from.charAt(at);
  const trimmed =
    data.endsWith(' ') && !own && !/^[\p{L}\p{N}\p{Ps}\p{Pi}]/u.test(to.slice(place)) ? data.trimEnd() : data;
  const apart = data.endsWith(' ') && /[\p{L}\p{N}]$/u.test(to.slice(0, place)) && from.charAt(at - 1) === ' ';
  return apart ? ` ${trimmed}` : trimmed;
}
