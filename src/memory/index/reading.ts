import type { InlineCode } from '../../model/article.ts';
import type { Scan } from '../tokens.ts';
import type { UnitFacts } from './units.ts';

/** A source text with its codes. */
export interface IndexedText {
  text: string;
  codes?: readonly InlineCode[];
}

/** A unit as the index takes it in: its source only, whatever it is translated to. */
export interface IndexedUnit extends IndexedText {
  /** A UUID. A unit with the key of another one replaces it. */
  key: string;
  /** 0..65535, to which penalties and rights refer: a memory, an origin, a variant, or any mixture of them. Default 0. */
  group?: number;
  changedAt?: Date;
  /** The source texts before and after it, where known: what in-context matches are made of. */
  previous?: string;
  next?: string;
}

/** Reads a unit's text, last of all its texts, and returns what is kept of it besides the tokens. */
export function factsOf(scan: Scan, unit: IndexedUnit, id: number): UnitFacts {
  const previous = textHash(scan, unit.previous);
  const next = textHash(scan, unit.next);
  scan.read(unit.text);
  const changed = unit.changedAt ? Math.floor(unit.changedAt.getTime() / 1000) : 0;
  return { id, group: unit.group ?? 0, changed, previous, next, codes: codesHash(unit.codes) };
}

/** A hash of a text in NFC, 0 where there is no text. */
export function textHash(scan: Scan, text: string | undefined): number {
  if (text === undefined) return 0;
  scan.read(text);
  return scan.high || 1;
}

/** A hash of kind, place and markup of codes; their ids are numbered anew in every text. 0 without any. */
export function codesHash(codes: readonly InlineCode[] | undefined): number {
  let hash = 0;
  for (const { kind, at, data } of codes ?? []) {
    hash = Math.imul(hash ^ at ^ (kind.charCodeAt(0) << 20), 0x01000193) + 1;
    for (let place = 0; place < data.length; place += 1) hash = Math.imul(hash ^ data.charCodeAt(place), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  }
  return hash >>> 0;
}
