import type { StoredError } from '../model/errors.ts';
import type { SegmentState } from '../model/translation.ts';

/** What can happen to submitted work. */
export const eventKinds = [
  'job.accepted',
  'job.resumed',
  'job.done',
  'job.partial',
  'job.failed',
  'job.canceled',
  'article.accepted',
  'article.resumed',
  'article.revised',
  'article.segmented',
  'article.done',
  'article.partial',
  'article.failed',
  'article.canceled',
  'language.started',
  'language.progress',
  'language.done',
  'language.partial',
  'language.failed',
  'language.canceled',
  'language.assigned',
  'segment.changed',
  'segments.changed',
  'comment.added',
  'comment.changed',
  'comment.deleted',
  'publication.live',
  'publication.withdrawn',
  'publication.failed',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** What people do at an article: whoever has it open wants to know, and nobody who waits for a job. */
export const reviewEvents: ReadonlySet<EventKind> = new Set([
  'language.assigned',
  'segment.changed',
  'segments.changed',
  'comment.added',
  'comment.changed',
  'comment.deleted',
  'publication.live',
  'publication.withdrawn',
  'publication.failed',
]);

/** What an event says beyond its kind: names, ids and counts, never a text of an article. */
export interface EventData {
  fileName?: string;
  language?: string;
  /** Languages of an article, in the order in which they were asked for. */
  languages?: string[];
  /** Words of the source of a language that was taken up, where they were counted. */
  words?: number;
  /** Segments of an article, over all its languages. */
  segments?: number;
  /** Of an article that was handed in again, and how many of its segments are the same as before. */
  revision?: number;
  kept?: number;
  /** Splits and merges of the revision before: those that were taken over, and those whose text was another one. */
  cuts?: { kept: number; lost: number };
  /** Segments whose batch is over, segments that have a translation, and all segments of a language. */
  done?: number;
  translated?: number;
  of?: number;
  /** Articles of a job: how many there are, and how they ended. */
  articles?: number;
  ended?: Record<string, number>;
  error?: StoredError;
  /** A target that somebody changed, what is said of it, and who did. */
  segment?: string;
  /** What was done to the segments of an article. */
  act?: 'split' | 'merge' | 'undo';
  version?: number;
  state?: SegmentState;
  comment?: string;
  actor?: string;
  /** Where an edition of a language was published or withdrawn, by name, and which one it is. */
  destination?: string;
  edition?: number;
  /** As the audit log names people; null for nobody. */
  assignee?: string | null;
}
