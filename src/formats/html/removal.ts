import type { Block } from '../../model/article.ts';
import type { Rewrite } from '../format.ts';
import { type Edit, wholeLine } from './edit.ts';
import { inlineElements, keptInline, lasting, seen, voidElements } from './elements.ts';
import type { Element, Survey } from './read.ts';
import type { Piece } from './tokens.ts';

/**
 * What to cut so that blocks are left out: elements of which every block goes, the outermost first, from start tag to end tag; elsewhere the
 * block alone. Images and the like outlive the texts beside them, but for those in elements that say themselves that they are furniture.
 * A value of an attribute is emptied instead, in its place. An inline tag whose other half stays outside a cut stays too, so that tags are as balanced as they were.
 */
export function removals(
  input: string,
  page: Survey,
  blocks: Block[],
  rewrites: Rewrite[],
  inAttributes: Map<Block, string>,
): Edit[] {
  const starts = blocks.map((block) => block.start);
  const stays = running(blocks.map((block) => (rewrites[block.index] === null ? 0 : 1)));
  const things = page.pieces.filter(
    (piece) => (piece.kind === 'start' && seen.has(piece.name)) || isUntranslated(piece),
  );
  const places = things.map((piece) => piece.start);
  const tags = matched(page.pieces);
  const tagStarts = tags.map(({ piece }) => piece.start);
  const edits: Edit[] = [];
  const cut = (start: number, end: number) => {
    const within = tags.slice(firstFrom(tagStarts, start), firstFrom(tagStarts, end));
    const halves = within.filter(({ other }) => other < start || other >= end);
    edits.push({ start, end, text: halves.map(({ piece }) => input.slice(piece.start, piece.end)).join('') });
  };
  let at = 0;
  for (const element of page.elements) {
    const { tag, end, outerEnd } = element;
    if (tag.start < at || !mayGo(element)) continue;
    const first = firstFrom(starts, tag.end);
    const last = firstFrom(starts, end);
    if (first === last || stays[first] !== stays[last]) continue;
    if (!element.furniture && firstFrom(places, tag.start) !== firstFrom(places, end)) continue;
    const line = wholeLine(input, tag.start, outerEnd);
    cut(line.start, line.end);
    at = outerEnd;
  }
  for (const block of blocks) {
    const { start, end, outer } = block;
    const inPlace = inAttributes.has(block) && outer.start === start && outer.end === end;
    if (rewrites[block.index] === null && !inPlace) cut(outer.start, outer.end);
  }
  return edits;
}

function mayGo({ inline, tag }: Element): boolean {
  return !inline && !lasting.has(tag.name);
}

function isUntranslated(piece: Piece): boolean {
  return piece.kind === 'start' && piece.attributes.get('translate')?.value.toLowerCase() === 'no';
}

/** Sums of all numbers before each place, and of all. */
function running(numbers: number[]): number[] {
  const sums = [0];
  for (const number of numbers) sums.push((sums.at(-1) as number) + number);
  return sums;
}

/** The place of the first of these ascending offsets that is not before `offset`. */
export function firstFrom(offsets: number[], offset: number): number {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] as number) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Inline tags with the offset where their other half begins, in the order of the input. */
function matched(all: Piece[]): { piece: Piece; other: number }[] {
  const open = new Map<string, { piece: Piece; other: number }[]>();
  const found: { piece: Piece; other: number }[] = [];
  for (const piece of all) {
    const { name, kind } = piece;
    if (voidElements.has(name) || !(inlineElements.has(name) || keptInline.has(name))) continue;
    const waiting = open.get(name) ?? [];
    open.set(name, waiting);
    if (kind === 'start') {
      const tag = { piece, other: -1 };
      waiting.push(tag);
      found.push(tag);
    } else if (kind === 'end') {
      const start = waiting.pop();
      if (!start) continue;
      start.other = piece.start;
      found.push({ piece, other: start.piece.start });
    }
  }
  return found.filter(({ other }) => other >= 0);
}
