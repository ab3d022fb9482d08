/** A terminal and npm both pass Ctrl-C on: what comes this soon after the first is the same wish. */
const SAME_WISH_MS = 500;

/** What a command that was asked to stop throws at the next place where nothing is left half done. */
export class Stopped extends Error {
  constructor() {
    super('stopped');
    this.name = 'Stopped';
  }
}

/** The user's wish to stop, listened for until `release`. */
export interface StopWish {
  readonly asked: boolean;
  /** @throws Stopped once it was asked for */
  look(): void;
  /** Waits for work that may take as long as others take. @throws Stopped at once when it is asked for; the work goes on unwatched */
  during<T>(work: Promise<T>): Promise<T>;
  release(): void;
}

/** Listens for the wish to stop until `release`. A second wish ends the process at once, with the status of an interrupted command. */
export function listenForStop(onStop: (signal: NodeJS.Signals) => void = () => {}): StopWish {
  let first: number | undefined;
  const waiting = new Set<() => void>();
  const handle = (signal: NodeJS.Signals) => {
    const now = Date.now();
    if (first === undefined) {
      first = now;
      onStop(signal);
      for (const wake of waiting) wake();
    } else if (now - first > SAME_WISH_MS) process.exit(130);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, handle);
  return {
    get asked() {
      return first !== undefined;
    },
    look() {
      if (first !== undefined) throw new Stopped();
    },
    async during(work) {
      let wake = () => {};
      const stopped = new Promise<never>((_resolve, reject) => {
        wake = () => reject(new Stopped());
      });
      waiting.add(wake);
      if (first !== undefined) wake();
      return Promise.race([work, stopped]).finally(() => waiting.delete(wake));
    },
    release() {
      for (const signal of signals) process.off(signal, handle);
    },
  };
}

/** Resolves at the first SIGINT, SIGTERM or SIGHUP. */
export function untilStopped(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => listenForStop(resolve));
}
