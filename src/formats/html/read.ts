import type { Role } from '../../model/article.ts';
import { type LanguageTag, parseLanguage } from '../../model/language.ts';
import type { RawBlock } from '../format.ts';
import { content, type Item, TextBuilder } from './block.ts';
import { decodeReferences } from './characters.ts';
import { endedBy, endsParagraph, inlineElements, keptBlocks, keptInline, removable, voidElements } from './elements.ts';
import { elementHint, metaHint } from './hints.ts';
import { type Piece, pieces } from './tokens.ts';

/** What a page holds, for reading and for writing. */
export interface Survey {
  blocks: RawBlock[];
  /** The start tag of the html element, where the page has one. */
  html?: Piece;
  /** Elements inside the page that state a language: their start tags, and where their content ends. */
  stated: { tag: Piece; end: number }[];
}

interface Open {
  name: string;
  tag: Piece;
  /** Whether it is the story's own element or inside it. */
  insideArticle: boolean;
  hint?: Role;
  language?: LanguageTag;
}

/** Walks over a page once, in the order of the input, and collects its blocks. */
export function survey(input: string): Survey {
  return new Walk(input).survey();
}

class Walk {
  readonly #input: string;
  readonly #pieces: Piece[];
  readonly #found: Survey = { blocks: [], stated: [] };
  #stack: Open[] = [];
  #run: Item[] = [];
  /** Where the last block boundary ended: a block that fills its element begins there. */
  #boundary = 0;

  constructor(input: string) {
    this.#input = input;
    this.#pieces = pieces(input);
  }

  survey(): Survey {
    for (let at = 0; at < this.#pieces.length; at++) {
      const piece = this.#pieces[at] as Piece;
      if (piece.kind === 'start') at = this.#start(piece, at);
      else if (piece.kind === 'end') this.#end(piece);
      else this.#collect(piece, piece.kind === 'text' ? 'text' : 'standalone');
    }
    this.#flush(undefined, this.#input.length);
    while (this.#stack.length) this.#pop(this.#input.length);
    this.#found.blocks.sort((a, b) => a.start - b.start);
    for (const [index, block] of this.#found.blocks.entries()) block.index = index;
    return this.#found;
  }

  /** @returns the place of the last piece it has used */
  #start(piece: Piece, at: number): number {
    const { name } = piece;
    const shielded = piece.attributes.get('translate')?.value.toLowerCase() === 'no' && name !== 'html';
    if (keptInline.has(name) || keptBlocks.has(name) || (shielded && !voidElements.has(name))) {
      const last = this.#closing(at);
      const block = keptBlocks.has(name) || !(keptInline.has(name) || inlineElements.has(name));
      if (last !== undefined) {
        const end = (this.#pieces[last] as Piece).end;
        if (block) this.#skip(piece, end);
        else this.#collect({ ...piece, end }, 'standalone', name === 'picture' ? this.#images(at, last) : []);
        return last;
      }
      if (!block) {
        this.#collect(piece, 'standalone');
        return at;
      }
    }
    if (name === 'img') this.#collect(piece, 'standalone', [piece]);
    else if (inlineElements.has(name)) this.#collect(piece, voidElements.has(name) ? 'standalone' : 'open');
    else if (name === 'meta' || name === 'link' || name === 'base') {
      if (name === 'meta' && metaHint(piece)) this.#meta(piece);
      this.#collect(piece, 'standalone');
    } else this.#open(piece);
    return at;
  }

  #open(piece: Piece): void {
    const { name } = piece;
    this.#flush(undefined, piece.start);
    while (this.#stack.length) {
      const top = this.#stack.at(-1) as Open;
      if (!endedBy[top.name]?.has(name) && !(top.name === 'p' && endsParagraph.has(name))) break;
      this.#pop(piece.start);
    }
    this.#boundary = piece.end;
    if (voidElements.has(name)) return;
    if (name === 'h1' || name === 'article' || name === 'main') {
      // What holds the story is no furniture, whatever its class is called.
      for (const open of this.#stack)
        if (open.hint === 'furniture' && open.name !== 'nav' && open.name !== 'aside') delete open.hint;
    }
    const parent = this.#stack.at(-1);
    const insideArticle = parent?.insideArticle ?? false;
    const open: Open = { name, tag: piece, insideArticle: insideArticle || name === 'article' || name === 'main' };
    const hint = parent?.hint === 'furniture' ? 'furniture' : (elementHint(piece, insideArticle) ?? parent?.hint);
    if (hint) open.hint = hint;
    const language = name === 'html' ? undefined : (languageOf(piece) ?? parent?.language);
    if (language) open.language = language;
    if (name === 'html') this.#found.html ??= piece;
    this.#stack.push(open);
  }

  #end(piece: Piece): void {
    const { name } = piece;
    if (inlineElements.has(name) || keptInline.has(name)) {
      this.#collect(piece, name === 'br' || keptInline.has(name) ? 'standalone' : 'close');
      return;
    }
    this.#flush(piece, piece.start);
    const at = this.#stack.findLastIndex((open) => open.name === name);
    while (at >= 0 && this.#stack.length > at) this.#pop(piece.start);
    this.#boundary = piece.end;
  }

  #pop(end: number): void {
    const open = this.#stack.pop();
    if (open?.tag.attributes.has('lang') && open.name !== 'html') this.#found.stated.push({ tag: open.tag, end });
  }

  #collect(piece: Piece, kind: Item['kind'], images: Piece[] = []): void {
    this.#run.push({ kind, name: piece.name, start: piece.start, end: piece.end, piece, images });
  }

  #skip(piece: Piece, end: number): void {
    this.#flush(undefined, piece.start);
    this.#boundary = end;
  }

  /** The place of the end tag that belongs to the start tag at `at`; inline elements must end before the next block begins. */
  #closing(at: number): number | undefined {
    const { name } = this.#pieces[at] as Piece;
    if (voidElements.has(name)) return at;
    const confined = inlineElements.has(name) || name === 'code' || name === 'kbd' || name === 'samp';
    let depth = 0;
    for (let place = at; place < this.#pieces.length; place++) {
      const piece = this.#pieces[place] as Piece;
      if (confined && place > at && piece.name && !inlineElements.has(piece.name) && !keptInline.has(piece.name))
        return undefined;
      if (piece.name !== name) continue;
      if (piece.kind === 'start') depth++;
      else if (piece.kind === 'end' && --depth === 0) return place;
    }
    // Unclosed, an svg or a script swallows the rest, as it does in a browser; a paragraph does not.
    const swallows = !confined && (keptInline.has(name) || keptBlocks.has(name));
    return swallows ? this.#pieces.length - 1 : undefined;
  }

  #images(from: number, to: number): Piece[] {
    return this.#pieces.slice(from, to).filter((piece) => piece.kind === 'start' && piece.name === 'img');
  }

  /** Ends a run. `endTag` is given where the end tag of an element ends it; `limit` is where the boundary begins. */
  #flush(endTag: Piece | undefined, limit: number): void {
    const run = this.#run;
    this.#run = [];
    const parts = paragraphs(this.#input, run).map((part) => ({
      start: part[0]?.start,
      ...content(this.#input, part),
    }));
    const around = this.#stack.at(-1);
    const texts = parts.filter((part) => part.content);
    const images = parts.flatMap((part) => part.peeled).flatMap((item) => item.images);
    for (const image of images) this.#attribute(image, 'alt', 'alt-text');
    for (const [place, part] of texts.entries()) {
      if (!part.content) continue;
      const { peeled, ...rest } = part.content;
      let outer = { start: rest.start, end: texts[place + 1]?.content?.start ?? rest.end };
      const fills = around && around.tag.end === this.#boundary && texts.length === 1 && images.length === 0;
      if (fills && removable.has(around.name) && (!endTag || endTag.name === around.name))
        outer = wholeLine(this.#input, around.tag.start, endTag ? endTag.end : limit);
      const language = peeled.map((item) => languageOf(item.piece)).find(Boolean) ?? around?.language;
      const block: RawBlock = { index: 0, ...rest, outer };
      if (around?.hint) block.hint = around.hint;
      if (language) block.language = language;
      this.#found.blocks.push(block);
    }
  }

  #meta(piece: Piece): void {
    const hint = metaHint(piece);
    if (hint) this.#attribute(piece, 'content', hint, wholeLine(this.#input, piece.start, piece.end));
  }

  #attribute(piece: Piece, name: string, hint: Role, outer?: { start: number; end: number }): void {
    const attribute = piece.attributes.get(name);
    if (!attribute?.value.trim()) return;
    const raw = this.#input.slice(attribute.start, attribute.end);
    const [before] = /^[^=]*=\s*["']?/.exec(raw) ?? [''];
    const quoted = /["']$/.test(before);
    const end = attribute.end - (quoted ? 1 : 0);
    const builder = new TextBuilder();
    for (const part of decodeReferences(this.#input, attribute.start + before.length, end, 'attribute'))
      builder.add(part.text, part.start, part.end);
    builder.trimEnd();
    const { text, anchors } = builder;
    const [first, last] = [anchors[0], anchors.at(-1)];
    if (!first || !last) return;
    const range = { start: first.input, end: last.input + last.inputLength };
    const around = this.#stack.at(-1);
    const block: RawBlock = { index: 0, ...range, outer: outer ?? range, text, anchors, codes: [], hint };
    if (around?.hint === 'furniture') block.hint = 'furniture';
    if (around?.language) block.language = around.language;
    this.#found.blocks.push(block);
  }
}

/** No-break spaces hold empty lines open. */
const emptyLine = /^(?:\s|&nbsp;?|&#160;?|&#xa0;?)*$/i;

/** Two line breaks in a row, outside of inline elements, part paragraphs in pages that have no paragraph elements. */
function paragraphs(input: string, run: Item[]): Item[][] {
  const parts: Item[][] = [[]];
  let depth = 0;
  let breaks = 0;
  for (const item of run) {
    if (item.kind === 'open') depth++;
    else if (item.kind === 'close') depth = Math.max(0, depth - 1);
    if (item.name === 'br') breaks++;
    else if (item.kind !== 'text' || !emptyLine.test(input.slice(item.start, item.end))) {
      if (breaks > 1 && depth - (item.kind === 'open' ? 1 : 0) === 0) parts.push([]);
      breaks = 0;
    }
    parts.at(-1)?.push(item);
  }
  return parts;
}

function languageOf(piece: Piece): LanguageTag | undefined {
  const written = (piece.attributes.get('lang') ?? piece.attributes.get('xml:lang'))?.value;
  if (!written) return undefined;
  try {
    return parseLanguage(written);
  } catch {
    return undefined;
  }
}

/** An element that stands alone on its line goes with its indentation and its line break. */
function wholeLine(input: string, start: number, end: number): { start: number; end: number } {
  let from = start;
  let to = end;
  while (from > 0 && /[ \t]/.test(input.charAt(from - 1))) from--;
  while (to < input.length && /[ \t\r]/.test(input.charAt(to))) to++;
  const alone = (from === 0 || input.charAt(from - 1) === '\n') && (to === input.length || input.charAt(to) === '\n');
  return alone ? { start: from, end: Math.min(to + 1, input.length) } : { start, end };
}
