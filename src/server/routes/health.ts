import { sql } from 'kysely';
import { Type } from 'typebox';
import { version } from '../../version.ts';
import type { Routes } from '../routes.ts';

/** How long a probe may take; one that hangs counts as failed. */
const PROBE_MS = 2000;

const schema = { tags: ['service'], security: [] };

/**
 * `/healthz` answers while the process runs; `/readyz` answers 200 while everything it needs answers, else 503 with the names of what does
 * not.
 */
export const health: Routes = (server, service) => {
  const probes: Record<string, () => Promise<unknown>> = {
    database: () => sql`SELECT 1`.execute(service.database.tables),
    queue: async () => service.queue?.queue('intake').getWaitingCount(),
  };
  server.get(
    '/healthz',
    {
      config: { permission: 'anyone' },
      schema: {
        ...schema,
        summary: 'Whether the process runs',
        operationId: 'getHealth',
        response: { 200: Type.Object({ status: Type.Literal('ok'), version: Type.String() }) },
      },
    },
    async () => ({ status: 'ok' as const, version }),
  );
  const readiness = Type.Object({
    status: Type.Union([Type.Literal('ok'), Type.Literal('unavailable')]),
    failing: Type.Array(Type.String()),
  });
  server.get(
    '/readyz',
    {
      config: { permission: 'anyone' },
      schema: {
        ...schema,
        summary: 'Whether everything that the service needs answers',
        operationId: 'getReadiness',
        response: { 200: readiness, 503: readiness },
      },
    },
    async (_request, reply) => {
      const failing: string[] = [];
      for (const [name, probe] of Object.entries(probes)) if (!(await inTime(probe()))) failing.push(name);
      return failing.length > 0
        ? reply.code(503).send({ status: 'unavailable' as const, failing })
        : { status: 'ok' as const, failing };
    },
  );
};

/** Whether a probe ends well, and in time. */
async function inTime(act: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PROBE_MS);
  });
  const well = act.then(
    () => true,
    () => false,
  );
  const result = await Promise.race([well, late]);
  clearTimeout(timer);
  return result;
}
