import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { InterlinearError } from '../../model/errors.ts';
import { MOST_PASSWORD, newPassword } from '../../model/password.ts';
import { permissions } from '../../model/permission.ts';
import { recordAct } from '../../storage/audit.ts';
import { findPerson, rolesOf, setPasswordHash } from '../../storage/people.ts';
import { endSession, endSessionsOf } from '../../storage/sessions.ts';
import { desksOf, whoIs } from '../identity/authenticator.ts';
import { refuseOtherSites } from '../identity/csrf.ts';
import { type Identity, identityOf } from '../identity/identity.ts';
import { hasProvider } from '../identity/oidc.ts';
import { hashPassword } from '../identity/password-hash.ts';
import { permissionName, roleName } from '../identity/schemas.ts';
import { clearCookie } from '../identity/session-cookie.ts';
import { confirmPassword, personWith, startSession } from '../identity/sign-in.ts';
import type { Routes } from '../routes.ts';
import type { Service } from '../service.ts';

/** What is longer than any password is refused unread. */
const written = Type.String({ minLength: 1, maxLength: 4 * MOST_PASSWORD });

/** Who is signed in, as answers say it. */
export const who = Type.Object({
  kind: Type.Union([Type.Literal('person'), Type.Literal('key'), Type.Literal('local')]),
  actor: Type.String({ description: 'As the audit log names them.' }),
  name: Type.String(),
  email: Type.Optional(Type.String()),
  language: Type.Optional(Type.String()),
  everywhere: Type.Boolean({ description: 'Whether they are administrators of every desk.' }),
  desks: Type.Array(
    Type.Object({
      id: Type.String({ format: 'uuid' }),
      name: Type.String(),
      roles: Type.Array(roleName),
      permissions: Type.Array(permissionName),
    }),
  ),
  csrfToken: Type.Optional(
    Type.String({
      description: 'Goes into the header Interlinear-CSRF of requests that change something with the cookie.',
    }),
  ),
});

const schema = { tags: ['sign-in'] };

/** Signing in and out, and who is signed in. A session is for people in a browser; programs send a key with every request. */
export const session: Routes = (server, service) => {
  const { config } = service;
  const strict = { max: config.signInsPerMinute, timeWindow: 60_000 };

  server.post(
    '/v1/session',
    {
      config: { permission: 'anyone', rateLimit: strict },
      schema: {
        ...schema,
        operationId: 'signIn',
        summary: 'Sign in with e-mail and password; the answer sets the cookie of the session',
        security: [],
        body: Type.Object({ email: Type.String({ minLength: 1, maxLength: 320 }), password: written }),
        response: { 200: who },
      },
    },
    async (request, reply) => {
      refuseOtherSites(request, config);
      const { email, password } = request.body;
      const person = await personWith(service, email, password);
      return signedIn(service, request, reply, person, 'password');
    },
  );

  server.get(
    '/v1/session',
    {
      config: { permission: 'anyone' },
      schema: {
        ...schema,
        operationId: 'whoAmI',
        summary: 'Who is signed in, with desks and permissions',
        response: { 200: who },
      },
    },
    async (request, reply) => {
      const identity = await identityOf(service, request);
      if (!identity) throw new InterlinearError('sign-in.needed');
      reply.header('cache-control', 'no-store');
      return shown(service, identity);
    },
  );

  server.delete(
    '/v1/session',
    {
      config: { permission: 'anyone' },
      schema: {
        ...schema,
        operationId: 'signOut',
        summary: 'Sign out',
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const identity = await identityOf(service, request).catch((error: unknown) => {
        // Whose session is over is signed out; the cookie goes all the same.
        if (error instanceof InterlinearError && error.code === 'sign-in.expired') return undefined;
        throw error;
      });
      request.sessionToken = null;
      clearCookie(reply, request, config);
      if (identity?.kind === 'person')
        await endSession(service.database.tables, identity.session.id, {
          actor: whoIs(identity).actor,
          now: service.clock.now(),
        });
      return reply.code(204).send(null);
    },
  );

  server.get(
    '/v1/session/ways',
    {
      config: { permission: 'anyone' },
      schema: {
        ...schema,
        operationId: 'signInWays',
        summary: 'How people may sign in here',
        security: [],
        response: { 200: Type.Object({ password: Type.Boolean(), provider: Type.Boolean() }) },
      },
    },
    async () => ({ password: true, provider: hasProvider(config) }),
  );

  server.put(
    '/v1/session/password',
    {
      config: { permission: 'anyone', rateLimit: strict },
      schema: {
        ...schema,
        operationId: 'changePassword',
        summary: 'Change one’s own password; all other sessions are over',
        body: Type.Object({ current: written, next: written }),
        response: { 200: who },
      },
    },
    async (request, reply) => {
      const identity = await identityOf(service, request);
      if (identity?.kind !== 'person') throw new InterlinearError('sign-in.needed');
      const { person } = identity;
      await confirmPassword(service, person.id, request.body.current);
      const hash = await hashPassword(newPassword(request.body.next, person));
      await service.database.tables.transaction().execute(async (transaction) => {
        await setPasswordHash(transaction, person.id, hash);
        await endSessionsOf(transaction, person.id);
        const by = { actor: whoIs(identity).actor, now: service.clock.now() };
        await recordAct(transaction, null, { act: 'person.password', subject: person.id }, by);
      });
      return signedIn(service, request, reply, person.id, 'password');
    },
  );
};

/** Opens a session and answers with who it is. */
export async function signedIn(
  service: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  person: string,
  way: 'password' | 'link',
) {
  const { tables } = service.database;
  const csrf = await startSession(service, request, reply, person, way);
  const [found, held] = [await findPerson(tables, person), await rolesOf(tables, person)];
  if (!found) throw new InterlinearError('sign-in.wrong');
  reply.header('cache-control', 'no-store');
  return shown(service, { kind: 'person', person: found, roles: held, session: { id: '', person, csrf, due: false } });
}

async function shown(service: Service, identity: Identity) {
  const desks = await desksOf(service, identity);
  const held = identity.kind === 'person' ? identity.roles : [];
  return {
    kind: identity.kind,
    everywhere: false,
    ...whoIs(identity),
    ...(identity.kind === 'person'
      ? { email: identity.person.email, language: identity.person.language, csrfToken: identity.session.csrf }
      : {}),
    desks: desks.map((desk) => ({
      id: desk.id,
      name: desk.name,
      roles: [...new Set(held.filter((role) => role.desk === null || role.desk === desk.id).map(({ role }) => role))],
      permissions: permissions.filter((permission) => desk.permissions.has(permission)),
    })),
  };
}
