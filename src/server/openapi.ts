import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { version } from '../version.ts';
import { showToken } from './description-page.ts';
import { problemResponses, tagDescriptions } from './operations.ts';
import type { Server } from './routes.ts';

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
      servers: [{ url: '/', description: 'This service.' }],
      tags: tagDescriptions,
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', description: 'An API key.' },
          session: { type: 'apiKey', in: 'cookie', name: 'interlinear_session' },
        },
      },
      security: [{ key: [] }, { session: [] }],
    },
    transform({ schema, url, route }) {
      const permission = route.config?.permission;
      if (permission === undefined) return { schema, url };
      const noted = { ...schema, 'x-permission': permission, ...(permission === 'anyone' ? { security: [] } : {}) };
      return { schema: noted, url };
    },
    transformObject: (document) =>
      problemResponses(('openapiObject' in document ? document.openapiObject : {}) as object),
  });
  await server.register(swaggerUi, {
    routePrefix: DESCRIPTION,
    uiConfig: { requestInterceptor: showToken as never },
    // The bar on top asks for the address of another description.
    theme: {
      title: 'Interlinear API',
      css: [{ filename: 'page.css', content: '.swagger-ui .topbar { display: none }' }],
    },
  });
  server.get('/v1/openapi.json', { config: { permission: 'anyone' }, schema: { hide: true } }, () => server.swagger());
}
