import { TOKEN_MASK } from '../likeness.ts';
import { Segment } from './shelf.ts';
import { Units } from './units.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Units, and tokens, that are worked on between two pauses: about a millisecond. */
const UNITS_A_SLICE = 1024;
const TOKENS_A_SLICE = 20_000;

/**
 * Builds a segment of the living units of some columns, in slices: between two of them the caller may do something else. Units that
 * die meanwhile are alive in the segment: whoever lets them die has to bury them there too.
 *
 * Units are sorted by length and hash by counting (LSD radix sort, Knuth, TAOCP 5.2.5), postings are written by counting too: the work
 * is linear in the number of tokens.
 */
export function* buildSegment(sources: Units[], vocabulary: Vocabulary): Generator<void, Segment> {
  const { units, longest } = yield* sorted(sources);
  const lengthStarts = new Uint32Array(longest + 2);
  let length = -1;
  for (let position = 0; position < units.count; position += 1) {
    const own = (units.starts[position + 1] as number) - (units.starts[position] as number);
    while (length < own) {
      length += 1;
      lengthStarts[length] = position;
    }
    if ((position & 0xffff) === 0xffff) yield;
  }
  lengthStarts.fill(units.count, length + 1);

  const elements = new Uint32Array(units.tokens.length);
  let counts = new Uint32Array(vocabulary.count + 1);
  let pause = TOKENS_A_SLICE;
  for (let position = 0; position < units.count; position += 1) {
    const end = units.starts[position + 1] as number;
    vocabulary.beginText();
    for (let at = units.starts[position] as number; at < end; at += 1) {
      const element = vocabulary.occurrence((units.tokens[at] as number) & TOKEN_MASK, true);
      if (element >= counts.length) {
        const wider = new Uint32Array(Math.ceil(element * 1.25) + 1);
        wider.set(counts);
        counts = wider;
      }
      elements[at] = element;
      counts[element] = (counts[element] as number) + 1;
    }
    if (end >= pause) {
      pause = end + TOKENS_A_SLICE;
      yield;
      // Another text may have been read in the pause; the next one begins anew anyway.
    }
  }

  // Texts read in the pauses may add elements, which no unit of the segment holds.
  const known = vocabulary.count;
  // The rows of bits of the dense elements, and 0 for the sparse ones.
  const rows = new Uint32Array(known);
  const dense = Uint32Array.from(denseElements(counts, known, units.count));
  for (const [row, element] of dense.entries()) rows[element] = row + 1;
  const postingStarts = new Uint32Array(known + 1);
  for (let element = 0; element < known; element += 1) {
    const size = rows[element] === 0 ? (counts[element] ?? 0) : 0;
    postingStarts[element + 1] = (postingStarts[element] as number) + size;
  }
  yield;
  const fill = postingStarts.slice();
  const postings = new Uint32Array(postingStarts[known] as number);
  const words = (units.count + 31) >>> 5;
  const bits = new Uint32Array(dense.length * words);
  pause = TOKENS_A_SLICE;
  for (let position = 0; position < units.count; position += 1) {
    const end = units.starts[position + 1] as number;
    for (let at = units.starts[position] as number; at < end; at += 1) {
      const element = elements[at] as number;
      const row = rows[element] as number;
      if (row > 0) {
        const word = (row - 1) * words + (position >>> 5);
        bits[word] = (bits[word] as number) | (1 << (position & 31));
        continue;
      }
      const place = fill[element] as number;
      postings[place] = position;
      fill[element] = place + 1;
    }
    if (end >= pause) {
      pause = end + TOKENS_A_SLICE;
      yield;
    }
  }
  const denseSizes = dense.map((element) => counts[element] as number);
  return new Segment(units, { lengthStarts, postingStarts, postings, dense, denseSizes, bits });
}

/** Elements that more than every 32nd unit holds: a bit for every unit takes less room than a number for each that holds it. */
function denseElements(counts: Uint32Array, elements: number, units: number): number[] {
  const found: number[] = [];
  for (let element = 0; element < elements; element += 1) {
    if ((counts[element] ?? 0) * 32 > units + 1024) found.push(element);
  }
  return found;
}

/** The living units of all sources in one set of columns, by length, then by hash of the text. */
function* sorted(sources: Units[]): Generator<void, { units: Units; longest: number }> {
  const most = sources.reduce((sum, { count }) => sum + count, 0);
  let order = new Uint32Array(most);
  const bases = sources.map((_, at) => sources.slice(0, at).reduce((sum, { count }) => sum + count, 0));
  const hashes = new Uint32Array(most);
  const lengths = new Uint32Array(most);
  let [living, tokens, longest] = [0, 0, 0];
  for (const [which, source] of sources.entries()) {
    const base = bases[which] as number;
    // Columns to which units are still being added would be read half.
    const { count } = source;
    for (let position = 0; position < count; position += 1) {
      if (position % UNITS_A_SLICE === UNITS_A_SLICE - 1) yield;
      if (source.isDead(position)) continue;
      const length = (source.starts[position + 1] as number) - (source.starts[position] as number);
      hashes[base + position] = source.high[position] as number;
      lengths[base + position] = length;
      tokens += length;
      longest = Math.max(longest, length);
      order[living] = base + position;
      living += 1;
    }
  }
  const passes: [Uint32Array, number][] = [
    [hashes, 0],
    [hashes, 11],
    [hashes, 22],
    [lengths, 0],
    ...(longest > 0x7ff ? ([[lengths, 11]] as [Uint32Array, number][]) : []),
    ...(longest > 0x3fffff ? ([[lengths, 22]] as [Uint32Array, number][]) : []),
  ];
  let other = new Uint32Array(most);
  for (const [keys, shift] of passes) {
    yield* radixPass(order, other, living, keys, shift);
    [order, other] = [other, order];
  }
  const units = new Units(living, tokens);
  let pause = TOKENS_A_SLICE;
  for (let at = 0; at < living; at += 1) {
    const place = order[at] as number;
    let which = sources.length - 1;
    while ((bases[which] as number) > place) which -= 1;
    units.copy(sources[which] as Units, place - (bases[which] as number));
    if ((units.starts[at + 1] as number) >= pause) {
      pause = (units.starts[at + 1] as number) + TOKENS_A_SLICE;
      yield;
    }
  }
  return { units, longest };
}

/** One pass over eleven bits of the keys: order[0, count) into other[0, count), stable. */
function* radixPass(
  order: Uint32Array,
  other: Uint32Array,
  count: number,
  keys: Uint32Array,
  shift: number,
): Generator<void, void> {
  const starts = new Uint32Array(0x801);
  for (let at = 0; at < count; at += 1) {
    const digit = ((keys[order[at] as number] as number) >>> shift) & 0x7ff;
    starts[digit + 1] = (starts[digit + 1] as number) + 1;
    if (at % (UNITS_A_SLICE * 16) === UNITS_A_SLICE * 16 - 1) yield;
  }
  for (let digit = 0; digit < 0x800; digit += 1)
    starts[digit + 1] = (starts[digit + 1] as number) + (starts[digit] as number);
  for (let at = 0; at < count; at += 1) {
    const place = order[at] as number;
    const digit = ((keys[place] as number) >>> shift) & 0x7ff;
    other[starts[digit] as number] = place;
    starts[digit] = (starts[digit] as number) + 1;
    if (at % (UNITS_A_SLICE * 16) === UNITS_A_SLICE * 16 - 1) yield;
  }
}
