import { Type } from 'typebox';
import { BOARD, type Routes } from '../routes.ts';

/** The queues for administrators to look into. What draws them is loaded when somebody looks: a start need not wait for it. */
export const queues: Routes = (server, service) => {
  let board: Promise<typeof import('../queue-board.ts')> | undefined;
  let drawn: ReturnType<typeof import('../queue-board.ts')['queueBoard']> | undefined;
  for (const url of [BOARD, `${BOARD}/*`])
    server.get(
      url,
      {
        config: { permission: 'admin' },
        schema: { hide: true, params: Type.Object({ '*': Type.Optional(Type.String()) }) },
      },
      async (request, reply) => {
        const { queue } = service;
        if (!queue) return reply.callNotFound();
        board ??= import('../queue-board.ts');
        const { queueBoard } = await board;
        drawn ??= queueBoard(queue);
        const ready = await drawn;
        reply.hijack();
        ready.routing(request.raw, reply.raw);
      },
    );
  server.addHook('onClose', async () => {
    await (await drawn)?.close();
  });
};
