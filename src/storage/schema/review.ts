import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { AnnotationKind, MqmSeverity } from '../../model/review.ts';
import type { ChangedTarget, TargetAct } from '../target-changes.ts';

type Timestamp = ColumnType<Date, Date | string, Date | string>;

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
    target: JSONColumnType<ChangedTarget, string, string>;
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
