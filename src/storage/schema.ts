import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Document, InlineCode, Original, Role } from '../model/article.ts';
import type { StoredError } from '../model/errors.ts';
import type { NotRun, PlacedFinding } from '../model/finding.ts';
import type { Bead } from '../model/result.ts';
import type { TermStatus } from '../model/term.ts';
import type { Origin, SegmentState, SubState, Target } from '../model/translation.ts';

/** Node-postgres gives dates as Date and takes Date or ISO text. */
type Timestamp = ColumnType<Date, Date | string, Date | string>;
type Json<T extends object | null> = JSONColumnType<T, string, string>;
type Bytes = ColumnType<Uint8Array, Uint8Array, Uint8Array>;

/** Where an article stands: its rows exist, it has segments, its outputs are written. */
export type ArticleStatus = 'accepted' | 'segmented' | 'done' | 'partial' | 'failed';
export type LanguageStatus = 'waiting' | 'done' | 'partial' | 'failed';
export type BatchStatus = 'waiting' | 'done' | 'failed';

/** What a submission asked for, as every article of it needs it. */
export interface JobOptions {
  to: string[];
  from?: string;
  sourceFrom?: string;
  engine: string;
  formats: string[];
  /** Language of messages inside outputs. */
  interfaceLanguage: string;
  /** Glossaries and memories of this submission, by id, in order of priority. */
  glossaries: string[];
  memories: string[];
}

export interface Schema {
  'interlinear.desk': { id: string; name: string; time_zone: string; house_style: string; created_at: Timestamp };
  'interlinear.job': {
    id: string;
    desk_id: string;
    /** Hash of inputs and options: the same submission finds its unfinished job again. */
    submission_key: string;
    options: Json<JobOptions>;
    created_at: Timestamp;
    finished_at: Timestamp | null;
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
    created_at: Timestamp;
    updated_at: Timestamp;
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
    delivered: Json<Omit<Document, 'segments' | 'input'>> | null;
    source: Json<Omit<Document, 'segments' | 'input'>> | null;
    original: Json<Original> | null;
    beads: Json<Bead[]> | null;
    findings: Json<PlacedFinding[]> | null;
    not_run: Json<NotRun[]> | null;
  };
  'interlinear.segment': {
    id: string;
    desk_id: string;
    revision_id: string;
    /** Which document it belongs to. */
    document: 'delivered' | 'source';
    ordinal: number;
    block: number;
    /** The block's role, and the language of the text: what a batch needs to know without the document. */
    role: Role;
    language: string;
    start_offset: number;
    end_offset: number;
    before: string;
    text: string;
    after: string;
    codes: Json<InlineCode[]>;
    /** What stands in the corrected article, for delivered segments; null where it is left out. */
    corrected: string | null;
    corrected_codes: Json<InlineCode[]>;
  };
  'interlinear.article_language': {
    id: string;
    desk_id: string;
    revision_id: string;
    language: string;
    /** `given` came with the article, `target` is made here. */
    kind: 'given' | 'target';
    status: LanguageStatus;
    translated: number;
    of: number;
    error: Json<StoredError> | null;
    findings: Json<PlacedFinding[]> | null;
    not_run: Json<NotRun[]> | null;
    updated_at: Timestamp;
  };
  'interlinear.batch': {
    id: string;
    desk_id: string;
    article_language_id: string;
    ordinal: number;
    /** Half-open range of segment ordinals of the document that is translated. */
    first_segment: number;
    end_segment: number;
    status: BatchStatus;
    error: Json<StoredError> | null;
  };
  'interlinear.translation': {
    id: string;
    desk_id: string;
    segment_id: string;
    language: string;
    text: string | null;
    codes: Json<InlineCode[]>;
    state: SegmentState;
    sub_state: SubState | null;
    origin: Origin | null;
    route: string;
    score: number | null;
    engine: string | null;
    unknown_words: Json<string[]>;
    /** Suggestions from memory that were not taken. */
    matches: Json<NonNullable<Target['matches']>>;
    confirmed_by: string | null;
    updated_at: Timestamp;
  };
  'interlinear.output': {
    id: string;
    desk_id: string;
    article_id: string;
    language: string | null;
    name: string;
    media_type: string;
    content: Bytes;
    created_at: Timestamp;
  };
  'interlinear.memory': {
    id: string;
    desk_id: string;
    name: string;
    /** Hash of the file it was read from; null for the desk's own memory. */
    content_key: string | null;
    created_at: Timestamp;
  };
  'interlinear.memory_unit': {
    id: string;
    desk_id: string;
    memory_id: string;
    tuid: string | null;
    origin: 'human' | 'mt';
    author: string | null;
    created_at: Timestamp | null;
  };
  'interlinear.memory_variant': {
    id: string;
    desk_id: string;
    memory_id: string;
    unit_id: string;
    language: string;
    /** Primary subtag, for matches between variants of one language. */
    base_language: string;
    text: string;
    codes: Json<InlineCode[]>;
    /** Hash of the folded text: exact lookup. */
    text_key: string;
    /** Length in the memory stage's measure: a fuzzy match cannot differ much in it. */
    text_length: number;
  };
  'interlinear.glossary': { id: string; desk_id: string; name: string; content_key: string; created_at: Timestamp };
  'interlinear.term': {
    id: string;
    desk_id: string;
    glossary_id: string;
    ordinal: number;
    concept: string;
    domain: string | null;
    language: string;
    text: string;
    status: TermStatus;
    kind: 'term' | 'name' | 'acronym';
    note: string | null;
  };
  'interlinear.engine_call': {
    desk_id: string;
    /** Hash of the whole request. */
    key: string;
    engine: string;
    source_language: string;
    target_language: string;
    characters: number;
    cost: number;
    /** Null while the call is under way. */
    reply: Json<object> | null;
    /** Who makes the call, and until when others leave it to them. */
    claimed_by: string;
    claimed_until: Timestamp;
    created_at: Timestamp;
    /** How often the recorded reply was used again. */
    reuses: Generated<number>;
  };
  'interlinear.outbox': {
    id: string;
    desk_id: string;
    article_id: string;
    created_at: Timestamp;
    dispatched_at: Timestamp | null;
  };
  'interlinear.audit': {
    id: string;
    desk_id: string;
    actor: string;
    act: string;
    subject: string;
    before: Json<object> | null;
    after: Json<object> | null;
    at: Timestamp;
  };
}
