import type { Generated } from 'kysely';
import type { StoredError } from '../../model/errors.ts';
import type { EventData, EventKind } from '../event.ts';
import type { Json, Timestamp } from './columns.ts';

/** `disabled` is one that is called no more: it has failed for too long, or has said that it is gone. */
export type WebhookState = 'active' | 'disabled';

export type DeliveryStatus = 'waiting' | 'delivered' | 'failed';

/** Tables of what has happened, and of who is told of it. */
export interface EventSchema {
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
}
