import { setTimeout as sleep } from 'node:timers/promises';
import type { Server } from './routes.ts';
import type { Service } from './service.ts';

/** Rounds begin so far apart, in milliseconds: many that come one after the other are told of together. */
const APART_MS = 50;

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
      const pause = sleep(APART_MS);
      // What the queue was not told of, the sweeper finds.
      await service.dispatch().catch((error: unknown) => service.log.warn({ err: error }, 'the queue was not told'));
      await pause;
    } while (again);
    running = undefined;
  };
  server.addHook('onClose', async () => running);
  return () => {
    again = true;
    running ??= round();
  };
}
