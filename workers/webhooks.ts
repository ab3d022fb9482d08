import type { Clock } from '../src/model/ports.ts';
import { type CallOutcome, callWebhook } from '../src/server/webhook-call.ts';
import type { Tables } from '../src/storage/database.ts';
import { type Attempt, claimDue, type DueDelivery, fanOut, recordAttempt } from '../src/storage/webhook-deliveries.ts';

/** Messages that one process sends at a time. */
const AT_ONCE = 16;

const SECOND = 1000;
const HOUR = 3600 * SECOND;
/** The first wait after a failure; each further one is twice as long. */
const FIRST_WAIT = 5 * SECOND;
/** Waits do not grow beyond that. */
const LONGEST_WAIT = 6 * HOUR;
/** A message that nobody took for so long is given up; it can be replayed. */
const GIVE_UP = 24 * HOUR;
/** A webhook of which every call failed for so long is called no more until somebody enables it. */
const DISABLE = 72 * HOUR;
/** HTTP 410: the receiver wants no more messages. */
const GONE = 410;

/** One round of the webhooks. @returns whether there may be more to do at once */
export async function webhookRound(
  { tables, clock, config }: { tables: Tables; clock: Clock; config: { privateAddresses: string[] } },
  call: typeof callWebhook = callWebhook,
): Promise<boolean> {
  const more = await fanOut(tables, clock.now());
  const due = await claimDue(tables, AT_ONCE, clock.now());
  await Promise.all(
    due.map(async (delivery) => {
      const outcome = await call(delivery, { allowed: config.privateAddresses, now: clock.now() });
      await recordAttempt(tables, delivery, attemptOf(delivery, outcome, clock.now(), Math.random()), clock.now());
    }),
  );
  return more || due.length > 0;
}

/**
 * What follows from a call. Waits double from one failure to the next (exponential backoff), and vary by half, so that messages which failed
 * together do not all come back together.
 *
 * @param random 0 to 1
 */
export function attemptOf(
  delivery: Pick<DueDelivery, 'attempts' | 'firstAt' | 'failingSince'>,
  { status, excerpt, durationMs, error, retryAfter }: CallOutcome,
  now: Date,
  random: number,
): Attempt {
  const result = { responseStatus: status, responseExcerpt: excerpt, durationMs, error };
  if (error === null) return { ...result, again: null, disable: false };
  const firstAt = delivery.firstAt ?? now;
  const failingSince = delivery.failingSince ?? now;
  const disable = status === GONE || now.getTime() - failingSince.getTime() >= DISABLE;
  const wait = Math.min(FIRST_WAIT * 2 ** delivery.attempts, LONGEST_WAIT) * (0.5 + random);
  const next = now.getTime() + Math.max(wait, Math.min((retryAfter ?? 0) * SECOND, LONGEST_WAIT));
  const late = status === GONE || next - firstAt.getTime() > GIVE_UP;
  return { ...result, again: late ? null : new Date(next), disable };
}
