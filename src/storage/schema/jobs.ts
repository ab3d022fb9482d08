import type { Generated } from 'kysely';
import type { DocumentHead, Original } from '../../model/article.ts';
import type { StoredError } from '../../model/errors.ts';
import type { NotRun, PlacedFinding } from '../../model/finding.ts';
import type { FurnitureRow } from '../../model/furniture.ts';
import type { Profile } from '../../model/profile.ts';
import type { ReadSegment } from '../../model/recut.ts';
import type { Bead } from '../../model/result.ts';
import type { CalqueRow, HouseStyle } from '../../model/term.ts';
import type { Bytes, Json, Timestamp } from './columns.ts';

/** What became of the splits and merges of a revision in the one after it. */
export interface RevisionCuts {
  /** Segments as they were read, and the ids of those that stand for them. */
  kept: { read: ReadSegment[]; cut: string[] }[];
  /** Those of the older revision, and the segments that stand where they stood. */
  lost: { cut: string[]; segments: string[] }[];
}

/** Where an article stands: its rows exist, it has segments, its outputs are written. */
export type ArticleStatus = 'accepted' | 'segmented' | 'done' | 'partial' | 'failed' | 'canceled';

/** A job runs until none of its articles is under way; `partial` is one of which some came out, and not whole. */
export type JobStatus = 'running' | 'done' | 'partial' | 'failed' | 'canceled';

/** `interactive` is what somebody waits for; `bulk` has time. */
export type Priority = 'interactive' | 'normal' | 'bulk';

/** What a submission asked for, as every article of it needs it. */
export interface JobOptions {
  to: string[];
  from?: string;
  sourceFrom?: string;
  /** How the house writes, whole: a style file may change after the submission. Absent in submissions of before there were styles. */
  style?: HouseStyle;
  /** Who brings the versions out, for the wording of credit lines. */
  publisher?: string;
  /** The desk's rules for calques and page furniture, whole: their files may change after the submission. */
  calques?: CalqueRow[];
  furniture?: FurnitureRow[];
  /** The articles' day, where the submission says so. */
  date?: string;
  /** The articles' embargo, where the submission states it: it holds whatever they state themselves. `null` says that there is none. */
  embargo?: string | null;
  /** What is wanted of each check, whole: the desk may change its mind after the submission. */
  profile?: Profile;
  engine: string;
  formats: string[];
  /** Language of messages inside outputs. */
  interfaceLanguage: string;
  /** The trace that the submission is part of (W3C `traceparent`), where there is one. */
  trace?: string;
  /** Glossaries and memories of this submission, by id, in order of priority. */
  glossaries: string[];
  memories: string[];
  /** What goes first; `normal` where a submission does not say. */
  priority?: Priority;
  /** When it is to be done (RFC 3339): among equal priorities the earlier one goes first. */
  deadline?: string;
}

/** Tables of submissions, of their articles, and of what waits to be told to the queue. */
export interface JobSchema {
  'interlinear.job': {
    id: string;
    desk_id: string;
    /** Hash of inputs and options: the same submission finds its unfinished job again. */
    submission_key: string;
    options: Json<JobOptions>;
    created_at: Timestamp;
    finished_at: Timestamp | null;
    /** What whoever handed it in calls it. */
    name: string | null;
    /** Told when the job is over. */
    callback_url: string | null;
    /** As the audit log names people and keys; null for commands of this machine. */
    created_by: string | null;
    status: Generated<JobStatus>;
    /** The options' priority as the queue has it: the smaller the sooner. */
    priority: Generated<number>;
  };
  'interlinear.article': {
    id: string;
    desk_id: string;
    job_id: string;
    ordinal: number;
    /** File name as handed in, without folder. */
    file_name: string;
    /** Name without language and extension, which outputs carry. */
    name: string;
    status: ArticleStatus;
    error: Json<StoredError> | null;
    /** How often the queue was told of it: part of queue job ids, so that telling again makes new ones. */
    dispatches: Generated<number>;
    /** Dispatches of before it was redriven last: they count no more against its tries. */
    tries_from: Generated<number>;
    /** How often a worker took it up, to read it or to end it, and neither finished nor put it back; the one at work counts. */
    taken: Generated<number>;
    created_at: Timestamp;
    updated_at: Timestamp;
    /** Where it stands, for one that was handed in by its address. */
    url: string | null;
    /** Free properties that whoever handed it in wants back. */
    metadata: Json<Record<string, string>> | null;
  };
  'interlinear.revision': {
    id: string;
    desk_id: string;
    article_id: string;
    number: number;
    input: Bytes;
    source_input: Bytes | null;
    source_file_name: string | null;
    created_at: Timestamp;
    /** The documents without their segments, which are rows of their own; null until intake has read them. */
    delivered: Json<DocumentHead> | null;
    source: Json<DocumentHead> | null;
    original: Json<Original> | null;
    beads: Json<Bead[]> | null;
    findings: Json<PlacedFinding[]> | null;
    not_run: Json<NotRun[]> | null;
    /** Whether people work on it: the newest one that was read. */
    current: Generated<boolean>;
    /** The one that was current before it. */
    previous_id: string | null;
    /** As the audit log names people and keys; null for what came with its job. */
    created_by: string | null;
    /** What became of the splits and merges of the one before; null where there were none. */
    cuts: Json<RevisionCuts> | null;
    /** What the files of the whole are as of; null before somebody asked for them. */
    written_at: Timestamp | null;
  };
  /** Keys of requests and the jobs they made: the same request once more makes no other. */
  'interlinear.idempotency': {
    desk_id: string;
    key: string;
    request_hash: string;
    job_id: string;
    /** What the request made, where it was a revision of an article. */
    revision_id: string | null;
    created_at: Timestamp;
  };
  /** Articles of a request that is still coming in. */
  'interlinear.incoming': {
    upload_id: string;
    ordinal: number;
    desk_id: string;
    article_id: string;
    revision_id: string;
    outbox_id: string;
    file_name: string;
    name: string;
    url: string | null;
    metadata: Json<Record<string, string>> | null;
    input: Bytes;
    source_file_name: string | null;
    source_input: Bytes | null;
    created_at: Timestamp;
  };
  'interlinear.outbox': {
    id: string;
    desk_id: string;
    article_id: string;
    created_at: Timestamp;
    dispatched_at: Timestamp | null;
    /** Its job's, and when that is to be done. */
    priority: Generated<number>;
    deadline: Timestamp | null;
  };
}
