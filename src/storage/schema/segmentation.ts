import type { Generated } from 'kysely';
import type { Json, Timestamp } from './columns.ts';

/** Tables of what people make of the segments themselves. */
export interface SegmentationSchema {
  'interlinear.segmentation_change': {
    seq: Generated<number>;
    id: string;
    desk_id: string;
    revision_id: string;
    act: 'split' | 'merge';
    /** The first segment, which is there before and after, and the second one. */
    segment_id: string;
    other_id: string;
    /** Rows as they were: see segmentation-rows.ts. */
    before: Json<object>;
    /** Versions of the targets that the change left, by `SEGMENT LANGUAGE`. */
    versions: Json<Record<string, number>>;
    actor: string;
    at: Timestamp;
    undone_by: string | null;
    undone_at: Timestamp | null;
  };
}
