import { EditDistance } from '../distance.ts';
import { type CodedText, likeness, mostEdits, TOKEN_MASK } from '../likeness.ts';
import type { Best } from './best.ts';
import { withRoom } from './growing.ts';
import type { Query } from './query.ts';
import type { Shelf, Slice } from './shelf.ts';
import type { Units } from './units.ts';

/** Posting lists read beyond those that the proof asks for; each asks a candidate for one more element. */
const EXTENSIONS = 3;
/** Candidates that are compared rather than thinned out. */
const FEW = 4;
/** Postings that may be read to be spared the comparison of one candidate: both cost about the same. */
const POSTINGS_A_COMPARISON = 32;

/** What a search is allowed to find. */
export interface SearchBounds {
  /** Lowest score, above 0 and at most 1. */
  threshold: number;
  /** For each group what its units lose; Infinity leaves them out. Groups beyond its end lose nothing. */
  penalties?: ArrayLike<number>;
}

/**
 * Finds all units of a shelf that are alike to a text, and loses none.
 *
 * Let the query have n elements and a unit m, at edit distance d. Kept tokens, deleted and replaced ones make up the query, kept, inserted
 * and replaced ones the unit; so at least max(n, m) - d tokens are kept, and at most n - max(n, m) + d elements of the query are missing
 * from the unit (a bag of kept tokens is a set of common elements). Alike to t means d <= (1 - t) max(n, m). For m <= n that leaves at
 * most floor((1 - t) n) =: k missing elements; for m > n at most n - m + floor((1 - t) m) <= k, since one token more adds at most one to
 * the floor. Hence any k + 1 elements of the query hold one that the unit has, and any k + 1 + e elements hold e + 1 of them. Nothing
 * in this depends on which elements are taken: the rarest are the cheapest.
 *
 * (Prefix filter: Chaudhuri, Ganti and Kaushik 2006; extended prefixes: Wang, Li and Feng, "Can we beat the prefix filtering?", 2012.)
 *
 * The number of elements found of those looked up gives each candidate a lower bound of its distance; the closest are compared first, and
 * as good ones are found the rest need not be.
 */
export class Searcher {
  readonly #distance = new EditDistance();
  /** For each position how many elements were found there; zero between searches. */
  #counts: Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer> = new Uint16Array(0);
  /** The elements of the query, rarest first. */
  #elements: Int32Array<ArrayBuffer> = new Int32Array(64);
  #keys: Float64Array<ArrayBuffer> = new Float64Array(64);
  #touched: Uint32Array<ArrayBuffer> = new Uint32Array(1024);
  #ordered: Uint32Array<ArrayBuffer> = new Uint32Array(1024);
  #edits: Uint32Array<ArrayBuffer> = new Uint32Array(1024);
  /** For each number of edits where its candidates begin in `#ordered`. */
  #places: Int32Array<ArrayBuffer> = new Int32Array(64);
  #slice: Slice = { list: new Uint32Array(0), from: 0, to: 0 };
  #unit: CodedText = { tokens: new Int32Array(0), start: 0, length: 0, facts: 0, high: 0, low: 0 };

  /** Puts what it finds on some shelves into `best`. */
  search(shelves: readonly Shelf[], query: Query, bounds: SearchBounds, best: Best): void {
    this.#distance.setPattern(query.plain, query.length, query.vocabulary);
    // What is rare on the largest shelf is rare enough on the others.
    const largest = shelves.reduce((most, shelf) => (shelf.units.count > most.units.count ? shelf : most));
    this.#rarestFirst(largest, query);
    for (const shelf of shelves) {
      if (shelf.units.count === 0) continue;
      if (query.length === 0)
        shelf.eachWordless((position) => this.#compare(shelf.units, position, query, bounds, best));
      else this.#shelf(shelf, query, bounds, best);
    }
  }

  #shelf(shelf: Shelf, query: Query, bounds: SearchBounds, best: Best): void {
    const { length } = query;
    const threshold = Math.max(bounds.threshold, best.cutoff);
    const missing = mostEdits(length, threshold);
    if (missing < 0) return;
    const least = length - missing;
    let most = length;
    while (most < shelf.longest && most + 1 - length <= mostEdits(most + 1, threshold)) most += 1;
    if (least > shelf.longest) return;

    if (length > 0xffff && this.#counts instanceof Uint16Array) this.#counts = new Uint32Array(0);
    this.#counts = withRoom(this.#counts, shelf.units.count);
    let candidates = 0;
    for (let at = 0; at <= missing; at += 1)
      candidates = this.#gather(shelf, this.#elements[at] as number, least, most, candidates);
    if (candidates === 0) return;
    // Elements looked up; which ones does not matter from here on.
    let looked = missing + 1;
    let extensions = 0;
    let worth = candidates * POSTINGS_A_COMPARISON;
    for (let at = looked; at < length && candidates > FEW; at += 1) {
      const element = this.#elements[at] as number;
      const row = shelf.rowOf(element);
      if (row >= 0) {
        looked += 1;
        candidates = shelf.thin(row, this.#touched, candidates, this.#counts, looked - missing);
      } else if (extensions < EXTENSIONS && shelf.size(element) < worth * 4) {
        shelf.find(element, least, most, this.#slice);
        if (this.#slice.to - this.#slice.from > worth) continue;
        this.#narrow();
        looked += 1;
        extensions += 1;
        worth /= 4;
      }
    }
    const count = this.#order(shelf.units, query, threshold, candidates, looked, missing);
    for (let at = 0; at < count; at += 1)
      this.#compare(shelf.units, this.#ordered[at] as number, query, bounds, best, this.#edits[at]);
  }

  /** Puts the elements of a query in order, those that fewest units of a shelf hold first; unknown ones (-1) before all others. */
  #rarestFirst(shelf: Shelf, { elements, length }: Query): void {
    this.#elements = withRoom(this.#elements, length);
    this.#keys = withRoom(this.#keys, length);
    const [order, keys] = [this.#elements, this.#keys];
    for (let at = 0; at < length; at += 1) {
      const element = elements[at] as number;
      // Size and element in one number, below 2^53 for four million units; beyond, the order is only nearly right, which is enough.
      keys[at] = element < 0 ? -1 : shelf.size(element) * 0x80000000 + element;
    }
    if (length > 64) keys.subarray(0, length).sort();
    else insertionSort(keys, length);
    for (let at = 0; at < length; at += 1) {
      const key = keys[at] as number;
      order[at] = key < 0 ? -1 : key % 0x80000000;
    }
  }

  /** Counts the units that hold an element; those that hold it first become candidates. @returns how many candidates there are now */
  #gather(shelf: Shelf, element: number, least: number, most: number, candidates: number): number {
    if (element < 0) return candidates;
    const slice = this.#slice;
    shelf.find(element, least, most, slice);
    const { list, from, to } = slice;
    if (from === to) return candidates;
    this.#touched = withRoom(this.#touched, candidates + to - from);
    const touched = this.#touched;
    const counts = this.#counts;
    let now = candidates;
    for (let at = from; at < to; at += 1) {
      const position = list[at] as number;
      const before = counts[position] as number;
      if (before === 0) {
        touched[now] = position;
        now += 1;
      }
      counts[position] = before + 1;
    }
    return now;
  }

  /** Counts an element of the slice for those that are candidates already. */
  #narrow(): void {
    const { list, from, to } = this.#slice;
    const counts = this.#counts;
    for (let at = from; at < to; at += 1) {
      const position = list[at] as number;
      const before = counts[position] as number;
      if (before !== 0) counts[position] = before + 1;
    }
  }

  /** Puts the candidates that may be alike in order, closest first, and sets all counts back. @returns how many there are */
  #order(units: Units, query: Query, threshold: number, candidates: number, looked: number, missing: number): number {
    this.#ordered = withRoom(this.#ordered, candidates);
    this.#edits = withRoom(this.#edits, candidates * 2);
    const { starts } = units;
    const touched = this.#touched;
    const counts = this.#counts;
    const edits = this.#edits;
    const { length } = query;
    this.#places = withRoom(this.#places, missing + 2);
    const places = this.#places;
    places.fill(0, 0, missing + 2);
    const enough = looked - missing;
    let kept = 0;
    for (let at = 0; at < candidates; at += 1) {
      const position = touched[at] as number;
      const found = counts[position] as number;
      counts[position] = 0;
      if (found < enough) continue;
      const own = (starts[position + 1] as number) - (starts[position] as number);
      // At least the missing elements have to be edited, and at least the difference in length.
      const edit = own > length ? looked - found + own - length : Math.max(looked - found, length - own);
      // Of a longer unit more edits may be allowed than elements may be missing; all that exceed come last.
      if (edit > missing && (edit > own || 1 - edit / own < threshold)) continue;
      const bucket = edit > missing ? missing : edit;
      touched[kept] = position;
      edits[candidates + kept] = edit;
      places[bucket + 1] = (places[bucket + 1] as number) + 1;
      kept += 1;
    }
    for (let at = 1; at < missing + 2; at += 1) places[at] = (places[at] as number) + (places[at - 1] as number);
    for (let at = 0; at < kept; at += 1) {
      const edit = edits[candidates + at] as number;
      const bucket = edit > missing ? missing : edit;
      const place = places[bucket] as number;
      places[bucket] = place + 1;
      this.#ordered[place] = touched[at] as number;
      edits[place] = edit;
    }
    return kept;
  }

  #compare(units: Units, position: number, query: Query, bounds: SearchBounds, best: Best, atLeast = 0): void {
    const start = units.starts[position] as number;
    const length = (units.starts[position + 1] as number) - start;
    const longer = Math.max(length, query.length);
    const group = units.group[position] as number;
    const penalty = bounds.penalties?.[group] ?? 0;
    const changed = units.changed[position] as number;
    const id = units.ids[position] as number;
    const highest = (longer === 0 ? 1 : 1 - atLeast / longer) - penalty;
    if (!best.admits(highest, changed, id) || units.isDead(position)) return;
    // One more than needed: rounding must not lose a unit that is exactly at the cut-off.
    const most = Math.floor((1 - best.cutoff - penalty) * longer + 1e-6);
    const distance = this.#distance.to(units.tokens, start, length, most, TOKEN_MASK);
    if (distance > most) return;
    const unit = this.#unit;
    unit.tokens = units.tokens;
    unit.start = start;
    unit.length = length;
    unit.facts = units.facts[position] as number;
    unit.high = units.high[position] as number;
    unit.low = units.low[position] as number;
    const similarity = likeness(distance, query, unit);
    if (similarity <= 0) return;
    best.take({ id, similarity, score: similarity - penalty, changed, group });
  }
}

function insertionSort(keys: Float64Array, length: number): void {
  for (let at = 1; at < length; at += 1) {
    const key = keys[at] as number;
    let place = at;
    for (; place > 0 && (keys[place - 1] as number) > key; place -= 1) keys[place] = keys[place - 1] as number;
    keys[place] = key;
  }
}
