import { type DocumentHead, type InlineCode, type Segment, toInput } from '../model/article.ts';
import type { Finding, PlacedFinding } from '../model/finding.ts';

/** Puts a finding on a segment's text into its article, with the span in the decoded input. */
export function place(
  finding: Finding,
  document: DocumentHead,
  name: 'delivered' | 'original',
  segment: Segment,
): PlacedFinding {
  const block = document.blocks[segment.block];
  return {
    ...finding,
    document: name,
    segment: segment.ordinal,
    ...(block ? { input: toInput(block, segment.start + finding.start, segment.start + finding.end) } : {}),
  };
}

/** Neighbouring segments as one text. */
export interface Joined {
  text: string;
  codes: InlineCode[];
  /** Finds the segment of an offset in the joined text. */
  locate(offset: number): { segment: Segment; offset: number } | undefined;
}

/** Joins the segments of a bead. Segments of different blocks are held apart by a space. */
export function joinSegments(segments: Segment[]): Joined {
  let text = '';
  const codes: InlineCode[] = [];
  const starts: { segment: Segment; start: number }[] = [];
  for (const [index, segment] of segments.entries()) {
    if (index > 0) text += segments[index - 1]?.after || ' ';
    starts.push({ segment, start: text.length });
    for (const code of segment.codes) codes.push({ ...code, at: code.at + text.length });
    text += segment.text;
  }
  return {
    text,
    codes,
    locate(offset) {
      const found = starts.findLast(({ start }) => start <= offset) ?? starts[0];
      return found && { segment: found.segment, offset: Math.min(offset - found.start, found.segment.text.length) };
    },
  };
}
