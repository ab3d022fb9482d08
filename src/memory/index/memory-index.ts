import { Scan } from '../tokens.ts';
import { Best, type Found } from './best.ts';
import { buildSegment } from './build.ts';
import { Groups } from './groups.ts';
import { withRoom } from './growing.ts';
import type { ExactHit, IndexHit, SearchOptions } from './hits.ts';
import { UnitKeys } from './keys.ts';
import { Query } from './query.ts';
import { codesHash, factsOf, type IndexedText, type IndexedUnit, textHash } from './reading.ts';
import { Searcher } from './search.ts';
import { Delta, type Segment, type Shelf } from './shelf.ts';
import { Units } from './units.ts';
import { Vocabulary } from './vocabulary.ts';

/** When added units are merged in the background. */
export interface Merging {
  /** So many added units are merged into the younger segment, or a sixteenth of that where it is more. Default 512. */
  delta: number;
  /** The younger segment is merged with the main one when it has this many units, and an eighth of the main one. Default 8192. */
  young: number;
}

/** What an index is made of. */
export interface IndexParts {
  vocabulary: Vocabulary;
  keys: UnitKeys;
  segment: Segment;
  groups: Groups;
  revision: number;
  label?: string;
}

/** A place of a unit: 29 bits of position, 3 bits of shelf (1..7); 0 where a key has no unit. */
const POSITION_BITS = 29;
const POSITION = 2 ** POSITION_BITS - 1;

/**
 * All source texts of one memory, in the process: fuzzy and exact matches without a database.
 *
 * It holds a main segment, a younger one, and the units added since; all are searched, so answers are complete at all times. Adding,
 * replacing and removing show in the next answer. Added units are merged into segments in the background, in slices of about a
 * millisecond. A segment is never changed, but for a bit that says that a unit is dead.
 *
 * The index keeps no text: keys lead to the units, which are in the database.
 */
export class MemoryIndex {
  /** How far the index has followed the caller's changes: any number that only grows, such as a revision of the database. */
  revision = 0;
  /** How many units there are. */
  size = 0;
  /** What it is an index of, in the caller's own words; a snapshot keeps it. */
  label = '';
  /** What the groups mean; a snapshot keeps it. */
  readonly groups: Groups;
  readonly vocabulary: Vocabulary;
  readonly keys: UnitKeys;
  /** For each key where its unit is. */
  #places: Uint32Array<ArrayBuffer>;
  /** Shelves by number, 1..7. */
  #shelves: (Shelf | undefined)[] = new Array(8).fill(undefined);
  #main = 0;
  #young = 0;
  #delta = 0;
  #merge: Generator<void, void> | undefined;
  /** Keys whose place changed since the merge began. */
  #moved = new Set<number>();
  #waiting: { done: () => void; failed: (error: unknown) => void }[] = [];
  #searched: Shelf[] = [];
  readonly #merging: Merging;
  readonly #scan = new Scan();
  readonly #query = new Query();
  readonly #searcher = new Searcher();

  /** An empty index, or one around what a snapshot or a builder made. */
  constructor(parts?: IndexParts, merging: Merging = { delta: 512, young: 8192 }) {
    this.#merging = merging;
    this.vocabulary = parts?.vocabulary ?? new Vocabulary();
    this.keys = parts?.keys ?? new UnitKeys();
    this.#places = new Uint32Array(this.keys.count);
    this.groups = parts?.groups ?? new Groups();
    this.revision = parts?.revision ?? 0;
    this.label = parts?.label ?? '';
    if (parts) {
      const { units } = parts.segment;
      this.#main = this.#put(parts.segment);
      for (let position = 0; position < units.count; position += 1) {
        if (units.isDead(position)) continue;
        this.#places[units.ids[position] as number] = placeOf(this.#main, position);
        this.size += 1;
      }
    }
    this.#delta = this.#put(new Delta(new Units()));
  }

  /**
   * Adds a unit, or replaces the one with its key. The next answer knows it.
   *
   * @throws InterlinearError `memory.key` when the key is no UUID
   */
  add(unit: IndexedUnit): void {
    const id = this.keys.add(unit.key);
    const facts = factsOf(this.#scan, unit, id);
    const delta = this.#shelves[this.#delta] as Delta;
    const position = delta.units.add(this.#scan, this.vocabulary, facts);
    delta.enter(position, this.vocabulary);
    this.#places = withRoom(this.#places, this.keys.count);
    this.#bury(id);
    this.#places[id] = placeOf(this.#delta, position);
    this.size += 1;
    const young = this.#shelves[this.#young]?.units.count ?? 0;
    if (delta.units.count >= Math.max(this.#merging.delta, young >>> 4) && !this.#merge) this.#begin(false);
  }

  /** Removes a unit: the next answer is without it. @returns whether there was one */
  remove(key: string): boolean {
    const id = this.keys.find(key);
    return id >= 0 && this.#bury(id);
  }

  has(key: string): boolean {
    const id = this.keys.find(key);
    return id >= 0 && this.#places[id] !== 0;
  }

  /**
   * The units most like a text, best first; of equal scores the later changed, then the later added. None is missed: it is what comparing
   * the text with every unit would give.
   *
   * @param options.threshold lowest score, above 0 and at most 1
   */
  search(query: IndexedText, options: SearchOptions): IndexHit[] {
    return this.find(query, options).map(({ id, group, similarity, score }) => ({
      key: this.keys.key(id),
      group,
      similarity,
      score,
    }));
  }

  /** As search, with the dense numbers of the keys: the index's own way of naming units. */
  find(query: IndexedText, options: SearchOptions): Found[] {
    this.#scan.read(query.text);
    this.#query.set(this.#scan, this.vocabulary, codesHash(query.codes));
    const best = new Best(options.limit, Math.max(options.threshold, Number.EPSILON));
    this.#searcher.search(this.#searched, this.#query, options, best);
    return best.found;
  }

  /** The units with the same text (NFC), in no particular order; `previous` and `next` are the neighbours that are asked for. */
  exact(query: IndexedText & { previous?: string; next?: string }): ExactHit[] {
    const previous = textHash(this.#scan, query.previous);
    const next = textHash(this.#scan, query.next);
    const codes = codesHash(query.codes);
    this.#scan.read(query.text);
    const { high, low, count } = this.#scan;
    const hits: ExactHit[] = [];
    for (const shelf of this.#searched) {
      const { units } = shelf;
      shelf.eachOfHash(high, count, (position) => {
        if (units.isDead(position)) return;
        hits.push({
          key: this.keys.key(units.ids[position] as number),
          group: units.group[position] as number,
          sameCodes: units.low[position] === (low ^ codes) >>> 0,
          previous: previous !== 0 && units.previous[position] === previous,
          next: next !== 0 && units.next[position] === next,
        });
      });
    }
    return hits;
  }

  /** The shelves that are searched now, for other kinds of search. */
  get shelves(): readonly Shelf[] {
    return this.#searched;
  }

  /** Bytes of all arrays. */
  get bytes(): number {
    const shelves = this.#searched.reduce((sum, shelf) => sum + shelf.bytes, 0);
    return shelves + this.vocabulary.bytes + this.keys.bytes + this.#places.byteLength;
  }

  /**
   * Merges everything into the main segment and waits until that is done; other work goes on in between.
   *
   * @returns the segment, with the revision that all changes up to which it holds
   */
  async settle(): Promise<{ segment: Segment; revision: number }> {
    while (this.#merge) await this.#merged();
    const { revision } = this;
    const delta = this.#shelves[this.#delta] as Delta;
    if (delta.units.count > 0 || this.#young !== 0 || this.#main === 0) {
      this.#begin(true);
      await this.#merged();
    }
    return { segment: this.#shelves[this.#main] as Segment, revision };
  }

  /** Whether units are being merged. */
  get merging(): boolean {
    return this.#merge !== undefined;
  }

  /** Does a slice of the merging, some one or two milliseconds; it is done by itself whenever the process is idle. @returns whether more is to do */
  step(): boolean {
    if (!this.#merge) return false;
    try {
      if (!this.#merge.next().done) return true;
    } catch (error) {
      this.#merge = undefined;
      for (const { failed } of this.#waiting.splice(0)) failed(error);
      throw error;
    }
    this.#merge = undefined;
    for (const { done } of this.#waiting.splice(0)) done();
    return false;
  }

  #bury(id: number): boolean {
    const place = this.#places[id] as number;
    if (this.#merge) this.#moved.add(id);
    if (place === 0) return false;
    this.#shelves[place >>> POSITION_BITS]?.units.bury(place & POSITION);
    this.#places[id] = 0;
    this.size -= 1;
    return true;
  }

  #put(shelf: Shelf): number {
    const number = this.#shelves.indexOf(undefined, 1);
    this.#shelves[number] = shelf;
    this.#searched = largestFirst(this.#shelves);
    return number;
  }

  #begin(all: boolean): void {
    const delta = this.#delta;
    const added = (this.#shelves[delta] as Shelf).units.count;
    const young = this.#shelves[this.#young]?.units.count ?? 0;
    const main = this.#shelves[this.#main]?.units.count ?? 0;
    const large = all || added + young >= Math.max(this.#merging.young, main / 8);
    const sources = [large ? this.#main : 0, this.#young, delta].filter((number) => number !== 0);
    this.#delta = this.#put(new Delta(new Units()));
    this.#moved.clear();
    this.#merge = this.#mergeInto(sources, large);
    const go = (): void => {
      if (this.step()) setImmediate(go).unref();
    };
    setImmediate(go).unref();
  }

  *#mergeInto(sources: number[], large: boolean): Generator<void, void> {
    const columns = sources.map((number) => (this.#shelves[number] as Shelf).units);
    const segment = yield* buildSegment(columns, this.vocabulary);
    const { units } = segment;
    // Numbers of shelves are used again only after the swap, so that a free one is found for the segment now.
    const number = this.#shelves.indexOf(undefined, 1);
    let places = this.#places.slice();
    for (let position = 0; position < units.count; position += 1) {
      places[units.ids[position] as number] = placeOf(number, position);
      if ((position & 0xffff) === 0xffff) yield;
    }
    // From here to the end there is no pause. What died or was replaced meanwhile is dead in the new segment too.
    places = withRoom(places, this.keys.count);
    for (const id of this.#moved) {
      const place = places[id] as number;
      if (place >>> POSITION_BITS === number) units.bury(place & POSITION);
      places[id] = this.#places[id] as number;
    }
    this.#places = places;
    for (const source of sources) this.#shelves[source] = undefined;
    this.#shelves[number] = segment;
    this.#searched = largestFirst(this.#shelves);
    this.#young = large ? 0 : number;
    if (large) this.#main = number;
  }

  #merged(): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ done, failed });
      // Waiting keeps the process alive, where merging in the background does not.
      const beat = (): void => {
        if (this.#merge) setImmediate(beat);
      };
      beat();
    });
  }
}

function placeOf(shelf: number, position: number): number {
  return ((shelf << POSITION_BITS) | position) >>> 0;
}

/** The best are most likely found on the largest shelf, after which the others need not look as far. */
function largestFirst(shelves: (Shelf | undefined)[]): Shelf[] {
  return shelves.filter((shelf) => shelf !== undefined).sort((a, b) => b.units.count - a.units.count);
}
