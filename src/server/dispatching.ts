import { setTimeout as sleep } from 'node:timers/promises';
import { wasFull } from '../queue/dispatch.ts';
import type { Server } from './routes.ts';
import type { Service } from './service.ts';

/** Rounds begin so far apart, in milliseconds: many that come one after the other are told of together. */
const APART_MS = 50;
/** The same while the queue is full: whoever works it off sees to it that it stays so. */
const FULL_MS = 500;

/**
 * Tells the queue of what was accepted, without letting anybody wait for it: however many ask meanwhile, one more round comes after the one
 * under way. The server does not close over it.
 *
 * @returns asks for a round; one that is urgent does not wait until a full queue has room
 */
export function dispatcher(server: Server, service: Service): (urgent: boolean) => void {
  let running: Promise<void> | undefined;
  let again = false;
  let closing = false;
  let hurry = new AbortController();
  const round = async () => {
    do {
      again = false;
      hurry = new AbortController();
      const pause = sleep(APART_MS);
      // What the queue was not told of, the sweeper finds.
      await service.dispatch().catch((error: unknown) => service.log.warn({ err: error }, 'the queue was not told'));
      await pause;
      if (!closing && service.queue && wasFull(service.queue))
        await sleep(FULL_MS - APART_MS, undefined, { signal: hurry.signal }).catch(() => {});
    } while (again);
    running = undefined;
  };
  server.addHook('preClose', async () => {
    closing = true;
    hurry.abort();
  });
  server.addHook('onClose', async () => running);
  return (urgent) => {
    again = true;
    if (urgent) hurry.abort();
    running ??= round();
  };
}
