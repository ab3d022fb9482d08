import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { Service } from './service.ts';

/** Fastify with types made from the routes' schemas. */
export type Server = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** Where administrators look into the queues. */
export const BOARD = '/admin/queues';

/** A group of routes: one file in routes/ a noun, one line in its registry. */
export type Routes = (server: Server, service: Service) => Promise<void> | void;
