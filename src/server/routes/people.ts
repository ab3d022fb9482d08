import { Type } from 'typebox';
import { InterlinearError } from '../../model/errors.ts';
import type { Tables } from '../../storage/database.ts';
import { addLink } from '../../storage/one-time-links.ts';
import {
  addPerson,
  changePerson,
  findPerson,
  type HeldRole,
  listPeople,
  type Person,
  personByEmail,
  rolesOf,
  setRoles,
} from '../../storage/people.ts';
import { type Caller, callerOf } from '../caller.ts';
import { LINK_PAGE } from '../identity/choose-password.ts';
import { listing } from '../identity/listing.ts';
import { byId, instant, languageTag, line, roleName } from '../identity/schemas.ts';
import { hashOf, newSecret } from '../identity/secret.ts';
import { addressOf } from '../identity/session-cookie.ts';
import { page, pageQuery } from '../pages.ts';
import type { Routes } from '../routes.ts';

const person = Type.Object({
  id: Type.String({ format: 'uuid' }),
  email: Type.String(),
  name: Type.String(),
  language: Type.String(),
  disabled: Type.Boolean(),
  hasPassword: Type.Boolean(),
  createdAt: instant,
  roles: Type.Array(roleName, { description: 'At this desk.' }),
  everyDesk: Type.Array(roleName, { description: 'Held at every desk.' }),
});
const link = Type.Object({
  url: Type.String({ description: 'Shown once: for handing to that person.' }),
  expiresAt: instant,
});
const schema = { tags: ['people'] };

/** The people of a desk: those who have a role there. Others are not known to it. */
export const people: Routes = (server, service) => {
  const { tables } = service.database;

  /** One-time links are made with the address at which people reach the service. */
  const linkFor = async (
    transaction: Tables,
    purpose: 'invitation' | 'reset',
    id: string,
    caller: Caller,
    address: string,
  ) => {
    const token = newSecret();
    const by = { actor: caller.actor, now: service.clock.now() };
    const made = await addLink(transaction, { hash: hashOf(token), purpose, person: id }, caller.desk, by);
    return { url: `${address}${LINK_PAGE}/${token}`, expiresAt: made.expiresAt.toISOString() };
  };

  server.get(
    '/v1/people',
    {
      config: { permission: 'admin' },
      schema: {
        ...schema,
        operationId: 'listPeople',
        summary: 'The people of the desk',
        querystring: pageQuery,
        response: {
          200: page(person),
        },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      return listing(
        request.query,
        (asked) => listPeople(tables, desk, asked),
        (row) => shown(row, row.roles, desk),
      );
    },
  );

  server.post(
    '/v1/people',
    {
      config: { permission: 'admin' },
      schema: {
        ...schema,
        operationId: 'invite',
        summary: 'Invite somebody to the desk; the answer has the link on which they choose a password',
        body: Type.Object({
          email: Type.String({ minLength: 3, maxLength: 320 }),
          name: Type.Optional(line(200)),
          language: Type.Optional(languageTag),
          roles: Type.Array(roleName, { minItems: 1, maxItems: 5 }),
        }),
        response: { 201: Type.Object({ person, link: Type.Union([link, Type.Null()]) }) },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const by = { actor: caller.actor, now: service.clock.now() };
      const { email, roles, ...rest } = request.body;
      const address = addressOf(request, service.config);
      const made = await tables.transaction().execute(async (transaction) => {
        const known = await personByEmail(transaction, email);
        if (known && (await rolesOf(transaction, known.id)).some(({ desk }) => desk === caller.desk))
          throw new InterlinearError('person.exists', { email: known.email });
        const newcomer = { email, name: rest.name ?? email, language: rest.language ?? 'en' };
        const invited = known ?? (await addPerson(transaction, newcomer, caller.desk, by));
        await setRoles(transaction, invited.id, caller.desk, roles, by);
        return {
          person: shown(invited, await rolesOf(transaction, invited.id), caller.desk),
          // Who works at another desk has a way in, which is not this desk's to change.
          link: known ? null : await linkFor(transaction, 'invitation', invited.id, caller, address),
        };
      });
      return reply.code(201).header('cache-control', 'no-store').send(made);
    },
  );

  server.get(
    '/v1/people/:id',
    {
      config: { permission: 'admin' },
      schema: {
        ...schema,
        operationId: 'getPerson',
        summary: 'A person of the desk',
        params: byId,
        response: { 200: person },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      const { found, held } = await ofDesk(tables, desk, request.params.id);
      return shown(found, held, desk);
    },
  );

  server.patch(
    '/v1/people/:id',
    {
      config: { permission: 'admin' },
      schema: {
        ...schema,
        operationId: 'changePerson',
        summary: 'Change a person who works at no other desk; whoever is disabled is signed out',
        params: byId,
        body: Type.Object({
          name: Type.Optional(line(200)),
          language: Type.Optional(languageTag),
          disabled: Type.Optional(Type.Boolean()),
        }),
        response: { 200: person },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const by = { actor: caller.actor, now: service.clock.now() };
      return tables.transaction().execute(async (transaction) => {
        const { found, held } = await ofDesk(transaction, caller.desk, request.params.id);
        requireWhole(caller, held);
        return shown(await changePerson(transaction, found.id, request.body, caller.desk, by), held, caller.desk);
      });
    },
  );

  server.put(
    '/v1/people/:id/roles',
    {
      config: { permission: 'admin' },
      schema: {
        ...schema,
        operationId: 'setRoles',
        summary: 'Say what a person is at the desk, or at every desk',
        params: byId,
        body: Type.Object({
          roles: Type.Array(roleName, { maxItems: 5 }),
          everyDesk: Type.Optional(Type.Boolean({ description: 'Only administrators of every desk may say so.' })),
        }),
        response: { 200: person },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const by = { actor: caller.actor, now: service.clock.now() };
      const { roles, everyDesk } = request.body;
      return tables.transaction().execute(async (transaction) => {
        const { found } = await ofDesk(transaction, caller.desk, request.params.id);
        if (everyDesk && !caller.everywhere) throw new InterlinearError('permission.every-desk');
        await setRoles(transaction, found.id, everyDesk ? null : caller.desk, roles, by);
        return shown(found, await rolesOf(transaction, found.id), caller.desk);
      });
    },
  );

  server.post(
    '/v1/people/:id/link',
    {
      config: { permission: 'admin' },
      schema: {
        ...schema,
        operationId: 'makeLink',
        summary: 'A one-time link for a person who works at no other desk; links made before are void',
        params: byId,
        response: { 201: link },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const address = addressOf(request, service.config);
      const made = await tables.transaction().execute(async (transaction) => {
        const { found, held } = await ofDesk(transaction, caller.desk, request.params.id);
        requireWhole(caller, held);
        return linkFor(transaction, found.hasPassword ? 'reset' : 'invitation', found.id, caller, address);
      });
      return reply.code(201).header('cache-control', 'no-store').send(made);
    },
  );
};

/** Somebody who has a role at the desk. @throws InterlinearError `not-found.person` */
async function ofDesk(tables: Tables, desk: string, id: string): Promise<{ found: Person; held: HeldRole[] }> {
  const found = await findPerson(tables, id);
  const held = await rolesOf(tables, id);
  if (!found || !held.some((role) => role.desk === desk || role.desk === null))
    throw new InterlinearError('not-found.person');
  return { found, held };
}

/**
 * Who may change a person as a whole, or give out a link with which one signs in as them: nobody gets into another desk that way.
 *
 * @throws InterlinearError `permission.other-desks`
 */
function requireWhole(caller: Caller, held: HeldRole[]): void {
  if (!caller.everywhere && held.some(({ desk }) => desk !== caller.desk))
    throw new InterlinearError('permission.other-desks');
}

function shown(found: Person, held: HeldRole[], desk: string) {
  const at = (place: string | null) => held.filter((role) => role.desk === place).map(({ role }) => role);
  const { createdAt, ...rest } = found;
  return { ...rest, createdAt: createdAt.toISOString(), roles: at(desk), everyDesk: at(null) };
}
