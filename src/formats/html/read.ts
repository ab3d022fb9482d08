import type { Role } from '../../model/article.ts';
import { type LanguageTag, parseLanguage, sameLanguage } from '../../model/language.ts';
import type { RawBlock } from '../format.ts';
import { type Content, content, type Item, TextBuilder } from './block.ts';
import { decodeReferences } from './characters.ts';
import { type Doubt, linkedCharacters, settle, type Witness } from './doubt.ts';
import { wholeLine } from './edit.ts';
import { endedBy, endsParagraph, inlineElements, keptBlocks, keptInline, voidElements } from './elements.ts';
import { elementHint, metaHint } from './hints.ts';
import { type Piece, pieces } from './tokens.ts';

/** What a page holds, for reading and for writing. */
export interface Survey {
  blocks: RawBlock[];
  /** The start tag of the html element, where the page has one. */
  html?: Piece;
  /** Elements with text, from the outside in; inline elements only where they hold a whole text. */
  elements: Element[];
  /** All that the page is made of. */
  pieces: Piece[];
}

/** An element as it stands in the input, not as a browser would mend it. */
export interface Element {
  tag: Piece;
  /** Where its content ends. */
  end: number;
  /** Where its end tag ends, or its content where it has none. */
  outerEnd: number;
  inline: boolean;
  /** Whether it says itself that it is no part of the story. */
  furniture: boolean;
}

interface Open {
  name: string;
  tag: Piece;
  /** Whether it is the story's own element or inside it. */
  insideArticle: boolean;
  hint?: Role;
  /** The innermost element around its text that may be furniture, itself included. */
  doubt?: Doubt;
  /** Whether it begins the doubt. */
  suspect?: boolean;
  language?: LanguageTag;
}

/** Walks over a page once, in the order of the input, and collects its blocks. */
export function survey(input: string): Survey {
  return new Walk(input).survey();
}

class Walk {
  readonly #input: string;
  readonly #pieces: Piece[];
  readonly #found: Survey;
  readonly #witnesses: Witness[] = [];
  readonly #doubts = new Map<Element, Doubt>();
  #stack: Open[] = [];
  #run: Item[] = [];

  constructor(input: string) {
    this.#input = input;
    this.#pieces = pieces(input);
    this.#found = { blocks: [], elements: [], pieces: this.#pieces };
  }

  survey(): Survey {
    for (let at = 0; at < this.#pieces.length; at++) {
      const piece = this.#pieces[at] as Piece;
      if (piece.kind === 'start') at = this.#start(piece, at);
      else if (piece.kind === 'end') this.#end(piece);
      else this.#collect(piece, piece.kind === 'text' ? 'text' : 'standalone');
    }
    this.#flush();
    while (this.#stack.length) this.#pop(this.#input.length);
    settle(this.#witnesses);
    for (const [element, doubt] of this.#doubts) element.furniture = !doubt.cleared;
    this.#found.elements.sort((a, b) => a.tag.start - b.tag.start || b.outerEnd - a.outerEnd);
    this.#found.blocks.sort((a, b) => a.start - b.start);
    for (const [index, block] of this.#found.blocks.entries()) block.index = index;
    return this.#found;
  }

  /** @returns the place of the last piece it has used */
  #start(piece: Piece, at: number): number {
    const { name } = piece;
    const shielded = name !== 'html' && name !== 'body' && isShielded(piece);
    if (keptInline.has(name) || keptBlocks.has(name) || (shielded && !voidElements.has(name))) {
      const last = this.#closing(at);
      const block = keptBlocks.has(name) || !(keptInline.has(name) || inlineElements.has(name));
      if (last !== undefined) {
        const end = (this.#pieces[last] as Piece).end;
        if (block) this.#flush();
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
    this.#flush();
    while (this.#stack.length) {
      const top = this.#stack.at(-1) as Open;
      if (!endedBy[top.name]?.has(name) && !(top.name === 'p' && endsParagraph.has(name))) break;
      this.#pop(piece.start);
    }
    if (voidElements.has(name)) return;
    if (name === 'h1' || name === 'article' || name === 'main') {
      // What holds the story is no furniture, whatever its class is called.
      for (const open of this.#stack) {
        if (open.name === 'nav' || open.name === 'aside') continue;
        if (open.hint === 'furniture') delete open.hint;
        if (open.suspect && open.doubt) open.doubt.cleared = true;
      }
    }
    const parent = this.#stack.at(-1);
    const insideArticle = parent?.insideArticle ?? false;
    const open: Open = { name, tag: piece, insideArticle: insideArticle || name === 'article' || name === 'main' };
    const own = parent?.hint === 'furniture' ? undefined : elementHint(piece, insideArticle);
    const hint = (own?.doubt ? undefined : own?.role) ?? parent?.hint;
    if (hint) open.hint = hint;
    if (parent?.doubt) open.doubt = parent.doubt;
    if (own?.doubt) open.doubt = { kind: own.doubt, insideArticle, ...(parent?.doubt && { around: parent.doubt }) };
    open.suspect = own?.doubt !== undefined;
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
    this.#flush();
    const at = this.#stack.findLastIndex((open) => open.name === name);
    while (at >= 0 && this.#stack.length > at + 1) this.#pop(piece.start);
    if (at >= 0) this.#pop(piece.start, piece.end);
  }

  #pop(end: number, outerEnd = end): void {
    const open = this.#stack.pop();
    if (!open || open.name === 'html') return;
    const element: Element = { tag: open.tag, end, outerEnd, inline: false, furniture: open.hint === 'furniture' };
    this.#found.elements.push(element);
    if (open.suspect && open.doubt) this.#doubts.set(element, open.doubt);
  }

  #collect(piece: Piece, kind: Item['kind'], images: Piece[] = []): void {
    this.#run.push({ kind, name: piece.name, start: piece.start, end: piece.end, piece, images });
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

  /** Ends a run of text and inline elements. */
  #flush(): void {
    const run = this.#run;
    this.#run = [];
    const around = this.#stack.at(-1);
    const usual = around?.language ?? (this.#found.html && languageOf(this.#found.html));
    const isForeign = ({ piece }: Item, peeled: Item[]) => {
      const language = languageOf(piece);
      const expected = statedBy(peeled) ?? usual;
      return language !== undefined && !(expected && sameLanguage(language, expected));
    };
    const parts = paragraphs(this.#input, run).map((part) => content(this.#input, part, isForeign));
    for (const image of parts.flatMap((part) => part.peeled).flatMap((item) => item.images))
      this.#attribute(image, 'alt', 'alt-text');
    const texts = parts.flatMap((part) => part.content ?? []);
    for (const [place, text] of texts.entries()) this.#text(text, texts[place + 1]);
  }

  #text(text: Content, next: Content | undefined): void {
    const { peeled, pairs, ...rest } = text;
    const around = this.#stack.at(-1);
    const block: RawBlock = { index: 0, ...rest, outer: withPairs(text) };
    // The line breaks between two paragraphs go with the first; what else stands there stays.
    const onlyBreaks =
      next && [...peeled, ...next.peeled].every(({ name, kind }) => kind !== 'standalone' || name === 'br');
    if (onlyBreaks) block.outer.end = withPairs(next).start;
    const language = statedBy(peeled) ?? around?.language;
    if (around?.hint) block.hint = around.hint;
    if (language) block.language = language;
    this.#found.blocks.push(block);
    for (const [{ piece: tag }, { start: end, end: outerEnd }] of pairs)
      this.#found.elements.push({ tag, end, outerEnd, inline: true, furniture: false });
    this.#witnesses.push({ block, linked: linkedCharacters(text), ...(around?.doubt && { doubt: around.doubt }) });
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
    if (around?.doubt) this.#witnesses.push({ block, linked: 0, doubt: around.doubt });
  }
}

/** A text with the inline elements that hold all of it, unless they hold an image too. */
function withPairs({ start, end, pairs, peeled }: Content): { start: number; end: number } {
  const outermost = pairs[0];
  if (!outermost || peeled.some((item) => item.images.length > 0)) return { start, end };
  return { start: outermost[0].start, end: outermost[1].end };
}

function statedBy(items: Item[]): LanguageTag | undefined {
  return items.map((item) => languageOf(item.piece)).find(Boolean);
}

/** Marked as not to be translated: by the attribute, or by the class name that translation services know. */
function isShielded(piece: Piece): boolean {
  const names = piece.attributes.get('class')?.value.split(/\s+/) ?? [];
  return piece.attributes.get('translate')?.value.toLowerCase() === 'no' || names.includes('notranslate');
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

export function languageOf(piece: Piece): LanguageTag | undefined {
  const written = (piece.attributes.get('lang') ?? piece.attributes.get('xml:lang'))?.value;
  if (!written) return undefined;
  try {
    return parseLanguage(written);
  } catch {
    return undefined;
  }
}
