import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import { InterlinearError } from '../../model/errors.ts';
import type { Server } from '../routes.ts';
import type { Service } from '../service.ts';
import { isOwner } from './identity.ts';
import { securityHeaders } from './security-headers.ts';
import { giveCookie, isSecure } from './session-cookie.ts';

const MINUTE_MS = 60_000;
/** Addresses and keys that are counted at a time; the one not seen for the longest is forgotten. */
const COUNTED = 10_000;
/** Probes of whoever watches over the process are never refused. */
const probes = new Set(['/healthz', '/readyz']);

/**
 * What stands before every route: security headers and a strict content security policy, cookies, and limits per address. Register it
 * before whatever finds out who asks.
 *
 * @returns what counts a request of a known caller; it throws InterlinearError `request.too-many` {seconds}
 */
export async function guard(server: Server, service: Service): Promise<(request: FastifyRequest) => Promise<void>> {
  const { config } = service;
  server.addHook('onRequest', (_request, reply, done) => {
    // Streams of events write their own heads.
    for (const [name, value] of securityHeaders) reply.raw.setHeader(name, value);
    done();
  });
  await server.register(cookie);
  await server.register(rateLimit, {
    global: false,
    cache: COUNTED,
    errorResponseBuilder: (_request, { ttl }) => tooMany(Math.ceil(ttl / 1000)),
  });
  server.decorateRequest('sessionToken', null);
  const counter = (max: number, keyGenerator: (request: FastifyRequest) => string) => {
    if (max === 0) return async () => {};
    const count = server.createRateLimit({ max, timeWindow: MINUTE_MS, keyGenerator });
    return async (request: FastifyRequest) => {
      const counted = await count(request);
      if (!counted.isAllowed && counted.isExceeded) throw tooMany(counted.ttlInSeconds);
    };
  };
  const ofAddress = counter(config.addressRequestsPerMinute, (request) => request.ip);
  const ofCaller = counter(config.requestsPerMinute, (request) => request.caller?.actor ?? request.ip);
  server.addHook('onRequest', async (request) => {
    if (probes.has(request.url) || isOwner(service, request)) return;
    await ofAddress(request);
  });
  server.addHook('onSend', async (request, reply) => {
    if (request.sessionToken) giveCookie(reply, request, config, request.sessionToken);
    if (isSecure(request, config)) reply.header('strict-transport-security', 'max-age=31536000');
    // What one person may see is nobody else's to keep.
    if (!reply.hasHeader('cache-control') && request.url.startsWith('/v1/'))
      reply.header('cache-control', 'private, no-cache');
  });
  return async (request) => {
    if (request.caller?.actor !== 'local') await ofCaller(request);
  };
}

function tooMany(seconds: number): InterlinearError {
  return new InterlinearError('request.too-many', { seconds });
}
