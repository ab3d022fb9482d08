import { NAME_BIT } from '../likeness.ts';
import { NAME, type Scan } from '../tokens.ts';
import { withRoom } from './growing.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What is kept of a unit beside its tokens. */
export interface UnitFacts {
  /** Dense number of its key. */
  id: number;
  /** Which penalty applies to it, 0..65535; the caller gives groups their meaning. */
  group: number;
  /** When it was changed last, in seconds since 1970. */
  changed: number;
  /** Hashes of the source texts before and after it, 0 where unknown. */
  previous: number;
  next: number;
  /** Hash of its codes, 0 without any. */
  codes: number;
}

/** Units side by side, a column for each thing that is known of them. A unit is addressed by its position. */
export class Units {
  count = 0;
  /** Coded tokens of all units, one after the other: unit p has tokens[starts[p], starts[p + 1]). */
  tokens: Int32Array<ArrayBuffer>;
  starts: Uint32Array<ArrayBuffer>;
  ids: Uint32Array<ArrayBuffer>;
  high: Uint32Array<ArrayBuffer>;
  low: Uint32Array<ArrayBuffer>;
  facts: Uint32Array<ArrayBuffer>;
  previous: Uint32Array<ArrayBuffer>;
  next: Uint32Array<ArrayBuffer>;
  changed: Uint32Array<ArrayBuffer>;
  group: Uint16Array<ArrayBuffer>;
  /** A bit for each position: set where the unit was removed or replaced. */
  dead: Uint8Array<ArrayBuffer>;

  /** @param units room for how many units, and @param tokens for how many tokens; both grow when needed */
  constructor(units = 0, tokens = 0) {
    this.tokens = new Int32Array(tokens);
    this.starts = new Uint32Array(units + 1);
    this.ids = new Uint32Array(units);
    this.high = new Uint32Array(units);
    this.low = new Uint32Array(units);
    this.facts = new Uint32Array(units);
    this.previous = new Uint32Array(units);
    this.next = new Uint32Array(units);
    this.changed = new Uint32Array(units);
    this.group = new Uint16Array(units);
    this.dead = new Uint8Array((units + 7) >>> 3);
  }

  /** Adds the text read last. @returns its position */
  add(scan: Scan, vocabulary: Vocabulary, unit: UnitFacts): number {
    const position = this.count;
    this.#makeRoom(position + 1);
    const start = this.starts[position] as number;
    this.tokens = withRoom(this.tokens, start + scan.count);
    for (let at = 0; at < scan.count; at += 1) {
      const token = vocabulary.add(scan, at);
      this.tokens[start + at] = scan.flags[at] === NAME ? token | NAME_BIT : token;
    }
    this.starts[position + 1] = start + scan.count;
    this.ids[position] = unit.id;
    this.high[position] = scan.high;
    this.low[position] = (scan.low ^ unit.codes) >>> 0;
    this.facts[position] = scan.facts;
    this.previous[position] = unit.previous;
    this.next[position] = unit.next;
    this.changed[position] = unit.changed;
    this.group[position] = unit.group;
    this.count = position + 1;
    return position;
  }

  /** Adds a unit of other columns. */
  copy(from: Units, at: number): void {
    const position = this.count;
    const start = this.starts[position] as number;
    const source = from.starts[at] as number;
    const length = (from.starts[at + 1] as number) - source;
    const { tokens } = this;
    for (let token = 0; token < length; token += 1) tokens[start + token] = from.tokens[source + token] as number;
    this.starts[position + 1] = start + length;
    this.ids[position] = from.ids[at] as number;
    this.high[position] = from.high[at] as number;
    this.low[position] = from.low[at] as number;
    this.facts[position] = from.facts[at] as number;
    this.previous[position] = from.previous[at] as number;
    this.next[position] = from.next[at] as number;
    this.changed[position] = from.changed[at] as number;
    this.group[position] = from.group[at] as number;
    this.count = position + 1;
  }

  bury(position: number): void {
    this.dead[position >>> 3] = (this.dead[position >>> 3] as number) | (1 << (position & 7));
  }

  isDead(position: number): boolean {
    return ((this.dead[position >>> 3] as number) & (1 << (position & 7))) !== 0;
  }

  /** Bytes of its arrays. */
  get bytes(): number {
    return columns.reduce((sum, name) => sum + this[name].byteLength, 0);
  }

  #makeRoom(units: number): void {
    if (this.ids.length >= units) return;
    for (const name of perUnit) this[name] = withRoom(this[name], units) as never;
    this.starts = withRoom(this.starts, this.ids.length + 1);
    this.dead = withRoom(this.dead, (this.ids.length + 7) >>> 3);
  }
}

const perUnit = ['ids', 'high', 'low', 'facts', 'previous', 'next', 'changed', 'group'] as const;

/** The names of all columns, in the order in which a snapshot holds them. */
export const columns = [...perUnit, 'starts', 'tokens', 'dead'] as const;
