import { type Config, readConfig } from '../../config.ts';
import { type Call, exit, flagsOf } from '../command.ts';
import { listenForStop, Stopped, type StopWish } from '../signals.ts';
import { type Reached, reach } from './reach.ts';

/** What a command that works with the service has in hand. */
export interface AtService {
  config: Config;
  reached: Reached;
  stop: StopWish;
}

/**
 * Reaches the service for one command, and lets go of it when that is over.
 *
 * @param command what this process does, for those who find the data folder in use
 * @param stopped the key of what is said when the user stops it
 * @returns what the command returns; the status of an interrupted command when the user stops it
 */
export async function withService(
  call: Call,
  command: string,
  act: (at: AtService) => Promise<number>,
  stopped: 'cli:submit.stopped' | 'cli:watch.stopped' = 'cli:submit.stopped',
): Promise<number> {
  const config = readConfig(flagsOf(call));
  const stop = listenForStop();
  let reached: Reached | undefined;
  try {
    reached = await reach(call, config, stop, command);
    return await act({ config, reached, stop });
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    call.note(call.messages(stopped));
    return exit.interrupted;
  } finally {
    await reached?.close(stop.asked ? 0 : undefined);
    stop.release();
  }
}
