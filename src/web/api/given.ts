import type { InlineCode } from '../../model/article.ts';
import { request } from './client.ts';
import type { EditorSegment, SegmentFinding, VersionPage } from './segments.ts';

/** A segment of the text that came with an article. */
export interface GivenAnswer {
  id: string;
  ordinal: number;
  role: EditorSegment['role'];
  language: string;
  /** As it came. */
  given: string;
  givenCodes: InlineCode[];
  /** Null where it is left out. */
  corrected: string | null;
  codes: InlineCode[];
  version: number;
  /** What it is a translation of, where the article came with its source. */
  source: { ordinals: number[]; text: string; language: string } | null;
  findings: SegmentFinding[];
}

/** The text as it came is the row's source, what is made of it the target. */
export function rowOfGiven(answer: GivenAnswer): EditorSegment {
  const { id, ordinal, role, language, given, givenCodes, corrected, codes, version, findings, source } = answer;
  const text = corrected ?? '';
  return {
    ...{ id, ordinal, role, source: { language, text: given, codes: givenCodes }, terms: [] },
    ...{ original: source, given: { text: given, findings } },
    target: {
      ...{ text, codes, state: 'translated', subState: null, origin: 'given', route: '', engine: null, score: null },
      ...{ match: null, confirmedBy: null, matches: [], version },
    },
    // Found in the text as it came: of those that were put right, nothing is left to do.
    findings: findings
      .filter((finding) => text.includes(finding.text) && finding.text !== '')
      .map((finding) => {
        const start = text.startsWith(finding.text, finding.start) ? finding.start : text.indexOf(finding.text);
        return { ...finding, side: 'target', start, end: start + finding.text.length };
      }),
  };
}

/** A page of the text that came with an article, as rows: the first one, or the one behind a cursor. */
export async function givenPage(
  article: string,
  language: string,
  cursor?: string,
  signal?: AbortSignal,
): Promise<VersionPage> {
  const { items, next } = await answers(article, cursor ? 2000 : 300, cursor, signal);
  return { language, sourceLanguage: language, kind: 'given', segments: items.map(rowOfGiven), next };
}

/** The whole text that came with an article. */
export async function givenText(article: string, signal?: AbortSignal): Promise<GivenAnswer[]> {
  const segments: GivenAnswer[] = [];
  let cursor: string | undefined;
  do {
    const page = await answers(article, 2000, cursor, signal);
    for (const item of page.items) segments.push(item);
    cursor = page.next ?? undefined;
  } while (cursor);
  return segments;
}

function answers(
  article: string,
  limit: number,
  cursor: string | undefined,
  signal: AbortSignal | undefined,
): Promise<{ items: GivenAnswer[]; next: string | null }> {
  const query = { limit, cursor };
  return request('GET', `/v1/articles/${article}/given`, { query, ...(signal ? { signal } : {}) });
}

export function givenAddress(article: string, segment: string): string {
  return `/v1/articles/${article}/given/${segment}`;
}
