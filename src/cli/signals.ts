/** A terminal and npm both pass Ctrl-C on: what comes this soon after the first is the same wish. */
const SAME_WISH_MS = 500;

/** Listens for the wish to stop until `release`. A second wish ends the process at once, with the status of an interrupted command. */
export function listenForStop(onStop: (signal: NodeJS.Signals) => void): { release(): void } {
  let first: number | undefined;
  const handle = (signal: NodeJS.Signals) => {
    const now = Date.now();
    if (first === undefined) {
      first = now;
      onStop(signal);
    } else if (now - first > SAME_WISH_MS) process.exit(130);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, handle);
  return {
    release() {
      for (const signal of signals) process.off(signal, handle);
    },
  };
}

/** Resolves at the first SIGINT, SIGTERM or SIGHUP. */
export function untilStopped(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => listenForStop(resolve));
}
