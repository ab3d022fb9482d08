import type { Config } from '../config.ts';
import { InterlinearError, UsageError } from '../model/errors.ts';
import { type Role, roles } from '../model/permission.ts';
import { LINK_PAGE } from '../server/identity/choose-password.ts';
import { hashOf, newSecret } from '../server/identity/secret.ts';
import type { By } from '../storage/audit.ts';
import type { Tables } from '../storage/database.ts';
import { addLink } from '../storage/one-time-links.ts';
import { type Person, personByEmail } from '../storage/people.ts';

/** Roles as they are written, separated by commas; `none` for none. @throws UsageError `person.role` {value, known} */
export function rolesWritten(written: string): Role[] {
  if (written.trim() === 'none') return [];
  return written.split(',').map((part) => {
    const role = roles.find((known) => known === part.trim());
    if (!role) throw new UsageError('person.role', { value: part.trim(), known: roles.join(', ') });
    return role;
  });
}

/** Somebody by e-mail. @throws InterlinearError `person.unknown` {email}; `person.email` {value} */
export async function personNamed(tables: Tables, email: string): Promise<Person> {
  const found = await personByEmail(tables, email);
  if (!found) throw new InterlinearError('person.unknown', { email });
  return found;
}

/** Makes a one-time link for somebody. @returns its address */
export async function linkFor(
  transaction: Tables,
  person: Person,
  config: Pick<Config, 'publicUrl' | 'host' | 'port'>,
  by: By,
): Promise<string> {
  const token = newSecret();
  const purpose = person.hasPassword ? 'reset' : 'invitation';
  await addLink(transaction, { hash: hashOf(token), purpose, person: person.id }, null, by);
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return `${config.publicUrl ?? `http://${host}:${config.port}`}${LINK_PAGE}/${token}`;
}
