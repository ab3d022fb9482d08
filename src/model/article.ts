import type { Embargo } from './embargo.ts';
import type { LanguageTag } from './language.ts';

/** What a block is in a news text. The role decides whether a block is translated, localised, kept or left out (see treatment.ts). */
export type Role =
  | 'headline'
  | 'standfirst'
  | 'byline'
  | 'dateline'
  | 'body'
  | 'crosshead'
  | 'caption'
  | 'alt-text'
  | 'credit'
  | 'keywords'
  | 'slug'
  | 'editors-note'
  | 'furniture';

/** Inline markup, a line break or another thing inside a text that is not text. */
export interface InlineCode {
  /** Unique within its block: `1`, `2`. The two ends of a pair have ids of their own and name each other in `pair`. */
  id: string;
  kind: 'open' | 'close' | 'standalone';
  /** UTF-16 offset in the plain text before which the code stands. Codes at one offset stand in array order. */
  at: number;
  /** The id of the other end, for `open` and `close`. */
  pair?: string;
  /** The markup as it stands in the input: `<b>`, `</b>`, `<br>`. */
  data: string;
}

/** A stretch of plain text and where it comes from: text [at, at+length) was read from input [input, input+inputLength). */
export interface Anchor {
  at: number;
  length: number;
  input: number;
  /** Equal to `length` where characters map one to one; otherwise (an entity, collapsed white space) the whole stretch maps to the whole. */
  inputLength: number;
}

/** A paragraph, heading, caption …: the unit that is segmented. */
export interface Block {
  /** 0-based place in the article. */
  index: number;
  role: Role;
  /** The language of this block; `und` where it is too short to tell. */
  language: LanguageTag;
  /** The block's content in the decoded input, half-open UTF-16 offsets: what a translation replaces. */
  start: number;
  end: number;
  /** What goes with the block when it alone is left out: in plain text the separator beside it, in HTML the tags that hold nothing else. Contains [start, end). */
  outer: { start: number; end: number };
  /** Plain text, without markup. */
  text: string;
  codes: InlineCode[];
  /** Covers `text` from start to end, in order, without gaps. */
  anchors: Anchor[];
}

/** A text cut for translation. White space at its edges is kept apart, so that segments rejoin to the exact block. */
export interface Segment {
  /** 0-based place in the article, over all blocks. */
  ordinal: number;
  /** Index of its block. */
  block: number;
  /** Half-open UTF-16 offsets of `text` in the block's text. */
  start: number;
  end: number;
  /** White space before the text (only ever at the start of a block) and after it. */
  before: string;
  text: string;
  after: string;
  /** The block's codes inside this segment, `at` relative to `text`. */
  codes: InlineCode[];
}

/** The formats an article can come in. */
export type ArticleFormat = 'text' | 'html';

/** A text in one language as it was read: blocks with roles, segments, and the decoded input they point into. */
export interface Document {
  format: ArticleFormat;
  /** WHATWG name of the encoding the bytes were read with: `utf-8`, `windows-1252`, `utf-16le`. */
  encoding: string;
  /** Whether a byte order mark stood first; it is no part of `input`. */
  bom: boolean;
  /** The decoded input. All `start`/`end` of blocks point into it. */
  input: string;
  language: LanguageTag;
  /** The day that its dateline or byline states (ISO 8601), where it states one. */
  date?: string;
  /** Until when it may not be published, where it states that. */
  embargo?: Embargo;
  blocks: Block[];
  segments: Segment[];
}

/** A document without its texts: what is known of it as a whole, and its blocks. */
export type DocumentHead = Omit<Document, 'segments' | 'input'>;

export function headOf(document: Document): DocumentHead {
  const { segments: _, input: __, ...head } = document;
  return head;
}

/** The language of a segment: its block's, where that is known (a quotation may be in another one), else the article's. */
export function segmentLanguage(
  document: Pick<Document, 'language' | 'blocks'>,
  segment: Pick<Segment, 'block'>,
): LanguageTag {
  const language = document.blocks[segment.block]?.language;
  return language === undefined || language === 'und' ? document.language : language;
}

/** How sure we are that an article is itself a translation, and from what. */
export interface Original {
  evidence: 'declared' | 'inferred' | 'unknown';
  language?: LanguageTag;
}

/** Maps a half-open range of a block's text to the input, by its anchors. A range that touches a many-to-one stretch takes all of it. */
export function toInput(block: Block, start: number, end: number): { start: number; end: number } {
  let from: number | undefined;
  let to: number | undefined;
  for (const anchor of block.anchors) {
    const anchorEnd = anchor.at + anchor.length;
    if (anchorEnd <= start && !(start === end && anchorEnd === start)) continue;
    if (anchor.at > end || (anchor.at === end && from !== undefined)) break;
    const linear = anchor.length === anchor.inputLength;
    from ??= linear ? anchor.input + Math.max(0, start - anchor.at) : anchor.input;
    to = linear ? anchor.input + Math.min(anchor.length, end - anchor.at) : anchor.input + anchor.inputLength;
  }
  return { start: from ?? block.start, end: to ?? from ?? block.start };
}
