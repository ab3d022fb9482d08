import { Type } from 'typebox';
import { InterlinearError } from '../../model/errors.ts';
import { startAttempt, takeAttempt } from '../../storage/oidc.ts';
import { finishOidc, hasProvider, startOidc } from '../identity/oidc.ts';
import { hashOf, newSecret } from '../identity/secret.ts';
import { addressOf, isSecure } from '../identity/session-cookie.ts';
import { startSession } from '../identity/sign-in.ts';
import type { Routes } from '../routes.ts';

const COOKIE = 'interlinear_oidc';
const START = '/v1/session/oidc';

/** Signing in with an OpenID Connect provider: the browser is sent there, and comes back with a code. */
export const oidc: Routes = (server, service) => {
  const { config, clock } = service;
  const strict = { max: config.signInsPerMinute, timeWindow: 60_000 };
  const cookie = { path: START, httpOnly: true, sameSite: 'lax' } as const;
  const schema = { tags: ['sign-in'], security: [] };

  server.get(
    START,
    {
      config: { permission: 'anyone', rateLimit: strict },
      schema: {
        ...schema,
        operationId: 'startProviderSignIn',
        summary: 'Sign in with the OpenID Connect provider of the settings',
        querystring: Type.Object({
          to: Type.Optional(Type.String({ maxLength: 1000, description: 'Path of this service to come back to.' })),
        }),
        response: { 302: Type.Null() },
      },
    },
    async (request, reply) => {
      if (!hasProvider(config)) throw new InterlinearError('not-found.route', { method: 'GET', path: START });
      const { url, attempt } = await startOidc(service, `${addressOf(request, config)}${START}/callback`);
      const secret = newSecret();
      const returnTo = ownPath(request.query.to);
      await startAttempt(service.database.tables, hashOf(secret), { ...attempt, returnTo }, clock.now());
      reply.setCookie(COOKIE, secret, { ...cookie, secure: isSecure(request, config), maxAge: 600 });
      return reply.header('cache-control', 'no-store').redirect(url.href, 302);
    },
  );

  server.get(
    `${START}/callback`,
    {
      config: { permission: 'anyone', rateLimit: strict },
      schema: {
        ...schema,
        operationId: 'finishProviderSignIn',
        summary: 'Where the provider sends the browser back to',
        response: { 302: Type.Null() },
      },
    },
    async (request, reply) => {
      if (!hasProvider(config)) throw new InterlinearError('not-found.route', { method: 'GET', path: START });
      const secret = request.cookies[COOKIE];
      const attempt = secret && (await takeAttempt(service.database.tables, hashOf(secret), clock.now()));
      reply.clearCookie(COOKIE, cookie);
      if (!attempt) throw new InterlinearError('sign-in.oidc', { reason: 'state' });
      const person = await finishOidc(service, new URL(request.url, addressOf(request, config)), attempt);
      await startSession(service, request, reply, person, 'oidc');
      return reply.header('cache-control', 'no-store').redirect(attempt.returnTo, 302);
    },
  );
};

/** A path of this service, so that a link to the sign-in leads nowhere else. */
function ownPath(wished: string | undefined): string {
  const base = 'http://interlinear.invalid';
  if (!wished?.startsWith('/') || !URL.canParse(wished, base)) return '/';
  const url = new URL(wished, base);
  return url.origin === base ? `${url.pathname}${url.search}${url.hash}` : '/';
}
