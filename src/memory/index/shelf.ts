import { withRoom } from './growing.ts';
import type { Units } from './units.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A stretch of a posting list: positions at list[from, to), ascending. */
export interface Slice {
  list: Uint32Array<ArrayBuffer>;
  from: number;
  to: number;
}

/** Units that are searched together: those of a segment, which never change but for their death, or those added since. */
export interface Shelf {
  readonly units: Units;
  /** How many units hold an element, dead ones too; 0 for elements made later. */
  size(element: number): number;
  /**
   * Where an element stands, into `slice`: at least all units of `least` to `most` tokens that hold it, and others where `ordered` is
   * false.
   */
  find(element: number, least: number, most: number, slice: Slice): void;
  /** The row of bits of an element that very many units hold; -1 for others. */
  rowOf(element: number): number;
  /**
   * Counts an element with a row of bits for positions[0, count), and keeps those at the front that are counted `enough` times; the counts
   * of the others are set to 0. @returns how many are kept
   */
  thin(row: number, positions: Uint32Array, count: number, counts: Uint16Array | Uint32Array, enough: number): number;
  /** Of positions[0, count), ascending, keeps those that hold an element, at the front. @returns how many */
  keep(element: number, positions: Uint32Array, count: number): number;
  /** Whether positions are in the order of lengths, so that find() gives nothing outside the lengths asked for. */
  readonly ordered: boolean;
  /** The greatest number of tokens of a unit. */
  readonly longest: number;
  /** Positions of the units, dead ones too, whose text has a hash: calls `use` for each. */
  eachOfHash(high: number, length: number, use: (position: number) => void): void;
  /** Positions of units without tokens, dead ones too. */
  eachWordless(use: (position: number) => void): void;
  readonly bytes: number;
}

/** What a segment has besides its units; see there. */
export type SegmentLists = Pick<Segment, (typeof segmentLists)[number]>;

/** The names of these arrays, in the order in which a snapshot holds them. */
export const segmentLists = ['lengthStarts', 'postingStarts', 'postings', 'dense', 'denseSizes', 'bits'] as const;

/**
 * Units ordered by length, and for each element the positions that hold it: since positions are in the order of lengths, a bound on the
 * length is a slice of a posting list. Units of one length are in the order of the hash of their text, so that an identical text is
 * found by bisection.
 */
export class Segment implements Shelf {
  readonly ordered = true;
  readonly units: Units;
  /** lengthStarts[n]: the first position with n tokens or more, for n from 0 to the greatest length + 1. */
  readonly lengthStarts: Uint32Array<ArrayBuffer>;
  /** Element e stands at postings[postingStarts[e], postingStarts[e + 1]). Elements made later have no entry. */
  readonly postingStarts: Uint32Array<ArrayBuffer>;
  readonly postings: Uint32Array<ArrayBuffer>;
  /** Elements that more than every 32nd unit holds, ascending: they have no postings, but a bit for each position, which is smaller. */
  readonly dense: Uint32Array<ArrayBuffer>;
  readonly denseSizes: Uint32Array<ArrayBuffer>;
  /** Row r of ceil(units / 32) words belongs to dense[r]. */
  readonly bits: Uint32Array<ArrayBuffer>;
  readonly #rows: Map<number, number>;
  #decoded = new Uint32Array(0);

  constructor(units: Units, lists: SegmentLists) {
    this.units = units;
    this.lengthStarts = lists.lengthStarts;
    this.postingStarts = lists.postingStarts;
    this.postings = lists.postings;
    this.dense = lists.dense;
    this.denseSizes = lists.denseSizes;
    this.bits = lists.bits;
    this.#rows = new Map(Array.from(this.dense, (element, row) => [element, row]));
  }

  get longest(): number {
    return this.lengthStarts.length - 2;
  }

  get bytes(): number {
    return segmentLists.reduce((sum, name) => sum + this[name].byteLength, this.units.bytes);
  }

  size(element: number): number {
    if (element + 1 >= this.postingStarts.length) return 0;
    const size = (this.postingStarts[element + 1] as number) - (this.postingStarts[element] as number);
    if (size > 0) return size;
    const row = this.#rows.get(element);
    return row === undefined ? 0 : (this.denseSizes[row] as number);
  }

  find(element: number, least: number, most: number, slice: Slice): void {
    slice.list = this.postings;
    if (element + 1 >= this.postingStarts.length) {
      slice.from = 0;
      slice.to = 0;
      return;
    }
    const start = this.postingStarts[element] as number;
    const end = this.postingStarts[element + 1] as number;
    if (start === end) {
      const row = this.#rows.get(element);
      slice.from = 0;
      slice.to = 0;
      if (row !== undefined) this.#decode(row, this.#firstOf(least), this.#firstOf(most + 1), slice);
      return;
    }
    slice.from = lowerBound(this.postings, start, end, this.#firstOf(least));
    slice.to = lowerBound(this.postings, slice.from, end, this.#firstOf(most + 1));
  }

  rowOf(element: number): number {
    return this.#rows.get(element) ?? -1;
  }

  thin(row: number, positions: Uint32Array, count: number, counts: Uint16Array | Uint32Array, enough: number): number {
    const { bits } = this;
    const base = row * ((this.units.count + 31) >>> 5);
    let kept = 0;
    for (let at = 0; at < count; at += 1) {
      const position = positions[at] as number;
      const bit = ((bits[base + (position >>> 5)] as number) >>> (position & 31)) & 1;
      const found = (counts[position] as number) + bit;
      if (found < enough) {
        counts[position] = 0;
        continue;
      }
      counts[position] = found;
      positions[kept] = position;
      kept += 1;
    }
    return kept;
  }

  keep(element: number, positions: Uint32Array, count: number): number {
    if (element + 1 >= this.postingStarts.length) return 0;
    const start = this.postingStarts[element] as number;
    const end = this.postingStarts[element + 1] as number;
    const row = start === end ? this.#rows.get(element) : undefined;
    if (row === undefined) return common(positions, count, this.postings, start, end);
    const base = row * ((this.units.count + 31) >>> 5);
    let kept = 0;
    for (let at = 0; at < count; at += 1) {
      const position = positions[at] as number;
      if (((this.bits[base + (position >>> 5)] as number) & (1 << (position & 31))) === 0) continue;
      positions[kept] = position;
      kept += 1;
    }
    return kept;
  }

  eachOfHash(high: number, length: number, use: (position: number) => void): void {
    const end = this.#firstOf(length + 1);
    const hashes = this.units.high;
    for (let at = lowerBound(hashes, this.#firstOf(length), end, high); at < end && hashes[at] === high; at += 1)
      use(at);
  }

  eachWordless(use: (position: number) => void): void {
    const end = this.#firstOf(1);
    for (let at = 0; at < end; at += 1) use(at);
  }

  /** The positions in [from, to) whose bit is set. The list is used again by the next call. */
  #decode(row: number, from: number, to: number, slice: Slice): void {
    if (this.#decoded.length < to - from) this.#decoded = new Uint32Array(this.units.count);
    const list = this.#decoded;
    const base = row * ((this.units.count + 31) >>> 5);
    let count = 0;
    for (let word = from >>> 5; word << 5 < to; word += 1) {
      let bits = this.bits[base + word] as number;
      if (word === from >>> 5) bits &= -1 << (from & 31);
      while (bits !== 0) {
        const position = (word << 5) + 31 - Math.clz32(bits & -bits);
        bits &= bits - 1;
        if (position >= to) break;
        list[count] = position;
        count += 1;
      }
    }
    slice.list = list;
    slice.from = 0;
    slice.to = count;
  }

  #firstOf(length: number): number {
    return length > this.longest ? this.units.count : (this.lengthStarts[length] as number);
  }
}

/** The first place in sorted values[from, to) that holds `wanted` or more. */
export function lowerBound(values: Uint32Array, from: number, to: number, wanted: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Intersects positions[0, count) with list[from, to), both ascending, by bisection ahead: the shorter one leads. @returns how many are kept */
function common(positions: Uint32Array, count: number, list: Uint32Array, from: number, to: number): number {
  const leap = (to - from) / (count + 1) > 8;
  let kept = 0;
  let place = from;
  for (let at = 0; at < count && place < to; at += 1) {
    const position = positions[at] as number;
    if (leap) place = lowerBound(list, place, to, position);
    else while (place < to && (list[place] as number) < position) place += 1;
    if (place === to || list[place] !== position) continue;
    positions[kept] = position;
    kept += 1;
  }
  return kept;
}

/** Units added since the segments were built, in the order of their arrival: searchable at once, and merged when they are many. */
export class Delta implements Shelf {
  readonly ordered = false;
  readonly units: Units;
  longest = 0;
  #postings = new Map<number, { list: Uint32Array<ArrayBuffer>; count: number }>();
  #byHash = new Map<number, number[]>();
  #wordless: number[] = [];

  constructor(units: Units) {
    this.units = units;
  }

  /** Lists a unit that was just added to the columns. */
  enter(position: number, vocabulary: Vocabulary): void {
    const { units } = this;
    const start = units.starts[position] as number;
    const end = units.starts[position + 1] as number;
    this.longest = Math.max(this.longest, end - start);
    if (start === end) this.#wordless.push(position);
    vocabulary.beginText();
    for (let at = start; at < end; at += 1) {
      const element = vocabulary.occurrence((units.tokens[at] as number) & 0x7fffffff, true);
      let posting = this.#postings.get(element);
      if (!posting) {
        posting = { list: new Uint32Array(4), count: 0 };
        this.#postings.set(element, posting);
      }
      posting.list = withRoom(posting.list, posting.count + 1);
      posting.list[posting.count] = position;
      posting.count += 1;
    }
    const high = units.high[position] as number;
    const same = this.#byHash.get(high);
    if (same) same.push(position);
    else this.#byHash.set(high, [position]);
  }

  size(element: number): number {
    return this.#postings.get(element)?.count ?? 0;
  }

  find(element: number, _least: number, _most: number, slice: Slice): void {
    const posting = this.#postings.get(element);
    slice.from = 0;
    slice.to = posting?.count ?? 0;
    if (posting) slice.list = posting.list;
  }

  rowOf(): number {
    return -1;
  }

  thin(): number {
    throw new Error('A delta has no rows of bits.');
  }

  keep(element: number, positions: Uint32Array, count: number): number {
    const posting = this.#postings.get(element);
    return posting ? common(positions, count, posting.list, 0, posting.count) : 0;
  }

  eachOfHash(high: number, _length: number, use: (position: number) => void): void {
    for (const position of this.#byHash.get(high) ?? []) use(position);
  }

  eachWordless(use: (position: number) => void): void {
    for (const position of this.#wordless) use(position);
  }

  get bytes(): number {
    let sum = this.units.bytes;
    for (const { list } of this.#postings.values()) sum += list.byteLength;
    return sum;
  }
}
