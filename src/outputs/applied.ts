import type { Segment } from '../model/article.ts';
import type { PlacedFinding } from '../model/finding.ts';
import type { ArticleResult } from '../model/result.ts';
import { findingsBySegment } from './findings.ts';

/** A stretch of a delivered segment that was replaced. Half-open UTF-16 offsets in the delivered text. */
export interface Edit {
  start: number;
  end: number;
  /** What stands there now; `''` where nothing does. */
  text: string;
}

/** The findings whose correction stands in the corrected text, by the ordinal of their segment, in text order. */
export function appliedFindings(article: ArticleResult): Map<number, PlacedFinding[]> {
  const applied = new Map<number, PlacedFinding[]>();
  const found = findingsBySegment(article.findings, 'delivered');
  for (const segment of article.delivered.segments) {
    const corrected = article.corrected[segment.ordinal];
    const here = found.get(segment.ordinal) ?? [];
    if (corrected === undefined || here.length === 0) continue;
    const taken = corrected === null ? leavingOut(segment, here) : leftToRight(segment, here);
    if (taken.length > 0) applied.set(segment.ordinal, taken);
  }
  return applied;
}

/**
 * What was replaced in a segment: the spans of its applied findings. Where these do not make the corrected text (it was corrected by
 * other means), the whole segment was.
 */
export function edits(before: string, after: string, applied: PlacedFinding[]): Edit[] {
  const replaced = applied.map(({ start, end, suggestions }) => ({ start, end, text: suggestions[0] ?? '' }));
  if (rewritten(before, replaced) === after) return replaced;
  return [{ start: 0, end: before.length, text: after }];
}

function rewritten(before: string, replaced: Edit[]): string {
  let text = '';
  let done = 0;
  for (const edit of replaced) {
    text += before.slice(done, edit.start) + edit.text;
    done = edit.end;
  }
  return text + before.slice(done);
}

/** Certain findings are applied from left to right; one that overlaps its forerunner is passed over, of two at one place the longer wins. */
function leftToRight(segment: Segment, findings: PlacedFinding[]): PlacedFinding[] {
  let done = 0;
  return findings
    .filter(
      ({ certain, suggestions, start, end, text }) =>
        certain && suggestions.length > 0 && segment.text.slice(start, end) === text,
    )
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ start, end }) => {
      if (start < done) return false;
      done = end;
      return true;
    });
}

/** A segment is left out because of what was found in all of it. */
function leavingOut(segment: Segment, findings: PlacedFinding[]): PlacedFinding[] {
  return findings.filter(
    ({ certain, suggestions, start, end }) =>
      certain && suggestions[0] === '' && start === 0 && end === segment.text.length,
  );
}
