import type { Generated } from 'kysely';
import type { InlineCode, Role } from '../../model/article.ts';
import type { StoredError } from '../../model/errors.ts';
import type { NotRun, PlacedFinding } from '../../model/finding.ts';
import type { MatchRecord } from '../../model/memory.ts';
import type { Origin, SegmentState, SubState, Target } from '../../model/translation.ts';
import type { Bytes, Json, Timestamp } from './columns.ts';

export type LanguageStatus = 'waiting' | 'done' | 'partial' | 'failed' | 'canceled';

export type BatchStatus = 'waiting' | 'done' | 'failed' | 'canceled';

/** Tables of the segments of articles and of what is made of them. */
export interface SegmentSchema {
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
    /** What its files are as of; null where they are not what they would be now. */
    written_at: Timestamp | null;
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
}
