import type { PlacedFinding } from '../../model/finding.ts';
import { edits } from '../applied.ts';
import { escapeHtml } from './escape.ts';
import { type ListedFinding, markedText } from './marks.ts';

/**
 * A segment and its corrected text as one text, with `<del>` and `<ins>` where the applied findings are; `null` is a segment that is
 * left out. Suggestions that were not applied are marked where their wording stands, or stood.
 */
export function changedText(
  before: string,
  after: string | null | undefined,
  applied: PlacedFinding[],
  suggested: ListedFinding[] = [],
): string {
  const replaced =
    after === null ? [{ start: 0, end: before.length, text: '' }] : edits(before, after ?? before, applied);
  const waiting = new Set(suggested);
  const marked = (start: number, end: number): string => {
    const here = [...waiting].filter(({ finding }) => touches(finding, start, end));
    for (const listed of here) waiting.delete(listed);
    return markedText(
      before.slice(start, end),
      here.map((listed) => within(listed, before, start, end)),
      [],
      '',
    );
  };
  let html = '';
  let done = 0;
  for (const { start, end, text } of replaced) {
    html += marked(done, start);
    if (end > start) html += `<del>${marked(start, end)}</del>`;
    if (text !== '') html += `<ins>${escapeHtml(text)}</ins>`;
    done = end;
  }
  return html + marked(done, before.length);
}

/** The corrected text alone, with what is new in `<ins>`. */
export function correctedText(before: string, after: string, applied: PlacedFinding[]): string {
  let html = '';
  let done = 0;
  for (const { start, end, text } of edits(before, after, applied)) {
    html += escapeHtml(before.slice(done, start));
    if (text !== '') html += `<ins>${escapeHtml(text)}</ins>`;
    done = end;
  }
  return html + escapeHtml(before.slice(done));
}

function touches({ start, end }: PlacedFinding, from: number, to: number): boolean {
  return start === end ? from <= start && start <= to : start < to && end > from;
}

/** A finding as far as it lies in a stretch of the text, with offsets in that stretch. */
function within(listed: ListedFinding, before: string, from: number, to: number): ListedFinding {
  const start = Math.max(listed.finding.start, from);
  const end = Math.min(listed.finding.end, to);
  const finding = { ...listed.finding, start: start - from, end: end - from, text: before.slice(start, end) };
  return { ...listed, finding };
}
