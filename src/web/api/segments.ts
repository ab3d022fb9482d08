import type { InlineCode, Role } from '../../model/article.ts';
import type { MatchRecord } from '../../model/memory.ts';
import type { Origin, SegmentState, SubState } from '../../model/translation.ts';
import { request } from './client.ts';

/** Something a check has to say, in the reader's language. */
export interface SegmentFinding {
  /** For dismissing it. */
  id: string;
  check: string;
  severity: 'error' | 'warning' | 'info';
  message: string;
  side: 'source' | 'target';
  /** Half-open UTF-16 offsets in the segment's text of that side. */
  start: number;
  end: number;
  text: string;
  suggestions: string[];
  dismissed?: { reason: string; actor: string; at: string } | null;
}

/** One row of the editor. */
export interface EditorSegment {
  id: string;
  /** 0-based place in the article. */
  ordinal: number;
  role: Role;
  source: { text: string; codes: InlineCode[]; language: string };
  target: {
    text: string | null;
    codes: InlineCode[];
    state: SegmentState;
    subState?: SubState | null;
    origin?: Origin | null;
    score?: number | null;
    match?: MatchRecord | null;
    engine?: string | null;
    matches: { source: string; target: string; score: number; origin: 'human' | 'mt' }[];
    confirmedBy?: string | null;
    /** Grows with every change: an edit names the one it was made from. */
    version: number;
  };
  findings: SegmentFinding[];
}

/** The address of a segment in one language. */
export function segmentAddress(article: string, language: string, segment: string): string {
  return `/v1/articles/${article}/languages/${language}/segments/${segment}`;
}

/** Every segment of an article in one language, page after page. */
export async function allSegments(article: string, language: string, signal?: AbortSignal): Promise<EditorSegment[]> {
  const segments: EditorSegment[] = [];
  let cursor: string | undefined;
  do {
    const page: { items: EditorSegment[]; next: string | null } = await request(
      'GET',
      `/v1/articles/${article}/languages/${language}/segments`,
      { query: { limit: 2000, cursor }, ...(signal ? { signal } : {}) },
    );
    segments.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return segments;
}
