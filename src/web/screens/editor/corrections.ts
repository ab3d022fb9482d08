import type { SegmentFinding } from '../../api/segments.ts';
import { differencesOf } from './differences.ts';

/** One correction of the given text: words that stand elsewhere, are gone, or are new. */
export interface Correction {
  /** Half-open UTF-16 offsets in the given and in the corrected text. */
  given: { start: number; end: number; text: string };
  corrected: { start: number; end: number; text: string };
  /** What was found there, if that is why. */
  finding: SegmentFinding | undefined;
}

/** The corrections that lead from the given text to the corrected one, in their order, each with the finding that it answers. */
export function correctionsOf(
  given: string,
  corrected: string,
  findings: readonly SegmentFinding[],
  language: string,
): Correction[] {
  const found: Correction[] = [];
  let [a, b] = [0, 0];
  let open: Correction | undefined;
  for (const { kind, text } of differencesOf(given, corrected, language)) {
    if (kind === 'same') {
      open = undefined;
      a += text.length;
      b += text.length;
      continue;
    }
    if (!open) {
      open = { given: { start: a, end: a, text: '' }, corrected: { start: b, end: b, text: '' }, finding: undefined };
      found.push(open);
    }
    const side = kind === 'gone' ? open.given : open.corrected;
    side.end += text.length;
    side.text += text;
    if (kind === 'gone') a += text.length;
    else b += text.length;
  }
  return found.map((one) => ({ ...one, finding: closest(findings, one.given) }));
}

/** The finding that says most exactly what was wrong: the shortest one that touches the place. */
function closest(
  findings: readonly SegmentFinding[],
  given: { start: number; end: number },
): SegmentFinding | undefined {
  return findings.filter((finding) => touches(finding, given)).sort((a, b) => a.end - a.start - (b.end - b.start))[0];
}

function touches(finding: { start: number; end: number }, given: { start: number; end: number }): boolean {
  if (given.start === given.end) return finding.start <= given.start && finding.end >= given.start;
  return finding.start < given.end && finding.end > given.start;
}
