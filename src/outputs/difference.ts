/** A stretch of a text and of its new version: equal, or one replaced by the other (either may be empty). Half-open UTF-16 offsets. */
export interface Change {
  equal: boolean;
  start: number;
  end: number;
  newStart: number;
  newEnd: number;
}

/** Above this many cells the middle counts as replaced whole: 4 million cells are 16 MB and some 20 ms. */
const mostCells = 4_000_000;

/**
 * Compares two versions of a text word by word: longest common subsequence of words, spaces and signs, after the common ends are set
 * aside (Wagner and Fischer 1974). The stretches cover both texts, in order, without gaps.
 */
export function difference(before: string, after: string): Change[] {
  const old = words(before);
  const fresh = words(after);
  let head = 0;
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head++;
  let tail = 0;
  while (
    tail < old.length - head &&
    tail < fresh.length - head &&
    old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]
  ) {
    tail++;
  }
  const middleOld = old.slice(head, old.length - tail);
  const middleNew = fresh.slice(head, fresh.length - tail);
  const kept = [
    ...old.slice(0, head).map((): Step => 'equal'),
    ...steps(middleOld, middleNew),
    ...old.slice(old.length - tail).map((): Step => 'equal'),
  ];
  return merge(kept, old, fresh);
}

/** Where an offset of the old text lies in the new one. At a change, `toward` says whether to stand before or after what is new. */
export function carry(at: number, changes: Change[], toward: 'start' | 'end'): number {
  let position = 0;
  for (const change of changes) {
    if (at < change.start) break;
    if (change.equal) {
      if (at <= change.end) position = change.newStart + at - change.start;
      else position = change.newEnd;
      continue;
    }
    if (change.start === change.end) {
      // Something new stands exactly here.
      if (at > change.start || toward === 'end') position = change.newEnd;
    } else if (at >= change.end) {
      position = change.newEnd;
    } else if (at > change.start) {
      position = toward === 'end' ? change.newEnd : change.newStart;
    } else {
      position = change.newStart;
    }
  }
  return position;
}

type Step = 'equal' | 'delete' | 'insert';

function words(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}]+(?:['\u2019-][\p{L}\p{M}\p{N}]+)*|\s+|[^\p{L}\p{M}\p{N}\s]/gu) ?? [];
}

function steps(old: string[], fresh: string[]): Step[] {
  const replaced: Step[] = [...old.map((): Step => 'delete'), ...fresh.map((): Step => 'insert')];
  if (old.length === 0 || fresh.length === 0 || old.length * fresh.length > mostCells) return replaced;
  const width = fresh.length + 1;
  const common = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      common[i * width + j] =
        old[i] === fresh[j]
          ? (common[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(common[(i + 1) * width + j] ?? 0, common[i * width + j + 1] ?? 0);
    }
  }
  const walked: Step[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length && j < fresh.length) {
    if (old[i] === fresh[j]) {
      walked.push('equal');
      i++;
      j++;
    } else if ((common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0)) {
      walked.push('delete');
      i++;
    } else {
      walked.push('insert');
      j++;
    }
  }
  for (; i < old.length; i++) walked.push('delete');
  for (; j < fresh.length; j++) walked.push('insert');
  return walked;
}

function merge(walked: Step[], old: string[], fresh: string[]): Change[] {
  const changes: Change[] = [];
  let i = 0;
  let j = 0;
  let at = 0;
  let newAt = 0;
  for (const step of walked) {
    const equal = step === 'equal';
    let change = changes.at(-1);
    if (!change || change.equal !== equal) {
      change = { equal, start: at, end: at, newStart: newAt, newEnd: newAt };
      changes.push(change);
    }
    if (step !== 'insert') at += old[i++]?.length ?? 0;
    if (step !== 'delete') newAt += fresh[j++]?.length ?? 0;
    change.end = at;
    change.newEnd = newAt;
  }
  return changes;
}
