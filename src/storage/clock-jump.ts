import { sql } from 'kysely';
import type { Tables } from './database.ts';
import { CLAIM_MS } from './webhook-deliveries.ts';

/**
 * Brings instants that the clock has not reached yet back to where it stands: it was set back, and what was to hold for seconds would hold for
 * as long as it jumped. What is asked too early for that is told to wait again.
 *
 * @param leases how long a claim of an engine's call, and a place at an engine, hold at most, in milliseconds
 */
export async function forgetFuture(tables: Tables, now: Date, leases: { call: number; pass: number }): Promise<void> {
  const later = (milliseconds: number) => new Date(now.getTime() + milliseconds);
  await tables
    .updateTable('interlinear.engine_call')
    .set({ claimed_until: later(leases.call) })
    .where('reply', 'is', null)
    .where('claimed_until', '>', later(leases.call))
    .execute();
  await tables
    .updateTable('interlinear.engine_pass')
    .set({ until: later(leases.pass) })
    .where('until', '>', later(leases.pass))
    .execute();
  await tables
    .updateTable('interlinear.engine_state')
    .set({
      refilled_at: sql`least(refilled_at, ${now}::timestamptz)`,
      blocked_until: sql`least(blocked_until, ${now}::timestamptz)`,
      down_until: sql`least(down_until, ${now}::timestamptz)`,
    })
    .execute();
  await tables
    .updateTable('interlinear.webhook_delivery')
    .set({
      next_at: sql`least(next_at, ${now}::timestamptz)`,
      // Of nothing, `least` makes the other one.
      first_at: sql`CASE WHEN first_at > ${now}::timestamptz THEN ${now}::timestamptz ELSE first_at END`,
      claimed_until: sql`CASE WHEN claimed_until > ${later(CLAIM_MS)}::timestamptz THEN ${later(CLAIM_MS)}::timestamptz
        ELSE claimed_until END`,
    })
    .where('status', '=', 'waiting')
    .execute();
  // How long it has failed for is counted from there.
  await tables
    .updateTable('interlinear.webhook')
    .set({ failing_since: now })
    .where('failing_since', '>', now)
    .execute();
  // The sweeper looks for articles that were quiet for a while: their last sign of life must not lie ahead.
  await tables
    .updateTable('interlinear.article')
    .set({ updated_at: now })
    .where('status', 'in', ['accepted', 'segmented'])
    .where('updated_at', '>', now)
    .execute();
}
