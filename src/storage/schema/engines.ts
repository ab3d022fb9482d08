import type { Generated } from 'kysely';
import type { Json, Timestamp } from './columns.ts';

/** Tables of calls of engines and of what they may still take. */
export interface EngineSchema {
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
}
