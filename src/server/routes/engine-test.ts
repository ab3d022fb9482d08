import { Type } from 'typebox';
import { v7 as newId } from 'uuid';
import { selectEngines } from '../../engines/select.ts';
import { InterlinearError } from '../../model/errors.ts';
import { parseLanguage } from '../../model/language.ts';
import { costOf } from '../../pipeline/call-costs.ts';
import { deskSettings } from '../../storage/desks.ts';
import { callLedger } from '../../storage/ledger.ts';
import { callerOf } from '../caller.ts';
import type { Routes } from '../routes.ts';
import { languageTag } from '../wording.ts';

/** How long an engine may take over a sentence, and how long the claim of its call is good for, in milliseconds. */
const PATIENCE_MS = 60_000;
const LEASE_MS = 90_000;

/** `POST /v1/engines/test`: one sentence through one engine, so that an administrator sees whether it answers, how and how fast. */
export const engineTest: Routes = (server, service) => {
  const { tables } = service.database;
  server.post(
    '/v1/engines/test',
    {
      config: { permission: 'admin' },
      schema: {
        tags: ['engines'],
        operationId: 'testEngine',
        summary: 'Have an engine translate a sentence, now',
        description:
          'A call like any other: it keeps to the desk’s rules, and what it costs counts. Nothing is taken from earlier replies.',
        body: Type.Object(
          {
            engine: Type.String({ minLength: 1, maxLength: 100, pattern: '^[^,]+$' }),
            from: languageTag,
            to: languageTag,
            text: Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' }),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            text: Type.String(),
            route: Type.String(),
            version: Type.String(),
            milliseconds: Type.Integer(),
            cost: Type.Number(),
          }),
        },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      const { engine: name, text } = request.body;
      const [from, to] = [parseLanguage(request.body.from), parseLanguage(request.body.to)];
      const { sendsOutside } = await deskSettings(tables, desk);
      const chain = await selectEngines(service.engines, name, from, to, sendsOutside ? undefined : { by: 'desk' });
      if ('reason' in chain) throw chain.reason;
      const [chosen] = chain.engines;
      if (!chosen) throw new InterlinearError('engine.none', { from, to });
      const { engine, route, capabilities } = chosen;
      // Of its own: a test asks the engine itself, and never the record of an earlier call.
      const key = `test-${newId()}`;
      const ledger = callLedger(tables, desk, key, service.clock, LEASE_MS);
      try {
        const cost = costOf(capabilities, text);
        await ledger.claim([{ key, engine: engine.name, from, to, characters: text.length, cost }]);
        const began = service.clock.now().getTime();
        const reply = await engine
          .translate({ from, to, segments: [{ text, codes: [], terms: [] }] }, AbortSignal.timeout(PATIENCE_MS))
          .catch(async (error: unknown) => {
            await ledger.release([key]);
            throw error;
          });
        const milliseconds = service.clock.now().getTime() - began;
        const [result] = reply.results;
        if (!result) throw new InterlinearError('engine.failed', { engine: engine.name, reason: 'empty' });
        const paid = reply.cost ?? cost;
        await ledger.record([{ key, reply: { ...result, route: reply.route || route }, cost: paid }] as Parameters<
          typeof ledger.record
        >[0]);
        return { text: result.text, route: reply.route || route, version: reply.version, milliseconds, cost: paid };
      } finally {
        ledger.close();
      }
    },
  );
};
