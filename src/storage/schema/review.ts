import type { Generated } from 'kysely';
import type { InlineCode } from '../../model/article.ts';
import type { MatchRecord } from '../../model/memory.ts';
import type { AnnotationKind, MqmSeverity, TargetAct } from '../../model/review.ts';
import type { Origin, SegmentState, SubState, Target } from '../../model/translation.ts';
import type { Json, Timestamp } from './columns.ts';

/** The row of a target without what says which it is. */
export interface ChangedTarget {
  text: string | null;
  codes: InlineCode[];
  state: SegmentState;
  sub_state: SubState | null;
  origin: Origin | null;
  route: string;
  score: number | null;
  engine: string | null;
  unknown_words: string[];
  matches: NonNullable<Target['matches']>;
  match: MatchRecord | null;
  terms: NonNullable<Target['terms']> | null;
  alignment: NonNullable<Target['alignment']> | null;
  confirmed_by: string | null;
  propagated_from: string | null;
  version: number;
}

/** Tables of what people make of targets. */
export interface ReviewSchema {
  /** Rows are added, never changed. */
  'interlinear.target_change': {
    seq: Generated<number>;
    desk_id: string;
    segment_id: string;
    language: string;
    /** Of the target, after the change. */
    version: number;
    act: TargetAct;
    /** As the audit log names people; null for machines and memories. */
    actor: string | null;
    reason: string | null;
    /** How long somebody worked on it, where that is known. */
    milliseconds: number | null;
    /** The row of the target after the change. */
    target: Json<ChangedTarget>;
    at: Timestamp;
  };
  'interlinear.annotation': {
    id: string;
    desk_id: string;
    article_id: string;
    segment_id: string | null;
    language: string | null;
    kind: AnnotationKind;
    text: string;
    /** Of the MQM typology. */
    category: string | null;
    severity: MqmSeverity | null;
    /** The target that it was said about, its version, and the engine that had made its first text. */
    target_text: string | null;
    target_version: number | null;
    engine: string | null;
    actor: string;
    at: Timestamp;
    resolved_by: string | null;
    resolved_at: Timestamp | null;
  };
  'interlinear.presence': {
    article_id: string;
    /** Of the browser's window: one person may have several. */
    window_id: string;
    desk_id: string;
    actor: string;
    name: string;
    language: string | null;
    segment_id: string | null;
    since: Timestamp;
    until: Timestamp;
  };
}
