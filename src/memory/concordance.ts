import type { MemoryIndex } from './index/memory-index.ts';
import type { Shelf, Slice } from './index/shelf.ts';
import type { Units } from './index/units.ts';
import { TOKEN_MASK } from './likeness.ts';
import { Scan } from './tokens.ts';

/** A unit that holds a phrase, or its words. */
export interface ConcordanceHit {
  key: string;
  group: number;
  /** `phrase`: the words in a row; `near`: all of them close together, in any order. */
  kind: 'phrase' | 'near';
  /** When the unit was changed last, in seconds since 1970. */
  changed: number;
}

export interface ConcordanceOptions {
  /** Most hits. */
  limit: number;
  /** Groups whose units are left out. */
  without?: ReadonlySet<number>;
}

/** Half-open UTF-16 offsets. */
export interface Span {
  start: number;
  end: number;
}

/** Units that hold all words and are looked at, newest first; only words as common as articles reach it. */
const LOOKED_AT = 50_000;

/** Words are near each other in a stretch of so many tokens. */
function nearness(words: number): number {
  return words * 2 + 3;
}

interface Candidate {
  id: number;
  group: number;
  changed: number;
  kind: ConcordanceHit['kind'];
}

/**
 * Looks a phrase up in an index: of sources, or one made of the targets. Case, punctuation and typography do not count, and a number
 * stands for any number. Units with the phrase come first, then those with all its words near each other; each newest first.
 *
 * @returns the hits, and whether all units were looked at; of words that more than 50,000 units hold, only the newest are
 */
export function findPhrase(
  index: MemoryIndex,
  phrase: string,
  options: ConcordanceOptions,
): { hits: ConcordanceHit[]; complete: boolean } {
  const scan = scanOf(phrase);
  const words = Array.from({ length: scan.count }, (_, at) => index.vocabulary.find(scan, at));
  if (words.length === 0 || words.includes(-1)) return { hits: [], complete: true };
  let complete = true;
  const found: Candidate[] = [];
  for (const shelf of index.shelves) {
    complete = look(shelf.units, holders(shelf, words), words, options, found) && complete;
  }
  found.sort(
    (a, b) => Number(b.kind === 'phrase') - Number(a.kind === 'phrase') || b.changed - a.changed || b.id - a.id,
  );
  const hits = found
    .slice(0, options.limit)
    .map(({ id, group, kind, changed }): ConcordanceHit => ({ key: index.keys.key(id), group, kind, changed }));
  return { hits, complete };
}

/**
 * Where a phrase stands in a text: every place where its words stand in a row; where there is none, the words of the shortest stretch
 * that holds them all, each by itself. Empty where a word is missing.
 */
export function phraseSpans(phrase: string, text: string): Span[] {
  const scan = scanOf(phrase);
  const words = Array.from({ length: scan.count }, (_, at) => scan.folded(at));
  if (words.length === 0) return [];
  scanOf(text);
  const tokens = Array.from({ length: scan.count }, (_, at) => scan.folded(at));
  const span = (from: number, to: number): Span => ({ start: scan.from[from] as number, end: scan.to[to] as number });
  const spans: Span[] = [];
  for (let at = 0; at + words.length <= tokens.length; at += 1) {
    if (!words.every((word, next) => tokens[at + next] === word)) continue;
    spans.push(span(at, at + words.length - 1));
    at += words.length - 1;
  }
  if (spans.length > 0) return spans;
  const stretch = shortestStretch(tokens, words);
  if (!stretch) return [];
  const wanted = new Set(words);
  return tokens.flatMap((token, at) =>
    at >= stretch.from && at < stretch.to && wanted.has(token) ? [span(at, at)] : [],
  );
}

let reader: Scan | undefined;

/** Made at the first question: its tables of characters take a while. */
function scanOf(text: string): Scan {
  reader ??= new Scan();
  reader.read(text);
  return reader;
}

/** Positions of the units that hold all words, ascending. */
function holders(shelf: Shelf, words: number[]): Uint32Array {
  const [rarest, ...others] = [...new Set(words)].sort((a, b) => shelf.size(a) - shelf.size(b));
  const slice: Slice = { list: new Uint32Array(0), from: 0, to: 0 };
  shelf.find(rarest as number, words.length, shelf.longest, slice);
  const positions = slice.list.slice(slice.from, slice.to);
  let count = positions.length;
  for (const word of others) count = shelf.keep(word, positions, count);
  return positions.subarray(0, count);
}

/**
 * Collects the hits among some positions, newest first, until there are enough phrases: older ones would come after them.
 *
 * @returns false where it gave up before
 */
function look(
  units: Units,
  positions: Uint32Array,
  words: number[],
  { limit, without }: ConcordanceOptions,
  found: Candidate[],
): boolean {
  const { ordered, ends } = newestFirst(units, positions);
  let phrases = 0;
  let at = 0;
  for (const end of ends) {
    if (phrases >= limit) return true;
    if (at > LOOKED_AT) return false;
    for (; at < end; at += 1) {
      const position = ordered[at] as number;
      if (units.isDead(position)) continue;
      const group = units.group[position] as number;
      if (without?.has(group)) continue;
      const kind = kindOf(units, position, words);
      if (!kind) continue;
      if (kind === 'phrase') phrases += 1;
      found.push({ id: units.ids[position] as number, group, changed: units.changed[position] as number, kind });
    }
  }
  return true;
}

/** Positions in stretches of equal newness, the newest first: 1024 equal spans of time, or of numbers where all times are the same. */
function newestFirst(units: Units, positions: Uint32Array): { ordered: Uint32Array; ends: Iterable<number> } {
  if (positions.length <= FEW) return { ordered: positions, ends: [positions.length] };
  const changed = rangeOf(units.changed, positions);
  const values = changed.low < changed.high ? units.changed : units.ids;
  const { low, high } = values === units.changed ? changed : rangeOf(values, positions);
  const scale = (STRETCHES - 1) / Math.max(1, high - low);
  const stretchOf = (position: number): number => Math.floor((high - (values[position] as number)) * scale);
  const ends = new Uint32Array(STRETCHES);
  for (const position of positions) ends[stretchOf(position)] = (ends[stretchOf(position)] as number) + 1;
  let sum = 0;
  for (let stretch = 0; stretch < STRETCHES; stretch += 1) {
    const size = ends[stretch] as number;
    ends[stretch] = sum;
    sum += size;
  }
  const ordered = new Uint32Array(positions.length);
  for (const position of positions) {
    const stretch = stretchOf(position);
    const place = ends[stretch] as number;
    ordered[place] = position;
    ends[stretch] = place + 1;
  }
  return { ordered, ends };
}

const FEW = 256;
const STRETCHES = 1024;

function rangeOf(values: Uint32Array, positions: Uint32Array): { low: number; high: number } {
  let [low, high] = [0xffffffff, 0];
  for (const position of positions) {
    const value = values[position] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}

/** Whether a unit has the words in a row, or near each other. */
function kindOf(units: Units, position: number, words: number[]): ConcordanceHit['kind'] | undefined {
  const start = units.starts[position] as number;
  const end = units.starts[position + 1] as number;
  const { tokens } = units;
  const first = words[0] as number;
  for (let at = start; at + words.length <= end; at += 1) {
    if (((tokens[at] as number) & TOKEN_MASK) !== first) continue;
    let next = 1;
    while (next < words.length && ((tokens[at + next] as number) & TOKEN_MASK) === words[next]) next += 1;
    if (next === words.length) return 'phrase';
  }
  if (words.length === 1) return undefined;
  const own = Array.from(tokens.subarray(start, end), (token) => token & TOKEN_MASK);
  const stretch = shortestStretch(own, words);
  return stretch && stretch.to - stretch.from <= nearness(words.length) ? 'near' : undefined;
}

/** The shortest stretch of tokens that holds all words, each as often as it is asked for; two ends that move on in turn. */
function shortestStretch<T>(tokens: T[], words: T[]): { from: number; to: number } | undefined {
  const wanted = new Map<T, number>();
  for (const word of words) wanted.set(word, (wanted.get(word) ?? 0) + 1);
  let missing = words.length;
  let from = 0;
  let best: { from: number; to: number } | undefined;
  for (const [at, token] of tokens.entries()) {
    const need = wanted.get(token);
    if (need === undefined) continue;
    if (need > 0) missing -= 1;
    wanted.set(token, need - 1);
    for (; missing === 0; from += 1) {
      if (!best || at + 1 - from < best.to - best.from) best = { from, to: at + 1 };
      const left = wanted.get(tokens[from] as T);
      if (left === undefined) continue;
      wanted.set(tokens[from] as T, left + 1);
      if (left + 1 > 0) missing += 1;
    }
  }
  return best;
}

/** How many units hold a word, those included that were removed and not yet merged; 0 for a word that none holds. */
export function holdersOf(index: MemoryIndex, word: string): number {
  const scan = scanOf(word);
  const token = scan.count === 1 ? index.vocabulary.find(scan, 0) : -1;
  return token < 0 ? 0 : index.shelves.reduce((sum, shelf) => sum + shelf.size(token), 0);
}
