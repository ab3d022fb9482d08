import type { InlineCode, Role } from '../../model/article.ts';
import type { Origin, SegmentState, SubState } from '../../model/translation.ts';
import { type Query, request } from './client.ts';

/** Something a check has to say, in the reader's language. */
export interface SegmentFinding {
  /** For dismissing it. */
  id: string;
  check: string;
  severity: 'error' | 'warning' | 'info';
  /** What the check is called. */
  title: string;
  /** What was found. */
  detail: string;
  document: 'delivered' | 'original' | 'translation';
  /** The version that it was found in; null for the text as delivered. */
  language: string | null;
  segment: number;
  side: 'source' | 'target';
  /** Half-open UTF-16 offsets in the segment's text of that side. */
  start: number;
  end: number;
  text: string;
  suggestions: string[];
}

export type DismissedFinding = SegmentFinding & {
  dismissed: { id: string; reason: string; actor: string; actorName: string | null; at: string };
};

/** A term or name in the source, with what the house writes for it. */
export interface SegmentTerm {
  concept: string;
  /** Half-open UTF-16 offsets in the source. */
  start: number;
  end: number;
  source: string;
  target: string;
  accepted: string[];
  outcome: string | null;
}

/** A unit of the memory that is like the source. */
export interface SegmentMatch {
  source: string;
  target: string;
  /** Where they are those of the segment's source. */
  codes?: InlineCode[];
  score: number;
  origin: string;
}

/** What an engine made of the source. */
export interface MachineText {
  text: string;
  codes: InlineCode[];
  engine: string | null;
}

export interface SegmentTarget {
  text: string | null;
  codes: InlineCode[];
  state: SegmentState;
  subState: SubState | null;
  origin: Origin | null;
  route: string;
  engine: string | null;
  score: number | null;
  /** How the match in a memory came about. */
  match: string | null;
  confirmedBy: string | null;
  confirmedByName?: string | null;
  matches: SegmentMatch[];
  /** Which words stand for which, where the engine says so. */
  alignment?: { source: Span; target: Span }[];
  /** Grows with every change: an edit names the one it was made from. 0 where there is no target yet. */
  version: number;
}

export interface Span {
  start: number;
  end: number;
}

/** One row of the editor. */
export interface EditorSegment {
  id: string;
  /** 0-based place in the article. */
  ordinal: number;
  role: Role;
  source: { text: string; codes: InlineCode[]; language: string };
  target: SegmentTarget;
  /** The machine's own text, whatever people have made of it since; null where there is none. */
  machine?: MachineText | null;
  terms: SegmentTerm[];
  findings: SegmentFinding[];
  /** Findings that a reviewer let stand, for the texts as they are. */
  dismissed?: DismissedFinding[];
  comments?: { open: number; all: number };
  /** Of a segment of the text that came: what it is a translation of, and the text as it came with all that was found in it. */
  original?: { text: string; language: string } | null;
  given?: { text: string; findings: SegmentFinding[] };
}

/** As the service answers: a segment of a version that came with the article has no id, and one that nobody translated no target. */
export type SegmentAnswer = Omit<EditorSegment, 'id' | 'target'> & { id: string | null; target: SegmentTarget | null };

/** A language version: its segments, and what it is. */
export interface Version {
  language: string;
  sourceLanguage: string;
  /** `given` came with the article. */
  kind: 'given' | 'target';
  segments: EditorSegment[];
}

const untranslated: SegmentTarget = {
  ...{ text: null, codes: [], state: 'initial', subState: null, origin: null, route: '', engine: null, score: null },
  ...{ match: null, confirmedBy: null, matches: [], version: 0 },
};

/** A segment as rows hold it. */
export function rowOf(answer: SegmentAnswer): EditorSegment {
  const target = answer.target ?? untranslated;
  return { ...answer, id: answer.id ?? `given-${answer.ordinal}`, target, machine: answer.machine ?? asMade(target) };
}

/** A target that nobody has touched is the machine's text: kept as it came, for the target goes on to change. */
function asMade({ text, codes, engine, origin }: SegmentTarget): MachineText | null {
  return origin === 'mt' && text !== null ? { text, codes, engine } : null;
}

/** The address of a segment in one language. */
export function segmentAddress(article: string, language: string, segment: string): string {
  return `${versionAddress(article, language)}/segments/${segment}`;
}

export function versionAddress(article: string, language: string): string {
  return `/v1/articles/${article}/languages/${language}`;
}

/** Segments that are read first, so that the work can begin, and those of each page after it. */
const FIRST = 300;
const PAGE = 2000;

/** Some segments of a version, and where the next ones begin. */
export type VersionPage = Version & { next: string | null };

/** A page of an article in one language: the first one, or the one behind a cursor. */
export async function versionPage(
  article: string,
  language: string,
  cursor?: string,
  signal?: AbortSignal,
): Promise<VersionPage> {
  const query: Query = { limit: cursor ? PAGE : FIRST, cursor, dismissed: true };
  const page: Omit<Version, 'segments'> & { items: SegmentAnswer[]; next: string | null } = await request(
    'GET',
    `${versionAddress(article, language)}/segments`,
    { query, ...(signal ? { signal } : {}) },
  );
  const { sourceLanguage, kind, next } = page;
  return { language: page.language, sourceLanguage, kind, segments: page.items.map(rowOf), next };
}

/** All pages of a version, one after the other. @param read reads the page behind a cursor */
export async function wholeOf(read: (cursor?: string) => Promise<VersionPage>): Promise<Version> {
  const first = await read();
  const segments = [...first.segments];
  for (let next = first.next; next; ) {
    const page = await read(next);
    for (const segment of page.segments) segments.push(segment);
    next = page.next;
  }
  return { language: first.language, sourceLanguage: first.sourceLanguage, kind: first.kind, segments };
}
