import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { InterlinearError, type StoredError } from '../model/errors.ts';
import type { Tables } from './database.ts';
import { compareCursors, eventsAfter, type StoredEvent } from './events.ts';
import type { DeliveryStatus } from './schema.ts';
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

/** A delivery that is to be made now. */
export interface DueDelivery {
  id: string;
  webhook: string;
  url: string;
  secret: string;
  payload: string;
  attempts: number;
  /** When it was tried first; null for the first time. */
  firstAt: Date | null;
  /** Since when every call of the webhook has failed. */
  failingSince: Date | null;
}

/** Events made into deliveries at a time. */
const PAGE = 200;

/** What a delivery begins with. */
const anew = {
  status: 'waiting' as const,
  attempts: 0,
  first_at: null,
  claimed_until: null,
  error: null,
  finished_at: null,
};

/** How long somebody who is at a delivery has before another one may be. */
const CLAIM_MS = 60_000;

/** Deliveries to one webhook that one process makes at a time: one that is slow leaves room for the others. */
const EACH = 4;

/**
 * Makes what is new in the events log into deliveries, each event once a webhook that wants it. One process at a time does.
 *
 * @returns whether there may be more
 */
export async function fanOut(tables: Tables, now: Date): Promise<boolean> {
  return tables.transaction().execute(async (transaction) => {
    const position = await transaction
      .selectFrom('interlinear.webhook_position')
      .select('place')
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (!position) return false;
    const webhooks = await transaction
      .selectFrom('interlinear.webhook')
      .select(['id', 'desk_id', 'job_id', 'kinds', 'begins_after'])
      .where('state', '=', 'active')
      .execute();
    if (webhooks.length === 0) return false;
    const events = await eventsAfter(transaction, { after: position.place, limit: PAGE });
    const last = events.at(-1);
    if (!last) return false;
    for (const webhook of webhooks) {
      const wanted = events.filter(
        (event) =>
          event.desk === webhook.desk_id &&
          (webhook.job_id === null || webhook.job_id === event.job) &&
          webhook.kinds.includes(event.kind) &&
          compareCursors(event.cursor, webhook.begins_after) > 0,
      );
      await addDeliveries(transaction, webhook.id, wanted, now);
    }
    await transaction.updateTable('interlinear.webhook_position').set({ place: last.cursor }).execute();
    return events.length === PAGE;
  });
}

/** @param again whether those that there are already are sent again, in the order of these events */
async function addDeliveries(
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

/** Takes deliveries whose time has come, the longest due first. Of one article none is taken before those ahead of it are over. */
export async function claimDue(tables: Tables, limit: number, now: Date): Promise<DueDelivery[]> {
  const until = new Date(now.getTime() + CLAIM_MS);
  const { rows } = await sql<{ id: string }>`
    UPDATE interlinear.webhook_delivery SET claimed_until = ${until}, first_at = coalesce(first_at, ${now})
    WHERE status = 'waiting' AND (claimed_until IS NULL OR claimed_until < ${now}) AND id IN (
      SELECT id FROM (
        SELECT delivery.id, delivery.next_at, row_number() OVER (PARTITION BY delivery.webhook_id ORDER BY delivery.seq) AS place
        FROM interlinear.webhook_delivery AS delivery
        JOIN interlinear.webhook AS webhook ON webhook.id = delivery.webhook_id AND webhook.state = 'active'
        WHERE delivery.status = 'waiting' AND delivery.next_at <= ${now}
          AND (delivery.claimed_until IS NULL OR delivery.claimed_until < ${now})
          AND NOT EXISTS (
            SELECT 1 FROM interlinear.webhook_delivery AS ahead
            WHERE ahead.webhook_id = delivery.webhook_id AND ahead.line = delivery.line AND ahead.status = 'waiting'
              AND ahead.seq < delivery.seq)
      ) AS due WHERE place <= ${EACH} ORDER BY next_at LIMIT ${limit})
    RETURNING id`.execute(tables);
  if (rows.length === 0) return [];
  return tables
    .selectFrom('interlinear.webhook_delivery as delivery')
    .innerJoin('interlinear.webhook as webhook', 'webhook.id', 'delivery.webhook_id')
    .leftJoin('interlinear.callback_secret as callback', 'callback.desk_id', 'delivery.desk_id')
    .select([
      'delivery.id',
      'delivery.webhook_id as webhook',
      'webhook.url',
      sql<string>`coalesce(webhook.secret, callback.secret)`.as('secret'),
      'delivery.payload',
      'delivery.attempts',
      'delivery.first_at as firstAt',
      'webhook.failing_since as failingSince',
    ])
    .where(
      'delivery.id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute();
}

/** What came of an attempt. */
export interface Attempt {
  responseStatus: number | null;
  responseExcerpt: string | null;
  durationMs: number;
  error: StoredError | null;
  /** When it is tried again; null where it is over, well or for good. */
  again: Date | null;
  /** Whether the webhook is called no more: it has failed for too long, or says that it is gone. */
  disable: boolean;
}

/** Writes down an attempt, and how its webhook does. */
export async function recordAttempt(
  tables: Tables,
  { id, webhook }: Pick<DueDelivery, 'id' | 'webhook'>,
  attempt: Attempt,
  now: Date,
): Promise<void> {
  const status: DeliveryStatus = attempt.error === null ? 'delivered' : attempt.again === null ? 'failed' : 'waiting';
  await tables.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('interlinear.webhook_delivery')
      .set({
        status,
        attempts: sql`attempts + 1`,
        claimed_until: null,
        next_at: attempt.again ?? now,
        response_status: attempt.responseStatus,
        response_excerpt: attempt.responseExcerpt,
        duration_ms: attempt.durationMs,
        error: attempt.error ? JSON.stringify(attempt.error) : null,
        finished_at: status === 'waiting' ? null : now,
      })
      .where('id', '=', id)
      .execute();
    await transaction
      .updateTable('interlinear.webhook')
      .set({
        failing_since: attempt.error === null ? null : sql`coalesce(failing_since, ${now}::timestamptz)`,
        ...(attempt.disable ? { state: 'disabled' as const } : {}),
      })
      .where('id', '=', webhook)
      .execute();
  });
}

/** The deliveries of a webhook, the newest first. @throws InterlinearError `not-found.webhook` {webhook} */
export async function listDeliveries(
  tables: Tables,
  desk: string,
  webhook: string,
  page: { limit: number; after?: string },
): Promise<{ items: Delivery[]; next: string | null }> {
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
  if (page.after !== undefined) query = query.where('seq', '<', Number(page.after));
  const rows = await query.execute();
  const shown = rows.slice(0, page.limit);
  return {
    items: shown.map(({ seq: _, ...delivery }) => delivery),
    next: rows.length > page.limit ? String(shown.at(-1)?.seq) : null,
  };
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
