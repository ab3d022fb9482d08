import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { version } from '../version.ts';
import type { Server } from './routes.ts';

/** A problem document, which any route may answer with (RFC 9457). */
const problem = {
  description: 'A problem: `code` and `parameters` for programs, `title` and `detail` for people.',
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        required: ['type', 'title', 'status', 'code', 'parameters'],
        properties: {
          type: { type: 'string' },
          title: { type: 'string' },
          status: { type: 'integer' },
          detail: { type: 'string' },
          code: { type: 'string' },
          parameters: { type: 'object' },
          instance: { type: 'string' },
        },
      },
    },
  },
};

/** Where people read the description of the API. */
export const DESCRIPTION = '/docs';

/** The description of the API (OpenAPI 3.1) at /v1/openapi.json, made from the routes' schemas, and a page to read and try it at /docs. */
export async function openApi(server: Server): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Interlinear',
        version,
        description: 'Articles in, aligned, checked and reviewed language versions out.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', description: 'An API key.' },
          session: { type: 'apiKey', in: 'cookie', name: 'interlinear_session' },
        },
      },
      security: [{ key: [] }, { session: [] }],
    },
    transform: ({ schema, url }) => {
      const { response, ...rest } = (schema ?? {}) as { response?: object };
      return { schema: { ...rest, response: { ...response, default: problem } }, url };
    },
  });
  await server.register(swaggerUi, { routePrefix: DESCRIPTION, staticCSP: true });
  server.get('/v1/openapi.json', { config: { permission: 'anyone' }, schema: { hide: true } }, () => server.swagger());
}
