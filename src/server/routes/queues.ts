import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import { queueNames } from '../../queue/backend.ts';
import { sendProblem } from '../problem.ts';
import { BOARD, type Routes } from '../routes.ts';

/** Nothing from elsewhere, no script or style in the page; what it shows as data is no script. */
const POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";

/** The queues for administrators to look into (bull-board), read only: jobs are steered by the desk, with its records. */
export const queues: Routes = async (server, service) => {
  const { queue } = service;
  if (!queue) return;
  const adapter = new FastifyAdapter();
  adapter.setBasePath(BOARD);
  createBullBoard({
    queues: queueNames.map((name) => new BullMQAdapter(queue.queue(name), { readOnlyMode: true })),
    serverAdapter: adapter,
    options: {
      uiBasePath: dirname(createRequire(import.meta.url).resolve('@bull-board/ui/package.json')),
      uiConfig: { boardTitle: 'Interlinear', hideRedisDetails: true },
    },
  });
  // Its own pages of errors know nothing of sign-ins.
  server.addHook('onRoute', (route) => {
    route.errorHandler = sendProblem;
  });
  server.addHook('onSend', async (_request, reply, payload) => {
    reply.header('content-security-policy', POLICY);
    if (typeof payload !== 'string' || !String(reply.getHeader('content-type')).includes('text/html')) return payload;
    // The page asks another site for its fonts, and styles its first second within itself.
    return payload
      .replaceAll(/<link[^>]*fonts\.googleapis\.com[^>]*>/g, '')
      .replaceAll(/<style>[\s\S]*?<\/style>/g, '')
      .replaceAll(/ style="[^"]*"/g, '');
  });
  await server.register(adapter.registerPlugin(), { prefix: BOARD });
};
