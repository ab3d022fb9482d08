import type { Json, Timestamp } from './columns.ts';

/** Tables of what people settle at the desk's screens. */
export interface ScreenSchema {
  'interlinear.saved_view': {
    id: string;
    desk_id: string;
    /** Whose it is, as the audit log names them. */
    actor: string;
    name: string;
    /** What the screen filters by: the screen's own business. */
    filters: Json<Record<string, unknown>>;
    updated_at: Timestamp;
  };
  /** What somebody decided about a term that reviews propose. */
  'interlinear.term_decision': {
    desk_id: string;
    /** Hash of language and both wordings. */
    proposal: string;
    accepted: boolean;
    actor: string;
    at: Timestamp;
  };
}
