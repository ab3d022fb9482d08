import { newPassword } from '../../model/password.ts';
import { addLink, findLink, useLink } from '../../storage/one-time-links.ts';
import { anybody, emailKey } from '../../storage/people.ts';
import type { Service } from '../service.ts';
import { hashPassword } from './password-hash.ts';
import { hashOf, newSecret } from './secret.ts';

/** Where the page of a one-time link is. */
export const LINK_PAGE = '/links';

/**
 * Uses a one-time link.
 *
 * @param chosen.email of the first administrator; others have one already
 * @returns the id of the person
 * @throws InterlinearError `not-found.link`; `password.*`; `person.email` {value}
 */
export async function choosePassword(
  service: Pick<Service, 'database' | 'clock'>,
  token: string,
  chosen: { password: string; email?: string; name?: string; language?: string },
): Promise<string> {
  const { tables } = service.database;
  const hash = hashOf(token);
  const now = service.clock.now();
  const link = await findLink(tables, hash, now);
  const { email = '', name = '', language = 'en' } = link.person ?? chosen;
  // Before the work of hashing.
  emailKey(email);
  const passwordHash = await hashPassword(newPassword(chosen.password, { name, email }));
  const newcomer = link.person ? undefined : { email, name: name || email, language };
  return tables
    .transaction()
    .execute((transaction) => useLink(transaction, hash, { passwordHash, ...(newcomer ? { newcomer } : {}) }, now));
}

/** Makes a link for the first administrator, where nobody can sign in yet. @returns the path of its page */
export async function firstLink(service: Pick<Service, 'database' | 'clock'>): Promise<string | undefined> {
  const { tables } = service.database;
  if (await anybody(tables)) return undefined;
  const token = newSecret();
  await tables.transaction().execute((transaction) =>
    addLink(transaction, { hash: hashOf(token), purpose: 'first', person: null }, null, {
      actor: 'first-start',
      now: service.clock.now(),
    }),
  );
  return `${LINK_PAGE}/${token}`;
}
