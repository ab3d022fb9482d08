import { v7 as newId } from 'uuid';
import { InterlinearError } from '../model/errors.ts';
import type { Role } from '../model/permission.ts';
import { type By, recordAct } from './audit.ts';
import type { Tables } from './database.ts';

/** Somebody who may sign in. */
export interface Person {
  id: string;
  email: string;
  name: string;
  /** Of the interface. */
  language: string;
  disabled: boolean;
  /** Whether a password was chosen. */
  hasPassword: boolean;
  createdAt: Date;
}

/** A role at a desk; `desk` null at every desk. */
export interface HeldRole {
  desk: string | null;
  role: Role;
}

/** What a new person brings. */
export interface NewPerson {
  email: string;
  name: string;
  language: string;
  passwordHash?: string | null;
}

/**
 * An e-mail as it is compared: NFC, lower case. Mailboxes that differ in case alone would be two by RFC 5321, and are one with every
 * provider.
 *
 * @throws InterlinearError `person.email` {value} for what is no address
 */
export function emailKey(written: string): string {
  const email = written.trim().normalize('NFC');
  if (email.length > 254 || !/^[^\s@\p{C}<>()[\],;:\\"]+@[^\s@\p{C}<>()[\],;:\\"]+$/u.test(email))
    throw new InterlinearError('person.email', { value: email.replace(/\p{C}/gu, '').slice(0, 80) });
  return email.toLowerCase();
}

/** Makes a person, with the audit row. @throws InterlinearError `person.email` {value}; `person.exists` {email} */
export async function addPerson(transaction: Tables, person: NewPerson, desk: string | null, by: By): Promise<Person> {
  const id = newId();
  const email = person.email.trim().normalize('NFC');
  const made = await transaction
    .insertInto('interlinear.person')
    .values({
      ...{ id, email, email_key: emailKey(email), name: person.name.trim() || email, language: person.language },
      ...{ password_hash: person.passwordHash ?? null, disabled_at: null, created_at: by.now },
    })
    .onConflict((conflict) => conflict.column('email_key').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) throw new InterlinearError('person.exists', { email });
  const stored = (await findPerson(transaction, id)) as Person;
  await recordAct(
    transaction,
    desk,
    { act: 'person.add', subject: id, after: { email, name: stored.name, language: stored.language } },
    by,
  );
  return stored;
}

/** A person by id. */
export async function findPerson(tables: Tables, id: string): Promise<Person | undefined> {
  return shown(await selectPeople(tables).where('id', '=', id).executeTakeFirst());
}

/** A person by e-mail. */
export async function personByEmail(tables: Tables, email: string): Promise<Person | undefined> {
  return shown(await selectPeople(tables).where('email_key', '=', emailKey(email)).executeTakeFirst());
}

/** The hash of the password of whoever has this e-mail and may sign in. */
export async function passwordOf(
  tables: Tables,
  by: { email: string } | { id: string },
): Promise<{ id: string; hash: string } | undefined> {
  const row = await tables
    .selectFrom('interlinear.person')
    .select(['id', 'password_hash as hash'])
    .where(({ eb }) => ('id' in by ? eb('id', '=', by.id) : eb('email_key', '=', emailKey(by.email))))
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return row?.hash ? { id: row.id, hash: row.hash } : undefined;
}

/** Gives a person a new hash, without audit: the same password under new parameters. */
export async function setPasswordHash(tables: Tables, id: string, hash: string): Promise<void> {
  await tables.updateTable('interlinear.person').set({ password_hash: hash }).where('id', '=', id).execute();
}

/** Whether there is anybody at all. */
export async function anybody(tables: Tables): Promise<boolean> {
  return (await tables.selectFrom('interlinear.person').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/**
 * People, in the order in which they came.
 *
 * @param desk those who have a role there; undefined for all
 */
export async function listPeople(
  tables: Tables,
  desk: string | undefined,
  page: { after?: string; limit: number },
): Promise<(Person & { roles: HeldRole[] })[]> {
  let query = selectPeople(tables).orderBy('id').limit(page.limit);
  if (page.after !== undefined) query = query.where('id', '>', page.after);
  if (desk !== undefined)
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('interlinear.person_role as held')
          .select('held.role')
          .whereRef('held.person_id', '=', 'interlinear.person.id')
          .where(({ or, eb }) => or([eb('held.desk_id', '=', desk), eb('held.desk_id', 'is', null)])),
      ),
    );
  const people = (await query.execute()).map((row) => shown(row) as Person);
  const held = await rolesOfAll(
    tables,
    people.map(({ id }) => id),
  );
  return people.map((person) => ({ ...person, roles: held.get(person.id) ?? [] }));
}

/** The roles of a person at all desks. */
export async function rolesOf(tables: Tables, person: string): Promise<HeldRole[]> {
  return (await rolesOfAll(tables, [person])).get(person) ?? [];
}

async function rolesOfAll(tables: Tables, people: string[]): Promise<Map<string, HeldRole[]>> {
  if (people.length === 0) return new Map();
  const rows = await tables
    .selectFrom('interlinear.person_role')
    .select(['person_id', 'desk_id as desk', 'role'])
    .where('person_id', 'in', people)
    .orderBy('desk_id')
    .orderBy('role')
    .execute();
  return Map.groupBy(
    rows.map(({ person_id, ...held }) => ({ person: person_id, ...held })),
    ({ person }) => person,
  ) as Map<string, HeldRole[]>;
}

/**
 * Gives a person these roles at a desk, in place of those they had there, with the audit row. Call it in a transaction.
 *
 * @param desk null for roles at every desk
 * @throws InterlinearError `person.last-administrator` where nobody would be left who may do everything
 */
export async function setRoles(
  transaction: Tables,
  person: string,
  desk: string | null,
  roles: readonly Role[],
  by: By,
): Promise<void> {
  const ofDesk = desk === null ? ('is' as const) : ('=' as const);
  const before = (await rolesOf(transaction, person)).filter((held) => held.desk === desk).map(({ role }) => role);
  const after = [...new Set(roles)].sort();
  if (JSON.stringify(before.sort()) === JSON.stringify(after)) return;
  await transaction
    .deleteFrom('interlinear.person_role')
    .where('person_id', '=', person)
    .where('desk_id', ofDesk, desk)
    .execute();
  if (after.length > 0)
    await transaction
      .insertInto('interlinear.person_role')
      .values(after.map((role) => ({ person_id: person, desk_id: desk, role })))
      .execute();
  if (desk === null && before.includes('administrator')) await keepAnAdministrator(transaction);
  await recordAct(
    transaction,
    desk,
    { act: 'person.roles', subject: person, before: { roles: before }, after: { roles: after } },
    by,
  );
}

/**
 * Changes a person, with the audit row; whoever is disabled is signed out everywhere. Call it in a transaction.
 *
 * @throws InterlinearError `not-found.person`; `person.last-administrator`
 */
export async function changePerson(
  transaction: Tables,
  id: string,
  change: { name?: string; language?: string; disabled?: boolean },
  desk: string | null,
  by: By,
): Promise<Person> {
  const before = await findPerson(transaction, id);
  if (!before) throw new InterlinearError('not-found.person');
  const set = {
    ...(change.name !== undefined ? { name: change.name.trim() || before.email } : {}),
    ...(change.language !== undefined ? { language: change.language } : {}),
    ...(change.disabled !== undefined && change.disabled !== before.disabled
      ? { disabled_at: change.disabled ? by.now : null }
      : {}),
  };
  if (Object.keys(set).length === 0) return before;
  await transaction.updateTable('interlinear.person').set(set).where('id', '=', id).execute();
  if (change.disabled) {
    const held = await rolesOf(transaction, id);
    if (held.some(({ desk: at, role }) => at === null && role === 'administrator'))
      await keepAnAdministrator(transaction);
    await transaction.deleteFrom('interlinear.session').where('person_id', '=', id).execute();
  }
  const after = (await findPerson(transaction, id)) as Person;
  const state = ({ name, language, disabled }: Person) => ({ name, language, disabled });
  await recordAct(
    transaction,
    desk,
    { act: 'person.set', subject: id, before: state(before), after: state(after) },
    by,
  );
  return after;
}

/** Nobody may lock everybody out. The rows are locked, so that two administrators cannot each take away the other. */
async function keepAnAdministrator(transaction: Tables): Promise<void> {
  const left = await transaction
    .selectFrom('interlinear.person_role as held')
    .innerJoin('interlinear.person as person', 'person.id', 'held.person_id')
    .select('person.id')
    .where('held.desk_id', 'is', null)
    .where('held.role', '=', 'administrator')
    .where('person.disabled_at', 'is', null)
    .forUpdate()
    .execute();
  if (left.length === 0) throw new InterlinearError('person.last-administrator');
}

function selectPeople(tables: Tables) {
  return tables
    .selectFrom('interlinear.person')
    .select(['id', 'email', 'name', 'language', 'disabled_at', 'password_hash', 'created_at as createdAt']);
}

function shown(row: Awaited<ReturnType<ReturnType<typeof selectPeople>['executeTakeFirst']>>): Person | undefined {
  if (!row) return undefined;
  const { disabled_at, password_hash, ...person } = row;
  return { ...person, disabled: disabled_at !== null, hasPassword: password_hash !== null };
}
