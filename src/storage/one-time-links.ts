import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { InterlinearError } from '../model/errors.ts';
import { type By, recordAct } from './audit.ts';
import type { Tables } from './database.ts';
import { addPerson, anybody, findPerson, type Person, setRoles } from './people.ts';
import type { LinkPurpose } from './schema/identity.ts';
import { endSessionsOf } from './sessions.ts';

/** A link that can still be used. */
export interface OpenLink {
  id: string;
  purpose: LinkPurpose;
  /** Whom it is for; undefined for the link that makes the first administrator. */
  person: Person | undefined;
  expiresAt: Date;
}

/** Days for which a link can be used, by what it is for. */
const validDays: Record<LinkPurpose, number> = { first: 7, invitation: 7, reset: 1 };
const DAY_MS = 86_400_000;

/**
 * Keeps a link with which a person chooses a password; links that were made for the same person before are void.
 *
 * @param hash of the link's secret
 * @param desk of the one who makes it, for the audit
 */
export async function addLink(
  transaction: Tables,
  link: { hash: string; purpose: LinkPurpose; person: string | null },
  desk: string | null,
  by: By,
): Promise<{ expiresAt: Date }> {
  const { hash, purpose, person } = link;
  if (person !== null)
    await transaction
      .updateTable('interlinear.one_time_link')
      .set({ used_at: by.now })
      .where('person_id', '=', person)
      .where('used_at', 'is', null)
      .execute();
  const id = newId();
  const expiresAt = new Date(by.now.getTime() + validDays[purpose] * DAY_MS);
  await transaction
    .insertInto('interlinear.one_time_link')
    .values({
      ...{ id, person_id: person, purpose, hash, created_by: by.actor, created_at: by.now },
      ...{ expires_at: expiresAt, used_at: null },
    })
    .execute();
  await recordAct(transaction, desk, { act: 'link.add', subject: person ?? id, after: { purpose } }, by);
  return { expiresAt };
}

/** A link by the hash of its secret. @throws InterlinearError `not-found.link` for one that is used, over or was never made */
export async function findLink(tables: Tables, hash: string, now: Date): Promise<OpenLink> {
  const row = await tables
    .selectFrom('interlinear.one_time_link')
    .select(['id', 'purpose', 'person_id', 'expires_at as expiresAt'])
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (!row) throw new InterlinearError('not-found.link');
  const person = row.person_id === null ? undefined : await findPerson(tables, row.person_id);
  if (person?.disabled || (row.purpose === 'first' && (await anybody(tables))))
    throw new InterlinearError('not-found.link');
  return { id: row.id, purpose: row.purpose, person, expiresAt: row.expiresAt };
}

/**
 * Uses a link up: its person has the password from now on, and older sessions are over; the first link makes the administrator. Call it in
 * a transaction.
 *
 * @param chosen.newcomer who the first administrator is
 * @throws InterlinearError `not-found.link`; `person.email` {value}
 */
export async function useLink(
  transaction: Tables,
  hash: string,
  chosen: { passwordHash: string; newcomer?: { email: string; name: string; language: string } },
  now: Date,
): Promise<string> {
  const link = await findLink(transaction, hash, now);
  const taken = await transaction
    .updateTable('interlinear.one_time_link')
    .set({ used_at: now })
    .where('id', '=', link.id)
    .where('used_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!taken) throw new InterlinearError('not-found.link');
  if (!link.person) return firstAdministrator(transaction, chosen, now);
  const by = { actor: `person:${link.person.id}`, now };
  await transaction
    .updateTable('interlinear.person')
    .set({ password_hash: chosen.passwordHash })
    .where('id', '=', link.person.id)
    .execute();
  await endSessionsOf(transaction, link.person.id);
  await recordAct(transaction, null, { act: 'person.password', subject: link.person.id, after: { link: link.id } }, by);
  return link.person.id;
}

async function firstAdministrator(
  transaction: Tables,
  { passwordHash, newcomer }: Parameters<typeof useLink>[2],
  now: Date,
): Promise<string> {
  // Two first links may be used at once.
  await sql`LOCK TABLE interlinear.person IN SHARE ROW EXCLUSIVE MODE`.execute(transaction);
  if (await anybody(transaction)) throw new InterlinearError('not-found.link');
  if (!newcomer) throw new InterlinearError('person.email', { value: '' });
  const by = { actor: 'first-start', now };
  const person = await addPerson(transaction, { ...newcomer, passwordHash }, null, by);
  await setRoles(transaction, person.id, null, ['administrator'], by);
  return person.id;
}
