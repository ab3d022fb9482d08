import type { Anchor, InlineCode } from '../../model/article.ts';
import { decodeReferences } from './characters.ts';
import type { Piece } from './tokens.ts';

/** A part of a run: text, an inline tag, or markup kept whole. */
export interface Item {
  kind: 'text' | 'open' | 'close' | 'standalone';
  name: string;
  start: number;
  end: number;
  /** The tag that it is or begins with. */
  piece: Piece;
  /** Images in it, for their alternative text. */
  images: Piece[];
}

/** Text and codes of a run, with the part of the input that they replace. */
export interface Content {
  start: number;
  end: number;
  text: string;
  codes: InlineCode[];
  anchors: Anchor[];
  /** Items at the edges that need not be part of the text: images there keep their place, pairs around everything stay around it. */
  peeled: Item[];
  /** The pairs around everything, the outermost first. */
  pairs: [open: Item, close: Item][];
}

/** White space that collapses (CSS Text 3, 4.1.1), and controls that XML cannot carry. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what this is for
const special = /[ \t\n\f\r]+|[\u0000-\u0008\u000b\u000e-\u001f\ufffe\uffff]+/g;
const blank = /^[ \t\n\f\r]*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const nothing = /^[\u0000-\u0020\ufffe\uffff]*$/;

/** Makes a block's content of the items between two block boundaries; `undefined` where there is no text, with what was peeled. */
export function content(
  input: string,
  run: Item[],
  isForeign: (item: Item, peeled: Item[]) => boolean = () => false,
): { content?: Content; peeled: Item[] } {
  const partners = pair(run);
  const { from, to, peeled, pairs } = peel(input, run, partners);
  if (from >= to) return { peeled };
  const builder = new TextBuilder();
  const codes: InlineCode[] = [];
  const ids = new Map<Item, string>();
  const kept = shielded(input, run.slice(from, to), partners, (item) => isForeign(item, peeled));
  for (const item of kept) if (item.kind !== 'text') ids.set(item, String(ids.size + 1));
  // Something seen, such as an image, after a space: a space that follows it goes with it, since the text has its own already.
  let seen: InlineCode | undefined;
  for (const item of kept) {
    if (item.kind === 'text') {
      if (seen && /^[ \t\n\f\r]/.test(input.charAt(item.start))) seen.data += ' ';
      seen = undefined;
      for (const part of decodeReferences(input, item.start, item.end, 'text'))
        builder.add(part.text, part.start, part.end);
      continue;
    }
    if (item.name === 'br') builder.lineBreak(item.start, item.end);
    const partner = partners.get(item);
    const code: InlineCode = {
      id: ids.get(item) as string,
      kind: partner && ids.has(partner) ? item.kind : 'standalone',
      at: builder.text.length,
      data: input.slice(item.start, item.end),
    };
    const pairId = partner && ids.get(partner);
    if (pairId) code.pair = pairId;
    codes.push(code);
    if (item.name === 'br') seen = undefined;
    else if (isSeen(item)) seen = builder.afterSpace ? code : undefined;
  }
  const length = builder.text.length;
  builder.trimEnd();
  const { text, anchors } = builder;
  const last = codes.find(
    (code) => code.kind === 'standalone' && code.at === length && !/^<(?:\/|br\b)/i.test(code.data),
  );
  if (last && text.length < length) last.data = ` ${last.data}`;
  for (const code of codes) code.at = Math.min(code.at, text.length);
  const firstItem = kept[0] as Item;
  const lastItem = kept.at(-1) as Item;
  const lastAnchor = anchors.at(-1);
  // A no-break space alone keeps a paragraph open; it is nothing to translate.
  if (!lastAnchor || text.trim() === '') return { peeled };
  const start = firstItem.kind === 'text' ? (anchors[0] as Anchor).input : firstItem.start;
  const end = lastItem.kind === 'text' ? lastAnchor.input + lastAnchor.inputLength : lastItem.end;
  return { content: { start, end, text, codes, anchors, peeled, pairs }, peeled };
}

/** Whether an item without text of its own shows something between the words. */
function isSeen({ kind, name }: Item): boolean {
  return kind === 'standalone' && !/^(?:wbr|script|style|template|noscript|meta|link|base|)$/.test(name);
}

/** Elements in another language become one code each, with all that is in them, while the rest is the larger part of the text. */
function shielded(input: string, run: Item[], partners: Map<Item, Item>, isForeign: (item: Item) => boolean): Item[] {
  const found: Item[] = [];
  let within = 0;
  let all = 0;
  for (let place = 0; place < run.length; place++) {
    const item = run[place] as Item;
    const size = item.kind === 'text' ? input.slice(item.start, item.end).trim().length : 0;
    all += size;
    const partner = item.kind === 'open' ? partners.get(item) : undefined;
    if (!partner || !isForeign(item)) {
      found.push(item);
      continue;
    }
    while (run[place] !== partner) {
      const inner = run[++place] as Item;
      if (inner.kind === 'text') within += input.slice(inner.start, inner.end).trim().length;
    }
    found.push({ ...item, kind: 'standalone', end: partner.end });
  }
  return within > all ? run : found;
}

/** Which close belongs to which open; tags that close or open nothing in this run have no partner and become standalone. */
function pair(run: Item[]): Map<Item, Item> {
  const partners = new Map<Item, Item>();
  const open: Item[] = [];
  // How many of each name are open: end tags without a start, in masses, must not search the whole stack each.
  const waiting = new Map<string, number>();
  const count = (name: string, change: number) => waiting.set(name, (waiting.get(name) ?? 0) + change);
  for (const item of run) {
    if (item.kind === 'open') {
      open.push(item);
      count(item.name, 1);
    }
    if (item.kind !== 'close' || !waiting.get(item.name)) continue;
    let partner = open.pop();
    while (partner && partner.name !== item.name) {
      count(partner.name, -1);
      partner = open.pop();
    }
    if (!partner) continue;
    count(item.name, -1);
    partners.set(item, partner);
    partners.set(partner, item);
  }
  return partners;
}

function peel(input: string, run: Item[], partners: Map<Item, Item>) {
  const peeled: Item[] = [];
  const pairs: [open: Item, close: Item][] = [];
  const place = new Map(run.map((item, index) => [item, index]));
  const empty = (item: Item) => item.kind === 'text' && nothing.test(input.slice(item.start, item.end));
  const wordless = (item: Item) => item.kind !== 'text' || empty(item);
  const loose = (item: Item) => item.kind !== 'text' && !partners.has(item);
  let from = 0;
  let to = run.length;
  for (;;) {
    const first = run[from];
    const last = run[to - 1];
    if (from >= to || !first || !last) break;
    if (empty(first) || loose(first)) peeled.push(run[from++] as Item);
    else if (empty(last) || loose(last)) peeled.push(run[--to] as Item);
    else if (partners.get(first) === last) {
      pairs.push([first, last]);
      peeled.push(run[from++] as Item, run[--to] as Item);
    } else {
      // An anchor without text, such as <a name="top"></a>, at the edge.
      const close = place.get(partners.get(first) as Item);
      const open = place.get(partners.get(last) as Item);
      if (first.kind === 'open' && close !== undefined && run.slice(from, close).every(wordless)) {
        peeled.push(...run.slice(from, close + 1));
        from = close + 1;
      } else if (last.kind === 'close' && open !== undefined && run.slice(open, to).every(wordless)) {
        peeled.push(...run.slice(open, to));
        to = open;
      } else break;
    }
  }
  return { from, to, peeled, pairs };
}

/** Collapses white space while it remembers where each stretch came from. */
export class TextBuilder {
  text = '';
  anchors: Anchor[] = [];
  // At the start, after white space and after a line break.
  #afterSpace = true;

  /** Adds decoded text of input [start, end); of equal length, or one stretch that maps as a whole. */
  add(text: string, start: number, end: number): void {
    const linear = text.length === end - start;
    let at = 0;
    const range = (from: number, to: number): [number, number] => (linear ? [start + from, start + to] : [start, end]);
    for (const match of text.matchAll(special)) {
      if (match.index > at) this.#push(text.slice(at, match.index), ...range(at, match.index));
      at = match.index + match[0].length;
      if (!blank.test(match[0])) continue;
      if (!this.#afterSpace) this.#push(' ', ...range(match.index, at));
      this.#afterSpace = true;
    }
    if (at < text.length) this.#push(text.slice(at), ...range(at, text.length));
  }

  /** A line break is a line feed in the text, so that words on both sides stay apart; white space around it goes. */
  lineBreak(start: number, end: number): void {
    this.trimEnd();
    if (this.text === '') return;
    this.#push('\n', start, end);
    this.#afterSpace = true;
  }

  /** Whether white space that comes now is dropped. */
  get afterSpace(): boolean {
    return this.#afterSpace;
  }

  /** Takes back a collapsed space at the end. */
  trimEnd(): void {
    const last = this.anchors.at(-1);
    if (!this.#afterSpace || !last || !this.text.endsWith(' ')) return;
    this.text = this.text.slice(0, -1);
    if (last.length === 1) this.anchors.pop();
    else {
      last.length--;
      last.inputLength--;
    }
  }

  #push(text: string, start: number, end: number): void {
    const last = this.anchors.at(-1);
    const length = text.length;
    const linear = length === end - start && length > 0;
    if (last && linear && last.length === last.inputLength && last.input + last.inputLength === start) {
      last.length += length;
      last.inputLength += length;
    } else this.anchors.push({ at: this.text.length, length, input: start, inputLength: end - start });
    this.text += text;
    this.#afterSpace = false;
  }
}
