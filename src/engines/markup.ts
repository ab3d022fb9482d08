import type { InlineCode } from '../model/article.ts';
import type { EngineSegment } from '../model/ports.ts';
import type { TermConstraint } from '../model/term.ts';
import { codeStructure, placeCodes } from './code-placement.ts';

/** How a service wants codes and terms to be written. */
export interface Dialect {
  /** A pair of codes around text; `id` is the place of its opening code in the segment's list. */
  open(id: number): string;
  close(id: number): string;
  /** A code that stands alone, or whose other end is in another segment. */
  alone(id: number): string;
  /** A prescribed term, as markup that the service obeys; absent where it obeys none. */
  term?(index: number, term: TermConstraint): string;
}

/** Elements as XML tools like them, for services that read XML, and for language models. */
export const xmlDialect: Dialect = {
  open: (id) => `<g id="${id}">`,
  close: () => '</g>',
  alone: (id) => `<x id="${id}"/>`,
};

/** Elements that HTML knows: `<b>` is inline, and `<img>` is empty and breaks no sentence. */
export const htmlDialect: Dialect = {
  open: (id) => `<b id="${id}">`,
  close: () => '</b>',
  alone: (id) => `<img id="${id}">`,
};

/** A segment written with markup. */
export interface Marked {
  text: string;
  /** The terms that are written as the dialect's term; the others go as plain words. */
  terms: TermConstraint[];
}

/** Characters that XML 1.0 does not allow and that no service keeps. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(unwritable, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** Writes a segment. A term inside of which a code stands, or that overlaps an earlier one, goes as plain words. */
export function marked({ text, codes, terms }: EngineSegment, dialect: Dialect): Marked {
  const { pairs } = codeStructure(codes);
  const opens = new Map([...pairs].map(([open, close]) => [close, open]));
  const tags = codes.map(({ at }, index) => {
    const open = opens.get(index);
    const tag = pairs.has(index)
      ? dialect.open(index)
      : open === undefined
        ? dialect.alone(index)
        : dialect.close(open);
    // A pair of surrogates is one character: markup inside of it would leave two that are none.
    return { at: /^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(at - 1, at + 1)) ? at + 1 : at, tag };
  });
  const held = dialect.term ? withoutCodes(terms, codes, text.length) : [];
  let written = '';
  let at = 0;
  const upTo = (place: number) => {
    written += escaped(text.slice(at, place));
    at = place;
  };
  const starts = held.map((term, index) => ({ at: term.start, term, index }));
  let next = 0;
  for (const { at: place, tag } of [...tags, { at: Number.POSITIVE_INFINITY, tag: '' }]) {
    for (let start = starts[next]; start && start.at < place; start = starts[next]) {
      upTo(start.at);
      written += dialect.term?.(start.index, start.term) ?? '';
      at = start.term.end;
      next++;
    }
    if (tag === '') continue;
    upTo(place);
    written += tag;
  }
  upTo(text.length);
  return { text: written, terms: held };
}

function withoutCodes(terms: TermConstraint[], codes: InlineCode[], length: number): TermConstraint[] {
  let end = 0;
  return [...terms]
    .sort((a, b) => a.start - b.start)
    .filter((term) => {
      if (term.start < end || term.end <= term.start || term.end > length) return false;
      if (codes.some(({ at }) => at > term.start && at < term.end)) return false;
      end = term.end;
      return true;
    });
}

/** A translation with its codes put back, and the codes that the service lost or doubled. */
export interface Unmarked {
  text: string;
  codes: InlineCode[];
  /** Indexes of codes that did not come back exactly once. */
  strayed: number[];
  /** Where the elements of the dialect's terms came back, by their index. */
  terms: Set<number>;
}

const tag = /<(\/?)([a-zA-Z][\w:-]*)((?:\s[^<>]*?)?)(\/?)>/g;

/**
 * Reads a translation with markup. What looks like a tag of ours and has a number is one; any other tag was made up, and is dropped. A
 * code that is missing goes to the end of the text or of its pair (see placeCodes).
 */
export function unmarked(translation: string, { codes }: EngineSegment, elements = 'g|x|b|img'): Unmarked {
  const ours = new RegExp(`^(?:${elements})$`);
  const { pairs } = codeStructure(codes);
  const closes = new Set(pairs.values());
  const seen = new Map<number, number[]>();
  const terms = new Set<number>();
  const open: (number | undefined)[] = [];
  let text = '';
  let at = 0;
  const found = (index: number) => seen.set(index, [...(seen.get(index) ?? []), text.length]);
  for (const match of translation.matchAll(tag)) {
    text += plain(translation.slice(at, match.index));
    at = match.index + match[0].length;
    const [, closing, name = '', attributes = '', empty] = match;
    const index = Number(/\bid\s*=\s*["']?(\d+)/.exec(attributes)?.[1] ?? Number.NaN);
    if (name === 't' || name === 'span') {
      if (!closing && Number.isInteger(index)) terms.add(index);
      continue;
    }
    if (!ours.test(name)) continue;
    const isPair = name === 'g' || name === 'b';
    if (closing) {
      const opened = isPair ? open.pop() : undefined;
      const close = opened === undefined ? undefined : pairs.get(opened);
      if (close !== undefined) found(close);
      continue;
    }
    const known = Number.isInteger(index) && index < codes.length && !closes.has(index);
    if (known) found(index);
    if (!isPair) continue;
    const pair = known ? pairs.get(index) : undefined;
    if (empty) {
      if (pair !== undefined) found(pair);
    } else open.push(pair === undefined ? undefined : index);
  }
  text += plain(translation.slice(at));
  const places = new Map([...seen].map(([index, list]) => [index, list[0] as number]));
  const strayed = codes.flatMap((_, index) => (seen.get(index)?.length === 1 ? [] : [index]));
  return { text, codes: placeCodes(codes, places, text.length), strayed, terms };
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** Character references as services write them. */
function plain(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-z]+));/g, (whole, decimal, hexadecimal, name) => {
    if (name !== undefined) return named[name] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
