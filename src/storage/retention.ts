import type { Tables } from './database.ts';

const DAY = 24 * 3_600_000;

/** How long events and what was sent of them are kept: so far back can a webhook be replayed, and a reader come back. */
export const KEPT_DAYS = 30;

/** Removes what nobody can ask for any more: old events and messages, and outbox rows whose work is in the queue or over since a day. */
export async function removeOld(tables: Tables, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_DAYS * DAY);
  await tables.deleteFrom('interlinear.event').where('at', '<', before).execute();
  await tables
    .deleteFrom('interlinear.webhook_delivery')
    .where('finished_at', '<', before)
    .where('status', '<>', 'waiting')
    .execute();
  await tables
    .deleteFrom('interlinear.outbox')
    .where('dispatched_at', '<', new Date(now.getTime() - DAY))
    .execute();
}
