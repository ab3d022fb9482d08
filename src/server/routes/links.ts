import { Type } from 'typebox';
import { MOST_PASSWORD } from '../../model/password.ts';
import { findLink } from '../../storage/one-time-links.ts';
import { choosePassword } from '../identity/choose-password.ts';
import { refuseOtherSites } from '../identity/csrf.ts';
import { instant, languageTag, line } from '../identity/schemas.ts';
import { hashOf } from '../identity/secret.ts';
import type { Routes } from '../routes.ts';
import { signedIn, who } from './session.ts';

const params = Type.Object({ token: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }) });
const schema = { tags: ['sign-in'], security: [], params };

/** One-time links: whoever has one chooses a password with it, and is signed in. */
export const links: Routes = (server, service) => {
  const strict = { max: service.config.signInsPerMinute, timeWindow: 60_000 };

  server.get(
    '/v1/links/:token',
    {
      config: { permission: 'anyone', rateLimit: strict },
      schema: {
        ...schema,
        operationId: 'lookAtLink',
        summary: 'What a one-time link is for',
        response: {
          200: Type.Object({
            purpose: Type.Enum(['first', 'invitation', 'reset']),
            email: Type.Union([Type.String(), Type.Null()], {
              description: 'Null for the first administrator, who brings one.',
            }),
            name: Type.Union([Type.String(), Type.Null()]),
            expiresAt: instant,
          }),
        },
      },
    },
    async (request, reply) => {
      const { purpose, person, expiresAt } = await findLink(
        service.database.tables,
        hashOf(request.params.token),
        service.clock.now(),
      );
      reply.header('cache-control', 'no-store');
      return {
        purpose,
        email: person?.email ?? null,
        name: person?.name ?? null,
        expiresAt: expiresAt.toISOString(),
      };
    },
  );

  server.post(
    '/v1/links/:token',
    {
      config: { permission: 'anyone', rateLimit: strict },
      schema: {
        ...schema,
        operationId: 'choosePassword',
        summary: 'Choose a password with a one-time link; the answer sets the cookie of a session',
        body: Type.Object({
          password: Type.String({ minLength: 1, maxLength: 4 * MOST_PASSWORD }),
          email: Type.Optional(Type.String({ maxLength: 320, description: 'Of the first administrator.' })),
          name: Type.Optional(line(200, 0)),
          language: Type.Optional(languageTag),
        }),
        response: { 200: who },
      },
    },
    async (request, reply) => {
      refuseOtherSites(request, service.config);
      const person = await choosePassword(service, request.params.token, request.body);
      return signedIn(service, request, reply, person, 'link');
    },
  );
};
