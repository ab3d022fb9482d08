/** What is compared of a segment: what has the same key is the same text. */
export interface ComparedSegment {
  /** Text, markup and language as one. */
  key: string;
  text: string;
}

/** A segment of an older revision and the one that stands for it in a newer one; one of the two is absent where there is none. */
export interface SegmentPair {
  kind: 'kept' | 'changed' | 'added' | 'removed';
  old?: number;
  new?: number;
}

/** Gaps of more pairs than that are paired in their order: comparing each with each would take long. */
const CELLS = 250_000;

/** Texts that share less of their letters than that have nothing to do with each other. */
const LIKE = 0.3;

/**
 * Which segments of an older revision stand where in a newer one. The same text is the same segment, wherever it has moved; of what is left
 * between two kept ones, texts that are alike are one that was changed (the best pairing in order, by the Dice coefficient of their letter
 * pairs).
 *
 * @returns in the order of the newer revision, with what was removed where it stood; numbers are indexes
 */
export function compareRevisions(old: ComparedSegment[], now: ComparedSegment[]): SegmentPair[] {
  const keptOf = sameTexts(old, now);
  const anchors = inOrder(keptOf);
  const pairs: SegmentPair[] = [];
  const taken = new Set(keptOf.filter((at) => at >= 0));
  let [fromOld, fromNew] = [0, 0];
  for (const anchor of [...anchors, { old: old.length, new: now.length }]) {
    const left = range(fromOld, anchor.old).filter((at) => !taken.has(at));
    const right = range(fromNew, anchor.new);
    const open = right.filter((at) => (keptOf[at] as number) < 0);
    pairs.push(...merged(left, right, paired(left, open, old, now), keptOf));
    if (anchor.new < now.length) pairs.push({ kind: 'kept', old: anchor.old, new: anchor.new });
    [fromOld, fromNew] = [anchor.old + 1, anchor.new + 1];
  }
  return pairs;
}

/** For each newer segment the older one of the same text, or -1: from both ends inwards, then the first with the first. */
function sameTexts(old: ComparedSegment[], now: ComparedSegment[]): number[] {
  const found = now.map(() => -1);
  const same = (a: number, b: number) => old[a]?.key === now[b]?.key;
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && same(start, start)) found[start] = start++;
  let end = 0;
  while (end < shorter - start && same(old.length - 1 - end, now.length - 1 - end)) {
    found[now.length - 1 - end] = old.length - 1 - end;
    end++;
  }
  const places = new Map<string, number[]>();
  for (let at = old.length - end - 1; at >= start; at--) {
    const { key } = old[at] as ComparedSegment;
    const known = places.get(key);
    if (known) known.push(at);
    else places.set(key, [at]);
  }
  for (let at = start; at < now.length - end; at++)
    found[at] = places.get((now[at] as ComparedSegment).key)?.pop() ?? -1;
  return found;
}

/** The longest run of kept segments that stand in the same order in both (patience sorting); the others have moved. */
function inOrder(keptOf: number[]): { old: number; new: number }[] {
  const ends: number[] = [];
  const before = keptOf.map(() => -1);
  for (const [at, place] of keptOf.entries()) {
    if (place < 0) continue;
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((keptOf[ends[middle] as number] as number) < place) low = middle + 1;
      else high = middle;
    }
    before[at] = low > 0 ? (ends[low - 1] as number) : -1;
    ends[low] = at;
  }
  const run: { old: number; new: number }[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] as number) run.push({ old: keptOf[at] as number, new: at });
  return run.reverse();
}

/** What changed within a gap, both sides in order. @returns the older segment of a newer one */
function paired(left: number[], right: number[], old: ComparedSegment[], now: ComparedSegment[]): Map<number, number> {
  const pairs = new Map<number, number>();
  if (left.length === 0 || right.length === 0) return pairs;
  if (left.length * right.length > CELLS) {
    for (const [at, one] of right.entries()) if (at < left.length) pairs.set(one, left[at] as number);
    return pairs;
  }
  const a = left.map((at) => letterPairs(old[at]?.text ?? ''));
  const b = right.map((at) => letterPairs(now[at]?.text ?? ''));
  // One for one is a change, however much of it: that is what somebody wrote in its place.
  if (left.length === 1 && right.length === 1) return pairs.set(right[0] as number, left[0] as number);
  const width = right.length + 1;
  const best = new Float64Array((left.length + 1) * width);
  const likes = new Float64Array(left.length * right.length);
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--) {
      const like = likeness(a[i] as Map<string, number>, b[j] as Map<string, number>);
      likes[i * right.length + j] = like;
      const pairing = like >= LIKE ? like + (best[(i + 1) * width + j + 1] as number) : 0;
      best[i * width + j] = Math.max(pairing, best[(i + 1) * width + j] as number, best[i * width + j + 1] as number);
    }
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const like = likes[i * right.length + j] as number;
    const here = best[i * width + j] as number;
    if (like >= LIKE && here === like + (best[(i + 1) * width + j + 1] as number)) {
      pairs.set(right[j] as number, left[i] as number);
      i++;
      j++;
    } else if (here === best[(i + 1) * width + j]) i++;
    else j++;
  }
  return pairs;
}

function merged(left: number[], right: number[], changed: Map<number, number>, keptOf: number[]): SegmentPair[] {
  const pairs: SegmentPair[] = [];
  const used = new Set(changed.values());
  const gone = left.filter((at) => !used.has(at));
  const removedBefore = (place: number) => {
    while (gone.length > 0 && (gone[0] as number) < place) pairs.push({ kind: 'removed', old: gone.shift() as number });
  };
  for (const at of right) {
    const moved = keptOf[at] as number;
    const was = changed.get(at);
    if (was !== undefined) {
      removedBefore(was);
      pairs.push({ kind: 'changed', old: was, new: at });
    } else pairs.push(moved >= 0 ? { kind: 'kept', old: moved, new: at } : { kind: 'added', new: at });
  }
  removedBefore(Number.POSITIVE_INFINITY);
  return pairs;
}

function range(from: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - from) }, (_, at) => from + at);
}

/** Neighbouring letters with how often they stand together; a single letter is a pair with nothing. */
function letterPairs(text: string): Map<string, number> {
  const letters = [...text.toLowerCase()];
  const pairs = new Map<string, number>();
  for (const [at, letter] of letters.entries()) {
    if (at > 0 && at === letters.length - 1) break;
    const pair = letter + (letters[at + 1] ?? '');
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

function likeness(a: Map<string, number>, b: Map<string, number>): number {
  let [shared, all] = [0, 0];
  for (const [pair, count] of a) {
    shared += Math.min(count, b.get(pair) ?? 0);
    all += count;
  }
  for (const count of b.values()) all += count;
  return all === 0 ? 0 : (2 * shared) / all;
}
