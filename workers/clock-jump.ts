import type { Clock } from '../src/model/ports.ts';
import { type QueueBackend, queueNames } from '../src/queue/backend.ts';
import { forgetFuture } from '../src/storage/clock-jump.ts';
import type { Tables } from '../src/storage/database.ts';

/** From here on it is no correction by a time service, which moves a clock by little. */
const JUMP_MS = 5000;

/**
 * Looks whether the clock was set back since it was looked at last, by the clock of the process, which nobody sets.
 *
 * @param steady milliseconds that only grow
 */
export function setBackWatch(clock: Clock, steady: () => number = () => performance.now()): () => boolean {
  const ahead = () => clock.now().getTime() - steady();
  let last = ahead();
  return () => {
    const now = ahead();
    const setBack = last - now > JUMP_MS;
    last = now;
    return setBack;
  };
}

/** After the clock was set back: nothing that waits waits for an instant of the clock as it was before. */
export async function startWaitsAnew(
  tables: Tables,
  backend: QueueBackend,
  clock: Clock,
  leases: { call: number; pass: number },
): Promise<void> {
  await forgetFuture(tables, clock.now(), leases);
  for (const name of queueNames) await backend.queue(name).promoteJobs();
}
