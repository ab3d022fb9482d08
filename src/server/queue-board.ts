import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import Fastify, { type FastifyInstance } from 'fastify';
import { type QueueBackend, queueNames } from '../queue/backend.ts';
import { BOARD } from './routes.ts';

/** Nothing from elsewhere, no script or style within the page; the data that it carries is no script. */
const headers = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/**
 * The queues as pages (bull-board), read only: jobs are steered by the desk, with its records. It is a server of its own, whose requests
 * come from ours once they are allowed.
 */
export async function queueBoard(queue: QueueBackend): Promise<FastifyInstance> {
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
  const board = Fastify({ routerOptions: { ignoreTrailingSlash: true } });
  board.addHook('onSend', async (_request, reply, payload) => {
    reply.headers(headers);
    if (typeof payload !== 'string' || !String(reply.getHeader('content-type')).includes('text/html')) return payload;
    // The page asks another site for its fonts, and styles its first second within itself.
    return payload
      .replaceAll(/<link[^>]*fonts\.googleapis\.com[^>]*>/g, '')
      .replaceAll(/<style>[\s\S]*?<\/style>/g, '')
      .replaceAll(/ style="[^"]*"/g, '');
  });
  await board.register(adapter.registerPlugin(), { prefix: BOARD });
  await board.ready();
  return board;
}
