import { Type } from 'typebox';
import type { Routes } from '../routes.ts';

/** `/metrics` for Prometheus: for administrators, or for anyone where the settings open it. */
export const metrics: Routes = (server, service) => {
  const { metrics: measured, config } = service;
  if (!measured) return;
  server.get(
    '/metrics',
    {
      config: { permission: config.metricsOpen ? 'anyone' : 'admin' },
      schema: {
        tags: ['service'],
        summary: 'Measures of this process, in the text format of Prometheus',
        operationId: 'getMetrics',
        response: { 200: { description: 'Measures.', content: { 'text/plain': { schema: Type.String() } } } },
      },
    },
    async (_request, reply) => reply.type(measured.mediaType).send(await measured.text()),
  );
};
