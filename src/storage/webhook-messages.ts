import { v7 as newId } from 'uuid';
import type { Tables } from './database.ts';
import type { StoredEvent } from './events.ts';

/** Events made into deliveries at a time. */
export const PAGE = 200;

/** What a delivery begins with. */
export const anew = {
  status: 'waiting' as const,
  attempts: 0,
  first_at: null,
  claimed_until: null,
  error: null,
  finished_at: null,
};

/**
 * Makes events into deliveries to a webhook, each once.
 *
 * @param again whether those that there are already are sent again, in the order of these events
 */
export async function addDeliveries(
  transaction: Tables,
  webhook: string,
  events: StoredEvent[],
  now: Date,
  again = false,
): Promise<void> {
  if (events.length === 0) return;
  await transaction
    .insertInto('interlinear.webhook_delivery')
    .values(
      events.map((event) => ({
        id: newId(),
        desk_id: event.desk,
        webhook_id: webhook,
        event: event.cursor,
        line: event.article ?? event.job,
        kind: event.kind,
        payload: payloadOf(event),
        next_at: now,
        created_at: now,
      })),
    )
    .onConflict((conflict) => {
      const known = conflict.columns(['webhook_id', 'event']);
      return again
        ? known.doUpdateSet((update) => ({ ...anew, next_at: now, seq: update.ref('excluded.seq') }))
        : known.doNothing();
    })
    .execute();
}

/** The body of a message, after Standard Webhooks: type, time and data. */
function payloadOf({ kind, at, job, article, data }: StoredEvent): string {
  return JSON.stringify({
    type: kind,
    timestamp: at.toISOString(),
    data: { job, ...(article ? { article } : {}), ...data },
  });
}
