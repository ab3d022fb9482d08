import { Type } from 'typebox';
import { styleNamed } from '../../cli/desk-style.ts';
import { InterlinearError } from '../../model/errors.ts';
import { addDesk, listDesks, type StoredDesk, setDesk } from '../../storage/desks.ts';
import { type Caller, callerOf } from '../caller.ts';
import { desksOf } from '../identity/authenticator.ts';
import { identityOf } from '../identity/identity.ts';
import { byId } from '../identity/schemas.ts';
import type { Routes } from '../routes.ts';
import type { Service } from '../service.ts';

const orNull = (type: ReturnType<typeof Type.Number>) => Type.Union([type, Type.Null()]);

const desk = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  timeZone: Type.String({ description: 'A name of the IANA database.' }),
  fuzzyThreshold: orNull(
    Type.Number({ description: 'Least likeness of a fuzzy match, 0 to 1; null for the default.' }),
  ),
  dailyBudget: orNull(Type.Number({ description: 'What engines may cost in a day; null for no limit.' })),
  sendsOutside: Type.Boolean({ description: 'Whether texts may be sent outside of this machine.' }),
  houseStyle: Type.String({ description: 'Of submissions that name none.' }),
  reviewSteps: Type.Integer({ description: 'How often targets are approved before they are published.' }),
});
const settings = Type.Partial(
  Type.Object({
    timeZone: Type.String({ maxLength: 100 }),
    fuzzyThreshold: orNull(Type.Number({ exclusiveMinimum: 0, maximum: 1 })),
    dailyBudget: orNull(Type.Number({ minimum: 0 })),
    sendsOutside: Type.Boolean(),
    houseStyle: Type.String({
      minLength: 1,
      maxLength: 50,
      description: 'Of the product’s, or one that the desk brought.',
      examples: ['ap'],
    }),
    reviewSteps: Type.Integer({ minimum: 0, maximum: 2 }),
  }),
);
const schema = { tags: ['desks'] };

/** Desks, as those see them who work there. */
export const desks: Routes = (server, service) => {
  const { tables } = service.database;

  server.get(
    '/v1/desks',
    {
      config: { permission: 'read' },
      schema: {
        ...schema,
        operationId: 'listDesks',
        summary: 'The desks that one works at',
        response: { 200: Type.Object({ items: Type.Array(desk), next: Type.Null() }) },
      },
    },
    async (request) => {
      const identity = await identityOf(service, request);
      const own = new Set(identity ? (await desksOf(service, identity)).map(({ id }) => id) : []);
      return { items: (await listDesks(tables)).filter(({ id }) => own.has(id)).map(shown), next: null };
    },
  );

  server.post(
    '/v1/desks',
    {
      config: { permission: 'admin' },
      schema: {
        ...schema,
        operationId: 'addDesk',
        summary: 'Make a desk; for administrators of every desk',
        body: Type.Object({
          name: Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\u0000-\\u001f\\u007f]+$' }),
          timeZone: Type.String({ maxLength: 100, default: 'UTC' }),
        }),
        response: { 201: desk },
      },
    },
    async (request, reply) => {
      const { actor, everywhere } = callerOf(request);
      if (!everywhere) throw new InterlinearError('permission.every-desk');
      const { name, timeZone } = request.body;
      const made = await addDesk(tables, name.trim(), timeZone, { actor, now: service.clock.now() });
      return reply.code(201).send(shown(made));
    },
  );

  server.get(
    '/v1/desks/:id',
    {
      config: { permission: 'read' },
      schema: {
        ...schema,
        operationId: 'getDesk',
        summary: 'What a desk settles for itself',
        params: byId,
        response: { 200: desk },
      },
    },
    async (request) => shown(await reached(service, callerOf(request), request.params.id)),
  );

  server.patch(
    '/v1/desks/:id',
    {
      config: { permission: 'admin' },
      schema: {
        ...schema,
        operationId: 'changeDesk',
        summary: 'Change what a desk settles for itself',
        params: byId,
        body: settings,
        response: { 200: desk },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const found = await reached(service, caller, request.params.id);
      if (Object.keys(request.body).length === 0) return shown(found);
      const { houseStyle } = request.body;
      const style =
        houseStyle === undefined ? {} : { houseStyle: (await styleNamed(tables, found.id, houseStyle)).name };
      return shown(
        await setDesk(
          tables,
          found.name,
          { ...request.body, ...style },
          { actor: caller.actor, now: service.clock.now() },
        ),
      );
    },
  );
};

/** The desk that the request is for; administrators of every desk reach all. @throws InterlinearError `not-found.desk` */
async function reached(service: Service, caller: Caller, id: string): Promise<StoredDesk> {
  const found = (await listDesks(service.database.tables)).find((desk) => desk.id === id);
  if (!found || (found.id !== caller.desk && !caller.everywhere)) throw new InterlinearError('not-found.desk');
  return found;
}

function shown(desk: StoredDesk) {
  const { id, name, timeZone, fuzzyThreshold, dailyBudget, sendsOutside, houseStyle, reviewSteps } = desk;
  return { id, name, timeZone, fuzzyThreshold, dailyBudget, sendsOutside, houseStyle, reviewSteps };
}
