import { v7 as newId } from 'uuid';
import { InterlinearError, type StoredError } from '../model/errors.ts';
import type { Tables } from './database.ts';
import { eventsAfter } from './events.ts';
import type { DeliveryStatus } from './schema.ts';
import { addDeliveries, anew, PAGE } from './webhook-messages.ts';
import { findWebhook } from './webhooks.ts';

/** A message to a webhook and what became of it. */
export interface Delivery {
  /** The message's id (`webhook-id`). */
  id: string;
  kind: string;
  status: DeliveryStatus;
  attempts: number;
  /** When it is tried next, while it waits. */
  nextAt: Date;
  responseStatus: number | null;
  /** The beginning of what the receiver answered last. */
  responseExcerpt: string | null;
  durationMs: number | null;
  error: StoredError | null;
  createdAt: Date;
  finishedAt: Date | null;
}

/**
 * The deliveries of a webhook behind a place, the newest first; one row more than asked for.
 *
 * @throws InterlinearError `not-found.webhook` {webhook}
 */
export async function listDeliveries(
  tables: Tables,
  desk: string,
  webhook: string,
  page: { limit: number; after?: number },
): Promise<(Delivery & { seq: number })[]> {
  await findWebhook(tables, desk, webhook);
  let query = tables
    .selectFrom('interlinear.webhook_delivery')
    .select([
      'id',
      'seq',
      'kind',
      'status',
      'attempts',
      'next_at as nextAt',
      'response_status as responseStatus',
      'response_excerpt as responseExcerpt',
      'duration_ms as durationMs',
      'error',
      'created_at as createdAt',
      'finished_at as finishedAt',
    ])
    .where('webhook_id', '=', webhook)
    .orderBy('seq', 'desc')
    .limit(page.limit + 1);
  if (page.after !== undefined) query = query.where('seq', '<', page.after);
  return query.execute();
}

/** Sends one message again, under its own id. @throws InterlinearError `not-found.webhook`, `not-found.delivery` {delivery} */
export async function replayDelivery(
  tables: Tables,
  desk: string,
  webhook: string,
  delivery: string,
  now: Date,
): Promise<void> {
  await findWebhook(tables, desk, webhook);
  const found = await tables
    .updateTable('interlinear.webhook_delivery')
    .set({ ...anew, next_at: now })
    .where('id', '=', delivery)
    .where('webhook_id', '=', webhook)
    .returning('id')
    .executeTakeFirst();
  if (!found) throw new InterlinearError('not-found.delivery', { delivery });
}

/**
 * Sends again all that happened since some instant, also what happened while the webhook was disabled; in the order of the events.
 *
 * @returns how many messages wait for it
 * @throws InterlinearError `not-found.webhook` {webhook}
 */
export async function replaySince(
  tables: Tables,
  desk: string,
  webhook: string,
  since: Date,
  now: Date,
): Promise<number> {
  return tables.transaction().execute(async (transaction) => {
    const { kinds } = await findWebhook(transaction, desk, webhook);
    let waiting = 0;
    for (let after: string | undefined, more = true; more; ) {
      const events = await eventsAfter(transaction, { desk, since, limit: PAGE, ...(after ? { after } : {}) });
      const wanted = events.filter(({ kind }) => kinds.includes(kind));
      await addDeliveries(transaction, webhook, wanted, now, true);
      waiting += wanted.length;
      after = events.at(-1)?.cursor;
      more = events.length === PAGE;
    }
    return waiting;
  });
}

/** Sends a webhook a message that only says that it can be reached. @returns its id @throws InterlinearError `not-found.webhook` */
export async function sendTest(tables: Tables, desk: string, webhook: string, now: Date): Promise<string> {
  await findWebhook(tables, desk, webhook);
  const id = newId();
  await tables
    .insertInto('interlinear.webhook_delivery')
    .values({
      id,
      desk_id: desk,
      webhook_id: webhook,
      event: `test.${id}`,
      line: id,
      kind: 'webhook.test',
      payload: JSON.stringify({ type: 'webhook.test', timestamp: now.toISOString(), data: {} }),
      next_at: now,
      created_at: now,
    })
    .execute();
  return id;
}
