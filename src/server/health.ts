import Fastify, { type FastifyInstance } from 'fastify';

/** Looks at one thing that the service needs; throws when it is not well. */
export type Probe = () => Promise<void>;

/**
 * The HTTP service. `/healthz` answers while the process runs; `/readyz` answers 200 while everything it needs answers, else 503 with
 * the names of what does not.
 *
 * @param probes by name: `database`, `queue`
 */
export function healthServer(version: string, probes: Record<string, Probe>): FastifyInstance {
  const server = Fastify({ logger: false, bodyLimit: 1_048_576 });
  server.get('/healthz', async () => ({ status: 'ok', version }));
  server.get('/readyz', async (_request, reply) => {
    const failing: string[] = [];
    for (const [name, probe] of Object.entries(probes)) {
      try {
        await within(2000, probe());
      } catch {
        failing.push(name);
      }
    }
    if (failing.length > 0) reply.code(503);
    return { status: failing.length > 0 ? 'unavailable' : 'ok', failing };
  });
  return server;
}

/** A probe that hangs counts as failed. */
async function within(milliseconds: number, act: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('late')), milliseconds);
  });
  try {
    await Promise.race([act, late]);
  } finally {
    clearTimeout(timer);
  }
}
