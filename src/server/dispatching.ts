import type { Server } from './routes.ts';
import type { Service } from './service.ts';

/**
 * Tells the queue of what was accepted, without letting anybody wait for it: however many ask meanwhile, one more round comes after the one
 * under way. The server does not close over it.
 */
export function dispatcher(server: Server, service: Service): () => void {
  let running: Promise<void> | undefined;
  let again = false;
  const round = async () => {
    do {
      again = false;
      // What the queue was not told of, the sweeper finds.
      await service.dispatch().catch((error: unknown) => service.log.warn({ err: error }, 'the queue was not told'));
    } while (again);
    running = undefined;
  };
  server.addHook('onClose', async () => running);
  return () => {
    again = true;
    running ??= round();
  };
}
