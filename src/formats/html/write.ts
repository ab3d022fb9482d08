import type { Block, Document, InlineCode } from '../../model/article.ts';
import { direction, type LanguageTag } from '../../model/language.ts';
import type { Rewrite } from '../format.ts';
import { escapeAttribute, escapeText } from './characters.ts';
import { survey } from './read.ts';
import { type Piece, pieces } from './tokens.ts';

interface Edit {
  start: number;
  end: number;
  text: string;
}

/**
 * Writes the page with its rewrites. Where the language changes, `lang` of the html element says so (and `dir`, for a language written
 * from right to left), and `lang` of every inner element whose blocks were all rewritten.
 */
export function write(document: Document, rewrites: Rewrite[], language: LanguageTag): string {
  const { input, blocks } = document;
  const edits: Edit[] = [];
  const quotes = attributeQuotes(input, blocks);
  for (const block of blocks) {
    const rewrite = rewrites[block.index];
    if (rewrite !== undefined) edits.push(edited(block, rewrite, quotes.get(block)));
  }
  if (language !== document.language) {
    const page = survey(input);
    if (page.html) edits.push(...stated(page.html, language));
    for (const { tag, end } of page.stated) {
      const inside = blocks.filter((block) => block.start >= tag.end && block.end <= end);
      if (inside.length === 0 || inside.some((block) => rewrites[block.index] === undefined)) continue;
      edits.push(...stated(tag, language));
    }
  }
  return apply(input, edits);
}

function apply(input: string, edits: Edit[]): string {
  // An edit inside something that is left out begins before `at` and is void: the wider edit comes first.
  edits.sort((a, b) => a.start - b.start || b.end - a.end);
  let written = '';
  let at = 0;
  for (const edit of edits) {
    if (edit.start < at) continue;
    written += input.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return written + input.slice(at);
}

function edited(block: Block, rewrite: Exclude<Rewrite, undefined>, quote: string | undefined): Edit {
  const { start, end } = block;
  if (quote === undefined)
    return rewrite ? { start, end, text: withCodes(block, rewrite) } : { ...block.outer, text: '' };
  if (!rewrite && (block.outer.start !== start || block.outer.end !== end)) return { ...block.outer, text: '' };
  const value = rewrite ? escapeAttribute(rewrite.text, quote) : '';
  // A value that stood without quotation marks needs them as soon as it has spaces, or is empty.
  return { start, end, text: quote === '' ? `"${value}"` : value };
}

/** For blocks that are the value of an attribute: the quotation mark around it, or `''`. */
function attributeQuotes(input: string, blocks: Block[]): Map<Block, string> {
  const quotes = new Map<Block, string>();
  const tags = pieces(input).filter((piece) => piece.attributes.size > 0);
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
function withCodes(block: Block, rewrite: { text: string; codes: InlineCode[] }): string {
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
    if (code.kind === 'standalone' || !code.pair) written += code.data;
    else if (code.kind === 'open') {
      written += code.data;
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

/** Sets `lang`, and `dir` where it differs from what a page has by default or states. */
function stated(tag: Piece, language: LanguageTag): Edit[] {
  const edits: Edit[] = [];
  const afterName = tag.start + 1 + tag.name.length;
  const set = (name: string, value: string, needed: boolean) => {
    const place = tag.attributes.get(name);
    if (place) edits.push({ start: place.start, end: place.end, text: `${name}="${value}"` });
    else if (needed) edits.push({ start: afterName, end: afterName, text: ` ${name}="${value}"` });
  };
  set('lang', language, true);
  set('xml:lang', language, false);
  set('dir', direction(language), direction(language) === 'rtl');
  return edits;
}
