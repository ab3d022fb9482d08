import type { InlineCode, Segment } from './article.ts';
import { compareRevisions } from './revision.ts';

/** A segment as it was read, before people cut it otherwise. */
export interface ReadSegment extends Segment {
  language: string;
}

/** A stretch of a block that people cut otherwise than it was read: both cover the same text. */
export interface RecutRun<Cut extends Segment = Segment> {
  read: ReadSegment[];
  cut: Cut[];
}

/** A split or a merge at the first segment of two, as places are moved along with it. */
export interface RecutStep {
  act: 'split' | 'merge';
  ordinal: number;
  /** Lengths of the first text, and of the first text with the white space behind it. */
  leftLength: number;
  rightStart: number;
  /** The texts that there are afterwards. */
  texts: string[];
  language: string;
}

/** A document cut as people had cut the one before. */
export interface Recut<Cut extends Segment> {
  segments: ReadSegment[];
  /** What leads there, in this order. */
  steps: RecutStep[];
  /** By the ordinal in `segments` at which it begins. */
  kept: { at: number; run: RecutRun<Cut> }[];
  lost: RecutRun<Cut>[];
}

/**
 * Cuts the segments of a new revision as people had cut the revision before: wherever all that was split or merged reads as it did. Of text
 * that is another one, whoever cut it has to say anew where.
 *
 * @param before the former revision as it was read, in order, with every segment of `runs`
 * @param now the new one as it was read
 * @param isOpen whether a segment is one that people may cut: what is left out of translations is not
 */
export function recutAlike<Cut extends Segment>(
  before: ReadSegment[],
  runs: RecutRun<Cut>[],
  now: ReadSegment[],
  isOpen: (segment: ReadSegment) => boolean,
): Recut<Cut> {
  const lost: RecutRun<Cut>[] = [];
  const found = placesOf(before, runs, now, isOpen);
  let segments = [...now];
  const steps: RecutStep[] = [];
  const kept: { at: number; run: RecutRun<Cut> }[] = [];
  // From the end on: what stands before keeps its ordinals.
  for (const { run, at } of found.sort((a, b) => (b.at ?? -1) - (a.at ?? -1))) {
    const own = at === undefined ? undefined : recutRun(now.slice(at, at + run.read.length), run);
    if (at === undefined || !own) {
      lost.push(run);
      continue;
    }
    steps.push(...own.steps);
    segments = [...segments.slice(0, at), ...own.segments, ...segments.slice(at + run.read.length)];
    const shift = own.segments.length - run.read.length;
    for (const other of kept) other.at += shift;
    kept.push({ at, run });
  }
  segments = segments.map((segment, ordinal) => ({ ...segment, ordinal }));
  return { segments, steps, kept: kept.reverse(), lost: lost.reverse() };
}

/** Where each run begins among the newer segments; undefined where its text is not there any more. */
function placesOf<Cut extends Segment>(
  before: ReadSegment[],
  runs: RecutRun<Cut>[],
  now: ReadSegment[],
  isOpen: (segment: ReadSegment) => boolean,
): { run: RecutRun<Cut>; at: number | undefined }[] {
  const keys = now.map(keyOf);
  const oldKeys = before.map(keyOf);
  const standsAt = new Map<ReadSegment, number>();
  const compared = (list: ReadSegment[], own: string[]) =>
    list.map(({ text }, index) => ({ text, key: own[index] as string }));
  for (const pair of compareRevisions(compared(before, oldKeys), compared(now, keys)))
    if (pair.kind === 'kept') standsAt.set(before[pair.old as number] as ReadSegment, pair.new as number);
  const byKey = Map.groupBy(keys.keys(), (index) => keys[index] as string);
  const taken = new Set<number>();
  return runs.map((run) => {
    const [first] = run.read;
    const own = run.read.map(keyOf);
    const text = joined(run.read);
    const fits = (at: number) => {
      const some = now.slice(at, at + own.length);
      return (
        own.every((key, index) => keys[at + index] === key && !taken.has(at + index)) &&
        some.every((one) => one.block === some[0]?.block && isOpen(one)) &&
        joined(some) === text
      );
    };
    // Where the comparison has it; else wherever the same text stands.
    const likely = run.read.flatMap((one, index) => {
      const place = standsAt.get(one);
      return place === undefined ? [] : [place - index];
    });
    const at = [...likely, ...((first && byKey.get(keyOf(first))) ?? [])].find((one) => one >= 0 && fits(one));
    if (at !== undefined) for (const index of own.keys()) taken.add(at + index);
    return { run, at };
  });
}

/** The newer segments of one run, cut like the older ones; undefined where that cannot be led to by splits and merges. */
function recutRun<Cut extends Segment>(
  now: ReadSegment[],
  { read, cut }: RecutRun<Cut>,
): { segments: ReadSegment[]; steps: RecutStep[] } | undefined {
  const [first, last] = [now[0], now.at(-1)];
  const [from, end] = [read[0]?.start ?? 0, read.at(-1)?.end];
  if (!first || !last || cut[0]?.start !== from || cut.at(-1)?.end !== end) return undefined;
  const shift = first.start - from;
  const text = joined(now);
  const slice = (start: number, stop: number) => text.slice(start - first.start, stop - first.start);
  const wanted = cut.map(({ start, end: stop }) => ({ start: start + shift, end: stop + shift }));
  const pieces = now.map(({ start, end: stop }) => ({ start, end: stop }));
  const steps: RecutStep[] = [];
  const step = (act: RecutStep['act'], index: number, left: Stretch, right: Stretch) => {
    const after = act === 'split' ? [left, right] : [{ start: left.start, end: right.end }];
    steps.push({
      ...{ act, ordinal: first.ordinal + index, language: first.language },
      ...{ leftLength: left.end - left.start, rightStart: right.start - left.start },
      texts: after.map((one) => slice(one.start, one.end)),
    });
    pieces.splice(index, act === 'split' ? 1 : 2, ...after);
  };
  for (const [index, right] of wanted.entries()) {
    const left = wanted[index - 1];
    if (!left || pieces.some(({ start }) => start === right.start)) continue;
    const at = pieces.findIndex(({ start, end: stop }) => start < left.end && right.start < stop);
    const whole = pieces[at];
    if (!whole) return undefined;
    step('split', at, { start: whole.start, end: left.end }, { start: right.start, end: whole.end });
  }
  for (let index = 0; index + 1 < pieces.length; )
    if (wanted.some(({ start }) => start === pieces[index + 1]?.start)) index++;
    else step('merge', index, pieces[index] as Stretch, pieces[index + 1] as Stretch);
  if (JSON.stringify(pieces) !== JSON.stringify(wanted)) return undefined;
  const codes = now.flatMap((one) => one.codes);
  const segments = cut.map((old, index): ReadSegment => {
    const { start, end: stop } = wanted[index] as Stretch;
    const next = wanted[index + 1];
    return {
      ...{ ordinal: 0, block: first.block, language: first.language, start, end: stop },
      before: index === 0 ? first.before : '',
      text: slice(start, stop),
      after: next ? slice(stop, next.start) : last.after,
      // The same ones in the same order, under the ids that they have now.
      codes: codes.splice(0, old.codes.length).map((code, at) => ({ ...code, at: old.codes[at]?.at ?? code.at })),
    };
  });
  return codes.length === 0 ? { segments, steps } : undefined;
}

interface Stretch {
  start: number;
  end: number;
}

/** All of a run, from the beginning of its first text to the end of its last. */
function joined(segments: ReadSegment[]): string {
  return segments
    .map(({ before, text, after }, index) => (index === 0 ? '' : before) + text + after)
    .join('')
    .slice(0, segments.length === 0 ? 0 : (segments.at(-1)?.end ?? 0) - (segments[0]?.start ?? 0));
}

/** What makes a segment the same as another one: ids of codes count within their block, which may have changed around them. */
export function keyOf({ language, text, codes }: { language: string; text: string; codes: InlineCode[] }): string {
  return JSON.stringify([language, text, shapeOf(codes)]);
}

/** Codes without their ids. */
export function shapeOf(codes: InlineCode[]): unknown[] {
  return codes.map(({ kind, at, data }) => [kind, at, data]);
}

/** Moves the range of a batch along; empty where nothing is left of it. */
export function movedRange(
  { first, end }: { first: number; end: number },
  { act, ordinal }: RecutStep,
): { first: number; end: number } {
  const [behind, by] = act === 'split' ? [ordinal, 1] : [ordinal + 1, -1];
  return { first: first > behind ? first + by : first, end: end > behind ? end + by : end };
}
