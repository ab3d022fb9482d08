import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { ModelFiles } from '../../src/engines/bergamot/protocol.ts';

/** Two processes that share nothing but the machine. */
export interface Ceiling {
  /** All texts in one of them. */
  one(): Promise<void>;
  /** Half of the texts in each of them at once. */
  two(): Promise<void>;
  close(): void;
}

/**
 * What two processors of this machine bring at most: the model called directly in one process, and in two that have half of the texts each.
 * Where it is less than 2, the machine is the reason: processors that share a core, a clock that falls when both are busy, other work.
 */
export async function machineCeiling(files: ModelFiles[], texts: string[]): Promise<Ceiling> {
  const [first, second] = await Promise.all([start(files), start(files)]);
  // Neighbours go to different halves, so that these take the same time.
  const halves = [0, 1].map((side) => texts.filter((_, index) => index % 2 === side));
  return {
    one: () => first.translate(texts),
    two: async () => {
      await Promise.all([first.translate(halves[0] ?? []), second.translate(halves[1] ?? [])]);
    },
    close() {
      for (const { child } of [first, second]) child.kill();
    },
  };
}

async function start(files: ModelFiles[]) {
  const child = fork(new URL('./process.ts', import.meta.url), [JSON.stringify(files)]);
  const ended = once(child, 'exit').then(([status]) => {
    throw new Error(`The process that measures the machine ended with ${status}.`);
  });
  const heard = async () => {
    await Promise.race([once(child, 'message'), ended]);
  };
  await heard();
  return {
    child,
    async translate(texts: string[]) {
      const done = heard();
      child.send(texts);
      await done;
    },
  };
}
