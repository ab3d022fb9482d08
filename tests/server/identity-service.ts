import { rmSync } from 'node:fs';
import { pino } from 'pino';
import { type Config, readConfig } from '../../src/config.ts';
import type { Role, Scope } from '../../src/model/permission.ts';
import { MemoryIndexes } from '../../src/pipeline/memory-indexes.ts';
import { authenticator } from '../../src/server/identity/authenticator.ts';
import { newKeyText } from '../../src/server/identity/key-text.ts';
import { hashOf, newSecret } from '../../src/server/identity/secret.ts';
import { SESSION_COOKIE, sessionRules } from '../../src/server/identity/session-cookie.ts';
import type { Server } from '../../src/server/routes.ts';
import { buildServer } from '../../src/server/server.ts';
import type { Service } from '../../src/server/service.ts';
import { addKey } from '../../src/storage/api-keys.ts';
import type { Database } from '../../src/storage/database.ts';
import { memoryFeed } from '../../src/storage/memory-feed.ts';
import { addPerson, type Person, setRoles } from '../../src/storage/people.ts';
import { openSession } from '../../src/storage/sessions.ts';
import { here } from '../../workers/compute/threads.ts';

/** A service in this process, without a queue, whose clock tests set. */
export interface TestService {
  service: Service;
  server: Server;
  /** Moves its clock on, or back. */
  pass(milliseconds: number): void;
  /** Stops its clock, which only `pass` moves then: a slow machine lets no wait run out. */
  hold(): void;
  close(): Promise<void>;
}

/** Puts a service on a database. @param environment settings, as environment variables */
export async function startService(
  database: Database,
  folder: string,
  environment: Record<string, string> = {},
): Promise<TestService> {
  let offset = 0;
  let held: number | undefined;
  const config: Config = {
    ...readConfig({}, { ...noLimits, ...environment }, '/'),
    data: folder,
  };
  const indexes = new MemoryIndexes(memoryFeed(database.tables), { budget: 1e8 });
  const service: Service = {
    config,
    database,
    engines: new Map(),
    clock: { now: () => new Date((held ?? Date.now()) + offset) },
    indexes,
    compute: here,
    queue: undefined,
    dispatch: async () => {},
    localToken: `ill_${newSecret()}`,
    log: pino({ level: 'silent' }),
  };
  const server = await buildServer(service, authenticator(service));
  return {
    service,
    server,
    pass(milliseconds) {
      offset += milliseconds;
    },
    hold() {
      held = Date.now();
    },
    async close() {
      await server.close();
      await indexes.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 2 });
    },
  };
}

/** Tests ask more often than people do. */
const noLimits = {
  INTERLINEAR_REQUESTS_PER_MINUTE: '0',
  INTERLINEAR_ADDRESS_REQUESTS_PER_MINUTE: '0',
  INTERLINEAR_SIGN_INS_PER_MINUTE: '1000000',
};

/** Headers with which somebody is known. */
export type Headers = Record<string, string>;

/** Somebody with roles at a desk (null: at every desk). */
export async function personAt(
  { service }: Pick<TestService, 'service'>,
  email: string,
  desk: string | null,
  roles: Role[],
  passwordHash: string | null = null,
): Promise<Person> {
  const by = { actor: 'test', now: service.clock.now() };
  return service.database.tables.transaction().execute(async (transaction) => {
    const person = await addPerson(
      transaction,
      { email, name: email.split('@')[0] ?? '', language: 'en', passwordHash },
      null,
      by,
    );
    await setRoles(transaction, person.id, desk, roles, by);
    return person;
  });
}

/** What the browser of somebody who has signed in sends. */
export async function sessionOf({ service }: Pick<TestService, 'service'>, person: string): Promise<Headers> {
  const [token, csrf] = [newSecret(), newSecret()];
  const session = { person, hash: hashOf(token), csrf, way: 'password', address: '', agent: '' } as const;
  await service.database.tables
    .transaction()
    .execute((transaction) => openSession(transaction, session, sessionRules(service.config), service.clock.now()));
  return { cookie: `${SESSION_COOKIE}=${token}`, 'interlinear-csrf': csrf };
}

/** What a program with a key sends. */
export async function keyOf(
  { service }: Pick<TestService, 'service'>,
  desk: string,
  scopes: Scope[],
  expiresAt: Date | null = null,
): Promise<Headers & { authorization: string }> {
  const { text, prefix, hash } = newKeyText();
  const by = { actor: 'test', now: service.clock.now() };
  await addKey(service.database.tables, desk, { name: 'test', prefix, hash, scopes, expiresAt }, by);
  return { authorization: `Bearer ${text}` };
}
