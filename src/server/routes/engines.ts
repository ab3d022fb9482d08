import { Type } from 'typebox';
import { messagesIn } from '../../i18n.ts';
import { type StoredError, storedError } from '../../model/errors.ts';
import type { EngineCapabilities } from '../../model/ports.ts';
import { deskSettings, setDesk } from '../../storage/desks.ts';
import { engineCosts } from '../../storage/engine-costs.ts';
import { callerOf } from '../caller.ts';
import { page } from '../pages.ts';
import { requestLanguage } from '../problem.ts';
import type { Routes } from '../routes.ts';
import { failure, failureOf, orNull } from '../shapes.ts';

const tags = ['engines'];
const engine = Type.Object({
  name: Type.String(),
  available: Type.Boolean(),
  error: Type.Optional(failure),
  remedy: Type.Optional(Type.String({ description: 'What to do, where it is not available.' })),
  anyPair: Type.Boolean({ description: 'Takes every pair, and refuses those that it cannot do.' }),
  pairs: Type.Array(Type.Object({ from: Type.String(), to: Type.String(), route: Type.String() })),
  costPerMillionCharacters: Type.Number(),
  sendsTextOutside: Type.Boolean({ description: 'Whether texts leave this machine.' }),
});
const costs = Type.Object({
  engine: Type.String(),
  calls: Type.Integer(),
  characters: Type.Integer(),
  spent: Type.Number(),
  spentToday: Type.Number(),
  reused: Type.Integer(),
  savedByLedger: Type.Number(),
  charactersPerSecond: orNull(Type.Number()),
});
const rules = Type.Object({
  dailyBudget: orNull(
    Type.Number({ minimum: 0, description: 'Money that engines may cost in a day; null for no limit.' }),
  ),
  sendsOutside: Type.Boolean({ description: 'Whether the desk’s texts may be sent outside of this machine.' }),
});

/** How long an engine may take to say what it can do. */
const PATIENCE_MS = 5000;

/** Machine translation: which engines there are, what they have cost the desk, and the desk's rules for them. */
export const engines: Routes = (server, service) => {
  const { tables } = service.database;
  server.get(
    '/v1/engines',
    {
      config: { permission: 'read' },
      schema: {
        tags,
        summary: 'The engines, their languages, prices, and whether texts leave this machine',
        operationId: 'listEngines',
        response: { 200: page(engine) },
      },
    },
    async (request) => {
      const items = await Promise.all(
        [...service.engines.values()].map(async (one) => {
          const { capabilities, error } = await examined(() => one.capabilities());
          return {
            name: one.name,
            available: capabilities?.available ?? false,
            ...(error ? { error: failureOf(error, request) } : {}),
            ...(capabilities && !capabilities.available
              ? { remedy: messagesIn(requestLanguage(request))(`cli:${capabilities.remedy ?? 'doctor.no-engine'}`) }
              : {}),
            anyPair: capabilities?.anyPair ?? false,
            pairs: (capabilities?.pairs ?? []).map(({ from, to, route }) => ({ from, to, route })),
            costPerMillionCharacters: capabilities?.costPerMillionCharacters ?? 0,
            sendsTextOutside: capabilities?.sendsTextOutside ?? true,
          };
        }),
      );
      return { items, next: null };
    },
  );
  server.get(
    '/v1/engines/costs',
    {
      config: { permission: 'read' },
      schema: {
        tags,
        summary: 'What engines have cost the desk, and what its memories answered instead',
        operationId: 'getEngineCosts',
        response: {
          200: Type.Object({
            engines: Type.Array(costs),
            memory: Type.Object({ segments: Type.Integer(), characters: Type.Integer() }),
            spentToday: Type.Number(),
            ...rules.properties,
          }),
        },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      const known = await engineCosts(tables, desk, service.clock.now());
      const { dailyBudget, sendsOutside } = await deskSettings(tables, desk);
      const spentToday = known.engines.reduce((sum, one) => sum + one.spentToday, 0);
      return { ...known, spentToday, dailyBudget, sendsOutside };
    },
  );
  server.patch(
    '/v1/engines/rules',
    {
      config: { permission: 'admin' },
      schema: {
        tags,
        summary: 'Set the desk’s budget, and whether its texts may leave this machine',
        operationId: 'setEngineRules',
        body: Type.Partial(rules, { additionalProperties: false, minProperties: 1 }),
        response: { 200: rules },
      },
    },
    async (request) => {
      const { deskName, actor } = callerOf(request);
      const by = { actor, now: service.clock.now() };
      const { dailyBudget, sendsOutside } = await setDesk(tables, deskName, request.body, by);
      return { dailyBudget, sendsOutside };
    },
  );
};

/** What an engine says of itself; one that does not answer in time says nothing. */
async function examined(
  ask: () => Promise<EngineCapabilities>,
): Promise<{ capabilities?: EngineCapabilities; error?: StoredError }> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), PATIENCE_MS);
  });
  try {
    const capabilities = await Promise.race([ask(), late]);
    return capabilities === 'late' ? {} : { capabilities };
  } catch (error) {
    return { error: storedError(error) };
  } finally {
    clearTimeout(timer);
  }
}
