import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Metrics } from './metrics.ts';
import type { Server } from './routes.ts';
import { traceRequests } from './tracing.ts';

/** A number for each request, which its log lines and its answer carry. */
export function requestId(): string {
  return randomUUID();
}

/** Traces, measures and logs requests: method, route, status and duration, who asked, and never what was asked. */
export function observeRequests(server: Server, metrics: Metrics | undefined): void {
  traceRequests(server);
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    metrics?.request(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    const line = {
      method: request.method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      ...who(request),
    };
    if (route === '/healthz' || route === '/readyz' || route === '/metrics') request.log.debug(line, 'request');
    else request.log.info(line, 'request');
    done();
  });
}

function who({ caller, params }: FastifyRequest) {
  const ids = Object.entries((params ?? {}) as Record<string, unknown>).filter(([, value]) => isId(value));
  return { ...(caller ? { actor: caller.actor, desk: caller.desk } : {}), ...Object.fromEntries(ids) };
}

/** Of what an address names only ids: names are texts too. */
function isId(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
}
