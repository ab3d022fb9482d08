import type { FastifyRequest } from 'fastify';
import { InterlinearError } from '../../model/errors.ts';
import { findKey, type ShownKey } from '../../storage/api-keys.ts';
import { findPerson, type HeldRole, type Person, rolesOf } from '../../storage/people.ts';
import { findSession, type LiveSession, rotateSession } from '../../storage/sessions.ts';
import { sharedReads } from '../../storage/shared-reads.ts';
import type { Service } from '../service.ts';
import { isLoopback } from './client.ts';
import { isUnsafe, refuseOtherSites, requireToken } from './csrf.ts';
import { keyPrefix } from './key-text.ts';
import { LOCAL } from './local-token.ts';
import { hashOf, newSecret, sameSecret } from './secret.ts';
import { sessionRules, shownToken } from './session-cookie.ts';

/** Who asks, before it is said for which desk. */
export type Identity =
  | { kind: 'local' }
  | { kind: 'key'; key: ShownKey }
  | { kind: 'person'; person: Person; session: LiveSession; roles: HeldRole[] };

/**
 * Finds out who asks: by the key or local token in the Authorization header, else by the session's cookie. A session that is due gets
 * another token, which goes out with the answer.
 *
 * @returns undefined for somebody who shows nothing
 * @throws InterlinearError `sign-in.key`, `sign-in.expired`, `sign-in.revoked`; `permission.cross-site`
 */
export async function identityOf(service: Service, request: FastifyRequest): Promise<Identity | undefined> {
  const { authorization } = request.headers;
  if (authorization !== undefined) return byBearer(service, request, authorization);
  const token = shownToken(request);
  return token === undefined ? undefined : bySession(service, request, token);
}

/** Whether a request shows the token of the owner of this machine's data folder, from this machine. */
export function isOwner(service: Pick<Service, 'localToken'>, request: FastifyRequest): boolean {
  const shown = bearer(request.headers.authorization);
  if (!service.localToken || !shown?.startsWith(LOCAL)) return false;
  // Neither another machine nor one behind a proxy of this one.
  if (!isLoopback(request.socket.remoteAddress) || !isLoopback(request.ip)) return false;
  return sameSecret(shown, service.localToken);
}

/** The token of an Authorization header. */
export function bearer(authorization: string | undefined): string | undefined {
  return /^bearer +([\w.~+/=-]{1,200})$/i.exec(authorization ?? '')?.[1];
}

/** Whether a request is for a route that takes submissions. */
export function submitsArticles(request: FastifyRequest): boolean {
  return request.routeOptions.config?.submits === true;
}

async function byBearer(service: Service, request: FastifyRequest, authorization: string): Promise<Identity> {
  if (isOwner(service, request)) return { kind: 'local' };
  const shown = bearer(authorization) ?? '';
  const prefix = keyPrefix(shown);
  if (prefix === undefined) throw new InterlinearError('sign-in.key');
  const { tables } = service.database;
  const hash = hashOf(shown);
  const submits = submitsArticles(request);
  // A program that sends many requests at once shows the same key with each of them.
  const find = () => findKey(tables, prefix, hash, service.clock.now(), submits);
  return { kind: 'key', key: await sharedReads(tables).read(`key ${prefix} ${hash} ${submits}`, find) };
}

async function bySession(service: Service, request: FastifyRequest, token: string): Promise<Identity> {
  const { tables } = service.database;
  const now = service.clock.now();
  const reads = sharedReads(tables);
  const hash = hashOf(token);
  const session = await reads.read(`session ${hash}`, () =>
    findSession(tables, hash, sessionRules(service.config), service.clock.now()),
  );
  if (session === undefined || session === 'over') throw new InterlinearError('sign-in.expired');
  if (isUnsafe(request)) {
    refuseOtherSites(request, service.config);
    requireToken(request, session.csrf);
  }
  const [person, roles] = await reads.read(
    `person ${session.person}`,
    async () => [await findPerson(tables, session.person), await rolesOf(tables, session.person)] as const,
  );
  if (!person) throw new InterlinearError('sign-in.expired');
  if (session.due) {
    const next = newSecret();
    if (await rotateSession(tables, session.id, hash, hashOf(next), now)) request.sessionToken = next;
  }
  return { kind: 'person', person, session, roles };
}

declare module 'fastify' {
  interface FastifyRequest {
    /** A token for the session's cookie that goes out with the answer. */
    sessionToken: string | null;
  }
}
