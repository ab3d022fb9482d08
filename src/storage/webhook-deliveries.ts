import { sql } from 'kysely';
import type { StoredError } from '../model/errors.ts';
import type { Tables } from './database.ts';
import { compareCursors, eventsAfter } from './events.ts';
import type { DeliveryStatus } from './schema.ts';
import { addDeliveries, PAGE } from './webhook-messages.ts';

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

/** How long somebody who is at a delivery has before another one may be, in milliseconds. */
export const CLAIM_MS = 60_000;

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
