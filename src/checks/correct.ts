import type { InlineCode } from '../model/article.ts';
import type { Finding } from '../model/finding.ts';

/**
 * Applies what is certain: the first suggestion of every finding marked `certain`, left to right. A finding that overlaps one already
 * applied, or whose text no longer stands at its span, is passed over.
 *
 * Codes move with the text: one before a replaced span stays, one after it shifts; one inside keeps its distance from the span's start, up
 * to the end of the replacement. Their order never changes.
 *
 * @param findings findings of this very text, in any order
 */
export function applyCertain(
  text: string,
  codes: InlineCode[],
  findings: Finding[],
): { text: string; codes: InlineCode[] } {
  let corrected = '';
  let done = 0;
  const moves: { start: number; end: number; length: number; shift: number }[] = [];
  for (const { start, end, suggestion } of certainOnes(text, findings)) {
    if (start < done) continue;
    corrected += text.slice(done, start) + suggestion;
    done = end;
    moves.push({ start, end, length: suggestion.length, shift: corrected.length - end });
  }
  return { text: corrected + text.slice(done), codes: codes.map((code) => ({ ...code, at: moved(code.at, moves) })) };
}

function certainOnes(text: string, findings: Finding[]): { start: number; end: number; suggestion: string }[] {
  return findings
    .flatMap(({ certain, start, end, suggestions: [suggestion], text: found }) =>
      certain && suggestion !== undefined && text.slice(start, end) === found ? [{ start, end, suggestion }] : [],
    )
    .sort((a, b) => a.start - b.start || b.end - a.end);
}

function moved(at: number, moves: { start: number; end: number; length: number; shift: number }[]): number {
  const last = moves.findLast(({ start, end }) => at > start || (at === start && at === end));
  if (!last) return at;
  if (at >= last.end && at > last.start) return at + last.shift;
  const start = last.end + last.shift - last.length;
  return start + Math.min(at - last.start, last.length);
}
