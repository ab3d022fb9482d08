import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import { InterlinearError } from '../model/errors.ts';
import { type Authenticate, may, type Permission } from './caller.ts';
import { guard } from './identity/guard.ts';
import { observeRequests, requestId } from './observed.ts';
import { DESCRIPTION, openApi } from './openapi.ts';
import { sendProblem } from './problem.ts';
import { routes } from './routes/registry.ts';
import type { Server } from './routes.ts';
import type { Service } from './service.ts';
import { refuseSlowBodies } from './slow-bodies.ts';
import { serializers, validators } from './validation.ts';

/** A route as it was declared, for whoever wants to look at all of them. */
export interface DeclaredRoute {
  method: string;
  url: string;
  permission: Permission | 'anyone';
  schema: RouteSchema;
}

/** JSON Schemas of what a route takes. */
export interface RouteSchema {
  params?: object;
  querystring?: object;
  body?: object;
}

declare module 'fastify' {
  interface FastifyInstance {
    declaredRoutes: readonly DeclaredRoute[];
  }
}

/** The largest body of a request that is not read as a stream, in bytes. */
const BODY_LIMIT = 1_048_576;

/** How long clients may take, in milliseconds: who sends headers or body by the drop does not hold a connection for ever. */
export interface Patience {
  headers: number;
  /** The first time of a body; each piece of it that comes gives more. */
  body: number;
  /** How often the server looks for those that are late. */
  look: number;
}

const patience: Patience = { headers: 20_000, body: 60_000, look: 5000 };

/**
 * The HTTP service, ready to listen or to be asked in process (`inject`).
 *
 * Every route states in `config.permission` what it takes, else the server does not start. Whatever is thrown comes out as a problem
 * document.
 *
 * @param authenticate finds out who asks
 */
export async function buildServer(
  service: Service,
  authenticate: Authenticate,
  { headers, body, look }: Patience = patience,
): Promise<Server> {
  const server = Fastify({
    loggerInstance: service.log as unknown as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestId,
    bodyLimit: BODY_LIMIT,
    connectionTimeout: 0,
    // A whole request may take as long as its bytes keep coming.
    requestTimeout: 0,
    http: { headersTimeout: headers, connectionsCheckingInterval: look },
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    trustProxy: service.config.trustedProxies.length > 0 ? service.config.trustedProxies : false,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
  }).withTypeProvider<TypeBoxTypeProvider>() as Server;
  server.setValidatorCompiler(validators());
  server.setSerializerCompiler(await serializers());
  server.decorateRequest('caller', null);
  observeRequests(server, service.metrics);
  refuseSlowBodies(server, { body, look });
  const declared: DeclaredRoute[] = [];
  server.decorate('declaredRoutes', declared);
  server.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  server.setNotFoundHandler((request, reply) =>
    sendProblem(
      new InterlinearError('not-found.route', { method: request.method, path: request.url.split('?')[0] ?? '' }),
      request,
      reply,
    ),
  );
  server.addHook('onRoute', (route) => {
    // The pages of the API's description come from a plugin.
    if (route.url.startsWith(DESCRIPTION)) route.config = { ...route.config, permission: 'anyone' };
    if (route.config?.permission === undefined) throw new Error(`${route.method} ${route.url} states no permission`);
    const { permission } = route.config;
    for (const method of [route.method].flat())
      declared.push({ method, url: route.url, permission, schema: (route.schema ?? {}) as RouteSchema });
  });
  const countCaller = await guard(server, service);
  server.addHook('onRequest', async (request) => {
    // What unpacks to a thousand times its size is never unpacked.
    const encoding = request.headers['content-encoding'];
    if (encoding !== undefined && encoding.toLowerCase() !== 'identity') throw new InterlinearError('request.encoding');
  });
  server.addHook('onRequest', async (request) => {
    const permission = request.routeOptions.config?.permission;
    if (permission === undefined || permission === 'anyone') return;
    const caller = await authenticate(request);
    if (!caller) throw new InterlinearError('sign-in.needed');
    if (!may(caller, permission))
      throw new InterlinearError('permission.missing', { permission, desk: caller.deskName });
    request.caller = caller;
    await countCaller(request);
  });
  await openApi(server);
  for (const group of routes) await server.register(async (scope) => group(scope as Server, service));
  await server.ready();
  return server;
}
