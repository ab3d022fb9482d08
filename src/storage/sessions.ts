import { v7 as newId } from 'uuid';
import { type By, recordAct } from './audit.ts';
import type { Tables } from './database.ts';

/** How long the token before the last rotation is still taken, once its successor was seen: other requests of the page are under way. */
const GRACE_MS = 60_000;
/** How exactly it is known when a session was last used. */
const SEEN_MS = 60_000;

/** What sessions go by. */
export interface SessionRules {
  /** After so long without a request a session is over. */
  idleMs: number;
  /** After so long it is over in any case. */
  absoluteMs: number;
  /** After so long its token is replaced. */
  rotateMs: number;
}

/** A session that is going on. */
export interface LiveSession {
  id: string;
  person: string;
  /** What requests that change something show beside the cookie. */
  csrf: string;
  /** Whether the browser should get another token now. */
  due: boolean;
}

/** Where a session was opened, shortened. */
export interface Client {
  address: string;
  agent: string;
}

/** Opens a session, with the audit row, and clears away those that are over. Call it in a transaction. */
export async function openSession(
  transaction: Tables,
  session: { person: string; hash: string; csrf: string; way: 'password' | 'oidc' | 'link' } & Client,
  rules: SessionRules,
  now: Date,
): Promise<string> {
  const id = newId();
  const { person, hash, csrf, way, address, agent } = session;
  const idle = new Date(now.getTime() - rules.idleMs);
  await transaction
    .deleteFrom('interlinear.session')
    .where(({ or, eb }) => or([eb('expires_at', '<', now), eb('seen_at', '<', idle)]))
    .execute();
  await transaction
    .insertInto('interlinear.session')
    .values({
      ...{ id, person_id: person, token_hash: hash, previous_hash: null, previous_until: null, rotated_at: now, csrf },
      ...{ created_at: now, seen_at: now, expires_at: new Date(now.getTime() + rules.absoluteMs), address, agent },
    })
    .execute();
  await recordAct(
    transaction,
    null,
    { act: 'session.start', subject: id, after: { person, way, address, agent } },
    { actor: `person:${person}`, now },
  );
  return id;
}

/**
 * The session that a token belongs to.
 *
 * @param hash of the token
 * @returns undefined for no session of a person who may sign in; `over` for one whose time has passed
 */
export async function findSession(
  tables: Tables,
  hash: string,
  rules: SessionRules,
  now: Date,
): Promise<LiveSession | 'over' | undefined> {
  const row = await tables
    .selectFrom('interlinear.session as session')
    .innerJoin('interlinear.person as person', 'person.id', 'session.person_id')
    .selectAll('session')
    .where('person.disabled_at', 'is', null)
    .where(({ or, eb }) => or([eb('session.token_hash', '=', hash), eb('session.previous_hash', '=', hash)]))
    .executeTakeFirst();
  if (!row) return undefined;
  const time = now.getTime();
  const current = row.token_hash === hash;
  if (row.expires_at <= now || time - row.seen_at.getTime() > rules.idleMs) return 'over';
  if (!current && row.previous_until !== null && row.previous_until <= now) return 'over';
  // A clock that was set back makes no session older or younger than it is by the clock it was opened with.
  const aged = Math.abs(time - row.rotated_at.getTime());
  if (Math.abs(time - row.seen_at.getTime()) > SEEN_MS || (current && row.previous_hash && !row.previous_until))
    await tables
      .updateTable('interlinear.session')
      .set({
        seen_at: now,
        // The new token has arrived: the old one is not needed much longer.
        ...(current && row.previous_hash && !row.previous_until ? { previous_until: new Date(time + GRACE_MS) } : {}),
      })
      .where('id', '=', row.id)
      .execute();
  // An answer with the new token may have been lost on its way.
  const due = current ? aged > rules.rotateMs : row.previous_until === null && aged > GRACE_MS;
  return { id: row.id, person: row.person_id, csrf: row.csrf, due };
}

/**
 * Replaces the token of a session.
 *
 * @param shown hash of the token that the browser has
 * @returns whether it was still the one to replace: of two requests at once one does it
 */
export async function rotateSession(
  tables: Tables,
  id: string,
  shown: string,
  next: string,
  now: Date,
): Promise<boolean> {
  const done = await tables
    .updateTable('interlinear.session')
    .set({ token_hash: next, previous_hash: shown, previous_until: null, rotated_at: now })
    .where('id', '=', id)
    .where(({ or, and, eb }) =>
      or([
        eb('token_hash', '=', shown),
        and([
          eb('previous_hash', '=', shown),
          eb('previous_until', 'is', null),
          eb('rotated_at', '<', new Date(now.getTime() - GRACE_MS)),
        ]),
      ]),
    )
    .returning('id')
    .executeTakeFirst();
  return done !== undefined;
}

/** Ends a session, with the audit row. */
export async function endSession(tables: Tables, id: string, by: By): Promise<void> {
  await tables.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('interlinear.session').where('id', '=', id).execute();
    await recordAct(transaction, null, { act: 'session.end', subject: id }, by);
  });
}

/** Ends all sessions of a person, as after a change of the password. */
export async function endSessionsOf(transaction: Tables, person: string): Promise<void> {
  await transaction.deleteFrom('interlinear.session').where('person_id', '=', person).execute();
}
