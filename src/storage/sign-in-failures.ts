import { sql } from 'kysely';
import { InterlinearError } from '../model/errors.ts';
import type { Tables } from './database.ts';

/** Attempts that cost no wait: people mistype. */
const FREE = 4;
/** The longest wait; whoever knows the password can always sign in after it. */
const MOST_SECONDS = 900;
/** After so long without an attempt, what failed is forgotten. */
const FORGET_MS = 86_400_000;

/**
 * Counts an attempt to sign in, before the password is looked at, so that many at once are counted too. It is the same for accounts that do
 * not exist. Each failed attempt after the first ones doubles the wait: 2, 4, 8 ... 900 seconds.
 *
 * @param account hash of what was given as the e-mail
 * @throws InterlinearError `sign-in.wait` {seconds} while the wait of the attempt before lasts
 */
export async function countAttempt(tables: Tables, account: string, now: Date): Promise<void> {
  const latest = new Date(now.getTime() + MOST_SECONDS * 1000);
  const forget = new Date(now.getTime() - FORGET_MS);
  await tables.deleteFrom('interlinear.sign_in_failure').where('last_at', '<', forget).execute();
  const { rows } = await sql`
    INSERT INTO interlinear.sign_in_failure AS failure (account, failures, last_at, until)
    VALUES (${account}, 1, ${now}::timestamptz, ${now}::timestamptz)
    ON CONFLICT (account) DO UPDATE SET failures = failure.failures + 1, last_at = excluded.last_at,
      until = excluded.last_at + CASE WHEN failure.failures + 1 < ${FREE}::int THEN interval '0'
        ELSE least(2 ^ least(failure.failures + 2 - ${FREE}::int, 20), ${MOST_SECONDS}::int) * interval '1 second' END
    -- A wait that ends later than any wait can was set by a clock that was wrong.
    WHERE failure.until <= ${now}::timestamptz OR failure.until > ${latest}::timestamptz
    RETURNING account`.execute(tables);
  if (rows.length > 0) return;
  const { until } = await tables
    .selectFrom('interlinear.sign_in_failure')
    .select('until')
    .where('account', '=', account)
    .executeTakeFirstOrThrow();
  throw new InterlinearError('sign-in.wait', {
    seconds: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000)),
  });
}

/** Forgets what failed: somebody has signed in. */
export async function forgetAttempts(tables: Tables, account: string): Promise<void> {
  await tables.deleteFrom('interlinear.sign_in_failure').where('account', '=', account).execute();
}
