import type { Difference } from '../model/memory.ts';

/** A piece of a text that is compared as a whole. */
export interface Piece {
  start: number;
  end: number;
  text: string;
}

/** Numbers with their separators, one ideograph or syllable, words with inner apostrophes, and single marks. */
const pieces =
  /\p{Nd}+(?:[.,:/\u00A0\u202F]\p{Nd}+)*|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]|[\p{L}\p{M}]+|[^\s\p{Z}]/gu;

/** Most cells of the comparison's table; longer texts are told apart by what they begin and end with. */
const CELLS = 4_000_000;

/** A text in pieces, with their places. */
export function piecesOf(text: string): Piece[] {
  return [...text.matchAll(pieces)].map(({ 0: piece, index }) => ({
    start: index,
    end: index + piece.length,
    text: piece,
  }));
}

/**
 * What the segment has other than the unit's source: words, numbers and marks that were inserted, deleted or replaced, in the order of
 * the text (longest common subsequence, Wagner & Fischer 1974). White space is not compared.
 */
export function differencesOf(unitSource: string, segmentText: string): Difference[] {
  const a = piecesOf(unitSource);
  const b = piecesOf(segmentText);
  const kept = commonPieces(a, b);
  const differences: Difference[] = [];
  let [fromA, fromB] = [0, 0];
  for (const [atA, atB] of [...kept, [a.length, b.length] as const]) {
    const unit = stretch(unitSource, a.slice(fromA, atA));
    const segment = stretch(segmentText, b.slice(fromB, atB));
    if (unit && segment) differences.push({ kind: 'replaced', unit, segment });
    else if (unit) differences.push({ kind: 'deleted', unit });
    else if (segment) differences.push({ kind: 'inserted', segment });
    [fromA, fromB] = [atA + 1, atB + 1];
  }
  return differences;
}

function stretch(text: string, cut: Piece[]): { start: number; end: number; text: string } | undefined {
  const [first, last] = [cut[0], cut.at(-1)];
  return first && last && { start: first.start, end: last.end, text: text.slice(first.start, last.end) };
}

/** Pairs of places with the same piece, as many as can be, in order. */
function commonPieces(a: Piece[], b: Piece[]): (readonly [number, number])[] {
  const same = (i: number, j: number) => a[i]?.text.normalize('NFC') === b[j]?.text.normalize('NFC');
  let start = 0;
  while (start < a.length && start < b.length && same(start, start)) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && same(a.length - 1 - end, b.length - 1 - end)) end += 1;
  const [rows, columns] = [a.length - start - end, b.length - start - end];
  const pairs: (readonly [number, number])[] = [];
  for (let at = 0; at < start; at += 1) pairs.push([at, at]);
  if (rows > 0 && columns > 0 && rows * columns <= CELLS) pairs.push(...longest(rows, columns, start, same));
  for (let at = end; at > 0; at -= 1) pairs.push([a.length - at, b.length - at]);
  return pairs;
}

function longest(
  rows: number,
  columns: number,
  start: number,
  same: (i: number, j: number) => boolean,
): (readonly [number, number])[] {
  const width = columns + 1;
  const table = new Uint32Array((rows + 1) * width);
  const at = (i: number, j: number) => table[i * width + j] as number;
  for (let i = rows - 1; i >= 0; i -= 1)
    for (let j = columns - 1; j >= 0; j -= 1)
      table[i * width + j] = same(start + i, start + j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < rows && j < columns; ) {
    if (same(start + i, start + j)) {
      pairs.push([start + i, start + j]);
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}
