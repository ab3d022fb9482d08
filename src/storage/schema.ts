import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Document, InlineCode, Original, Role } from '../model/article.ts';
import type { StoredError } from '../model/errors.ts';
import type { NotRun, PlacedFinding } from '../model/finding.ts';
import type { FurnitureRow } from '../model/furniture.ts';
import type { MatchRecord } from '../model/memory.ts';
import type { UnitProperties } from '../model/memory-unit.ts';
import type { Profile } from '../model/profile.ts';
import type { Bead } from '../model/result.ts';
import type { CalqueRow, HouseStyle, Term, TermStatus } from '../model/term.ts';
import type { Origin, SegmentState, SubState, Target } from '../model/translation.ts';
import type { EventData, EventKind } from './event.ts';
import type { IdentitySchema } from './schema/identity.ts';
import type { ReviewSchema } from './schema/review.ts';
import type { ScreenSchema } from './schema/screens.ts';
import type { SegmentationSchema } from './schema/segmentation.ts';

/** Node-postgres gives dates as Date and takes Date or ISO text. */
type Timestamp = ColumnType<Date, Date | string, Date | string>;
type Json<T extends object | null> = JSONColumnType<T, string, string>;
type Bytes = ColumnType<Uint8Array, Uint8Array, Uint8Array>;

/** Where an article stands: its rows exist, it has segments, its outputs are written. */
export type ArticleStatus = 'accepted' | 'segmented' | 'done' | 'partial' | 'failed' | 'canceled';
export type LanguageStatus = 'waiting' | 'done' | 'partial' | 'failed' | 'canceled';
export type BatchStatus = 'waiting' | 'done' | 'failed' | 'canceled';
/** A job runs until none of its articles is under way; `partial` is one of which some came out, and not whole. */
export type JobStatus = 'running' | 'done' | 'partial' | 'failed' | 'canceled';

/** `disabled` is one that is called no more: it has failed for too long, or has said that it is gone. */
export type WebhookState = 'active' | 'disabled';
export type DeliveryStatus = 'waiting' | 'delivered' | 'failed';

/** `interactive` is what somebody waits for; `bulk` has time. */
export type Priority = 'interactive' | 'normal' | 'bulk';

/** `desk` takes a desk's own work, `named` is kept up by hand, `file` was handed in with a run and never changes. */
export type MemoryKind = 'desk' | 'named' | 'file';

/** When a newer unit takes the place of one with the same source: in the same known context, whatever the context, or never. */
export type OverwriteRule = 'context' | 'source' | 'never';

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

/** What a wording may say beyond the columns that every one has. */
export type TermDetails = Partial<
  Pick<Term, 'partOfSpeech' | 'caseRule' | 'inflection' | 'forbidden' | 'source' | 'validFrom' | 'validTo' | 'styles'>
> & { doNotTranslate?: boolean };

export interface Schema extends IdentitySchema, ReviewSchema, SegmentationSchema, ScreenSchema {
  'interlinear.desk': {
    id: string;
    name: string;
    /** An IANA name. */
    time_zone: string;
    house_style: string;
    created_at: Timestamp;
    /** Least likeness of a fuzzy match, 0 to 1; null where the desk goes by the default. */
    fuzzy_threshold: number | null;
    /** Money that engines may cost in a day of the desk's time zone; null for no limit. */
    daily_budget: number | null;
    /** Whether texts may be sent to engines outside of this machine. */
    sends_outside: Generated<boolean>;
    /** Whether those of articles under an embargo may, too. */
    sends_embargoed: Generated<boolean>;
    /** How often targets are approved before they are published: 0, 1, or 2 times and then by two people. */
    review_steps: Generated<number>;
    /** What the desk wants of each check; null where it takes them as they are. */
    check_profile: JSONColumnType<Profile> | null;
  };
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
    delivered: Json<Omit<Document, 'segments' | 'input'>> | null;
    source: Json<Omit<Document, 'segments' | 'input'>> | null;
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
    /** Grows when a person changes `corrected`; 0 while it is as intake left it. */
    corrected_version: Generated<number>;
    corrected_at: Timestamp | null;
    /** The segment of the revision before for which it stands: the same text, or what was changed into this one. */
    previous_id: string | null;
  };
  'interlinear.article_language': {
    id: string;
    desk_id: string;
    revision_id: string;
    language: string;
    /** `given` came with the article, `target` is made here. */
    kind: 'given' | 'target';
    status: LanguageStatus;
    /** When somebody took up its first batch. */
    started_at: Timestamp | null;
    /** As that of an article, for its checks and outputs. */
    taken: Generated<number>;
    translated: number;
    of: number;
    error: Json<StoredError> | null;
    findings: Json<PlacedFinding[]> | null;
    not_run: Json<NotRun[]> | null;
    /** As the audit log names people; who is to review it. */
    assignee: string | null;
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
    /** As that of an article, for its translation. */
    taken: Generated<number>;
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
    /** How the score of a memory's target came about. */
    match: Json<MatchRecord> | null;
    /** The segment whose confirmed target this one is, where a person's work was taken over from an equal segment. */
    propagated_from: string | null;
    /** How each prescribed term came into a machine translation. */
    terms: Json<NonNullable<Target['terms']>> | null;
    /** Which words of a machine translation stand for which of its source. */
    alignment: Json<NonNullable<Target['alignment']>> | null;
    /** Grows with every change. */
    version: Generated<number>;
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
    kind: MemoryKind;
    /** Hash of the file it was read from, for kind `file`. */
    content_key: string | null;
    /** Of equal matches the one of the memory with the higher priority goes first. */
    priority: Generated<number>;
    /** Points that every match of this memory loses. */
    penalty: Generated<number>;
    overwrite: Generated<OverwriteRule>;
    /** Counts the changes of its units, so that other processes can ask for what they have not seen. */
    revision: Generated<number>;
    created_at: Timestamp;
  };
  'interlinear.memory_right': { memory_id: string; desk_id: string; can_read: boolean; can_write: boolean };
  'interlinear.memory_unit': {
    id: string;
    desk_id: string;
    memory_id: string;
    /** Two units of one memory never share it: see unit-keys.ts. */
    unit_key: string;
    /** Hash of texts, codes and origin: tells the same unit from a changed one. */
    content_hash: string;
    tuid: string | null;
    origin: 'human' | 'mt';
    /** As TMX files state it in x-state. */
    status: string | null;
    quality: number | null;
    author: string | null;
    created_at: Timestamp | null;
    changed_by: string | null;
    changed_at: Timestamp | null;
    usage_count: Generated<number>;
    used_at: Timestamp | null;
    /** File name of the article it was learnt from. */
    article: string | null;
    properties: Json<UnitProperties>;
    /** The memory's revision at which it was last changed. */
    revision: number;
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
    /** Length in the memory stage's measure: a fuzzy match cannot differ much in it. Null where nobody knows it. */
    /** Hashes of the neighbouring texts: '' at the edge of an article, null where nobody knows. */
    previous_key: string | null;
    next_key: string | null;
    role: Role | null;
    properties: Json<UnitProperties>;
  };
  /** Units that are gone, for processes that have them in an index. */
  'interlinear.memory_tombstone': { memory_id: string; unit_id: string; revision: number };
  /** A change of many units at once, which can be taken back. */
  'interlinear.memory_change': {
    id: string;
    desk_id: string;
    memory_id: string;
    kind: 'delete' | 'replace' | 'fix' | 'dedupe';
    actor: string;
    /** What was asked for. */
    request: Json<object>;
    units: number;
    /** The memory's revision that it made. */
    revision: number;
    at: Timestamp;
    undone_at: Timestamp | null;
  };
  /** Units as they were before a change, whole rows. */
  'interlinear.memory_change_unit': {
    change_id: string;
    unit_id: string;
    unit: Json<object>;
    variants: Json<object[]>;
  };
  'interlinear.glossary': {
    id: string;
    desk_id: string;
    name: string;
    /** `named` is kept up by hand and in force for every submission; `file` was handed in with a run and never changes. */
    kind: Generated<'named' | 'file'>;
    /** Grows with every change. */
    revision: Generated<number>;
    /** Hash of name and content of a `file`. */
    content_key: string | null;
    created_at: Timestamp;
  };
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
    /** What else is known of the wording, and whether its concept is translated at all. */
    details: JSONColumnType<TermDetails, string | undefined, string>;
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
    /** When the reply was recorded. */
    answered_at: Timestamp | null;
  };
  /** What is left of an engine's limits for one account, and how it has been doing. */
  'interlinear.engine_state': {
    engine: string;
    account: string;
    requests: number;
    characters: number;
    refilled_at: Timestamp;
    /** It has asked for patience until then, so many times in a row, and since when. */
    blocked_until: Timestamp | null;
    refusals: number;
    refused_since: Timestamp | null;
    /** It has failed so many times in a row, since when, and is left alone until then. */
    failures: number;
    failing_since: Timestamp | null;
    down_until: Timestamp | null;
  };
  /** Calls under way, each until it ends or its time is over. */
  'interlinear.engine_pass': { id: string; engine: string; account: string; until: Timestamp };
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
  'interlinear.webhook': {
    id: string;
    desk_id: string;
    /** The one job that it is told of, for a job's callback. */
    job_id: string | null;
    url: string;
    kinds: Json<EventKind[]>;
    /** Null for a callback, which goes by its desk's. */
    secret: string | null;
    state: Generated<WebhookState>;
    failing_since: Timestamp | null;
    /** The place in the events log from which on it is told. */
    begins_after: string;
    created_at: Timestamp;
  };
  'interlinear.callback_secret': { desk_id: string; secret: string };
  'interlinear.webhook_position': { one: Generated<boolean>; place: string };
  'interlinear.webhook_delivery': {
    id: string;
    seq: Generated<number>;
    desk_id: string;
    webhook_id: string;
    /** The event's place in the log. */
    event: string;
    /** Messages of one line are sent one after the other: an article's, or a job's. */
    line: string;
    kind: string;
    payload: string;
    status: Generated<DeliveryStatus>;
    attempts: Generated<number>;
    next_at: Timestamp;
    first_at: Timestamp | null;
    claimed_until: Timestamp | null;
    response_status: number | null;
    response_excerpt: string | null;
    duration_ms: number | null;
    error: Json<StoredError> | null;
    created_at: Timestamp;
    finished_at: Timestamp | null;
  };
  /** What happened, in the order of `xact` and `seq`: see events.ts. */
  'interlinear.event': {
    seq: Generated<number>;
    xact: Generated<string>;
    desk_id: string;
    job_id: string;
    article_id: string | null;
    kind: EventKind;
    data: Json<EventData>;
    at: Timestamp;
  };
  /** Findings that reviewers let stand; `texts_key` is the hash of the texts that they were made about. */
  'interlinear.dismissal': {
    id: string;
    desk_id: string;
    check_id: string;
    message_key: string;
    side: 'source' | 'target';
    texts_key: string;
    span_start: number;
    span_end: number;
    text: string;
    reason: string;
    actor: string;
    at: Timestamp;
    /** Name of the article that it was made for, and the language of the translation; null where nobody said. */
    article_name: string | null;
    language: string | null;
  };
  /** What a desk prints for the credit lines of agencies. */
  'interlinear.credit_line': {
    id: string;
    desk_id: string;
    /** Empty for every publisher that has no row of its own; the key is what two spellings of one name share. */
    publisher: string;
    publisher_key: string;
    language: string;
    credit: string;
    credit_key: string;
    wording: string;
    changed_by: string;
    changed_at: Timestamp;
  };
  /** Append-only: the database refuses to change or delete its rows. */
  'interlinear.audit': {
    id: string;
    /** Null for what concerns no single desk. */
    desk_id: string | null;
    actor: string;
    act: string;
    subject: string;
    before: Json<object> | null;
    after: Json<object> | null;
    at: Timestamp;
  };
}
