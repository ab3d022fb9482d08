import { difference } from '../difference.ts';
import { escapeHtml } from './escape.ts';
import { type ListedFinding, markedText } from './marks.ts';

/**
 * A segment and its corrected text as one text with `<del>` and `<ins>`; `null` is a segment that is left out. Suggestions that were
 * not applied are marked where their wording still stands.
 */
export function changedText(before: string, after: string | null | undefined, suggested: ListedFinding[] = []): string {
  if (after === null) return `<del>${escapeHtml(before)}</del>`;
  const waiting = new Set(suggested);
  return difference(before, after ?? before)
    .map(({ equal, start, end, newStart, newEnd }) => {
      const old = before.slice(start, end);
      if (!equal) {
        const fresh = escapeHtml((after ?? '').slice(newStart, newEnd));
        return `${old && `<del>${escapeHtml(old)}</del>`}${fresh && `<ins>${fresh}</ins>`}`;
      }
      const here = [...waiting].filter(({ finding }) => finding.start >= start && finding.end <= end);
      for (const listed of here) waiting.delete(listed);
      return markedText(
        old,
        here.map((listed) => moved(listed, -start)),
        [],
        '',
      );
    })
    .join('');
}

function moved(listed: ListedFinding, by: number): ListedFinding {
  const { finding } = listed;
  return { ...listed, finding: { ...finding, start: finding.start + by, end: finding.end + by } };
}

/** The corrected text alone, with what is new in `<ins>`. */
export function correctedText(before: string, after: string): string {
  return difference(before, after)
    .map(({ equal, newStart, newEnd }) => {
      const text = escapeHtml(after.slice(newStart, newEnd));
      return equal || text === '' ? text : `<ins>${text}</ins>`;
    })
    .join('');
}
