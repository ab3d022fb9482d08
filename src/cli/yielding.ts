import { getPriority, setPriority } from 'node:os';

/** Of -20 to 19, as POSIX has it: the larger, the more a process gives way. */
const GIVES_WAY = 10;

/**
 * Has this process give way to others of the machine, such as the service that somebody waits for and the database that both need: it computes
 * all the time, and loses nothing where nobody else does. One that was started with a priority of its own keeps that.
 */
export function giveWay(): void {
  try {
    if (getPriority() === 0) setPriority(GIVES_WAY);
  } catch {
    // Some systems let nobody change it; then it works as before.
  }
}
