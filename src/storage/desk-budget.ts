import { sql } from 'kysely';
import { InterlinearError } from '../model/errors.ts';
import type { Tables } from './database.ts';

/** When the desk's day began: midnight in its time zone. */
export const dayStart = (now: Date) =>
  sql<Date>`date_trunc('day', ${now}::timestamptz AT TIME ZONE desk.time_zone) AT TIME ZONE desk.time_zone`;

/**
 * Holds the calls that were just claimed against the budget of the day: what was spent, and what is under way at its estimate. The desk's row
 * is locked, so that two processes cannot spend the same rest of it.
 *
 * @throws InterlinearError `engine.budget` {budget, spent}
 */
export async function keepBudget(transaction: Tables, desk: string, now: Date): Promise<void> {
  const row = await transaction
    .selectFrom('interlinear.desk as desk')
    .select(['desk.daily_budget as budget', dayStart(now).as('since')])
    .where('desk.id', '=', desk)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  if (row.budget === null) return;
  const { sum } = await transaction
    .selectFrom('interlinear.engine_call')
    .select(({ fn }) => fn.sum<number | null>('cost').as('sum'))
    .where('desk_id', '=', desk)
    .where('created_at', '>=', row.since)
    .executeTakeFirstOrThrow();
  const spent = Number(sum ?? 0);
  // Sums of parts of cents are never exact.
  if (spent > row.budget + 1e-9)
    throw new InterlinearError('engine.budget', { budget: money(row.budget), spent: money(spent) });
}

function money(amount: number): string {
  return amount.toFixed(2);
}
