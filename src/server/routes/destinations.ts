import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { destinationKind, destinationKinds } from '../../publishing/registry.ts';
import {
  addDestination,
  findDestination,
  listDestinations,
  removeDestination,
  type StoredDestination,
  setDestination,
} from '../../storage/destinations.ts';
import { callerOf } from '../caller.ts';
import { page } from '../pages.ts';
import type { Routes } from '../routes.ts';
import { id, instant } from '../shapes.ts';

const settings = Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 200 }), {
  maxProperties: 10,
  description:
    'What its kind needs to know. `folder`: {folder: a path under the server’s publishing folder, withdrawal: `notice` or `remove`}.',
  examples: [{ folder: 'site', withdrawal: 'notice' }],
});
const destination = Type.Object({
  id,
  name: Type.String(),
  kind: Type.String(),
  settings: Type.Record(Type.String(), Type.String()),
  live: Type.Integer({ description: 'Versions that readers find there, or are about to.' }),
  createdAt: instant,
});
const one = Type.Object({ destination: id });
/** A line that begins with something to see. */
const name = Type.String({
  minLength: 1,
  maxLength: 60,
  pattern: '^[^\\u0000-\\u0020\\u007f][^\\u0000-\\u001f\\u007f]*$',
});

function shown({ createdAt, ...rest }: StoredDestination) {
  return { ...rest, createdAt: createdAt.toISOString() };
}

/** Where a desk publishes: kept by its administrators. */
export const destinations: Routes = (server, { database: { tables }, clock }) => {
  const by = (request: FastifyRequest) => ({ actor: callerOf(request).actor, now: clock.now() });
  const deskOf = (request: FastifyRequest) => callerOf(request).desk;
  const route = (operationId: string, summary: string) => ({ tags: ['publishing'], operationId, summary });

  server.get(
    '/v1/destinations',
    {
      config: { permission: 'read' },
      schema: { ...route('listDestinations', 'Where the desk publishes'), response: { 200: page(destination) } },
    },
    async (request) => ({ items: (await listDestinations(tables, deskOf(request))).map(shown), next: null }),
  );
  server.post(
    '/v1/destinations',
    {
      config: { permission: 'admin' },
      schema: {
        ...route('addDestination', 'Add a destination'),
        body: Type.Object(
          {
            name,
            kind: Type.String({ maxLength: 40, default: 'folder', description: destinationKinds.join(', ') }),
            settings,
          },
          { additionalProperties: false },
        ),
        response: { 201: destination },
      },
    },
    async (request, reply) => {
      const { name: called, kind, settings: written } = request.body;
      const wanted = { name: called.trim(), kind, settings: destinationKind(kind).settings(written) };
      return reply.code(201).send(shown(await addDestination(tables, deskOf(request), wanted, by(request))));
    },
  );
  server.get(
    '/v1/destinations/:destination',
    {
      config: { permission: 'read' },
      schema: { ...route('getDestination', 'One destination'), params: one, response: { 200: destination } },
    },
    async (request) => shown(await findDestination(tables, deskOf(request), request.params.destination)),
  );
  server.patch(
    '/v1/destinations/:destination',
    {
      config: { permission: 'admin' },
      schema: {
        ...route('setDestination', 'Change its name, or what its kind lets be changed: not where it writes'),
        params: one,
        body: Type.Object(
          { name: Type.Optional(name), settings: Type.Optional(settings) },
          { additionalProperties: false },
        ),
        response: { 200: destination },
      },
    },
    async (request) => {
      const { name: called, settings: written } = request.body;
      const before = await findDestination(tables, deskOf(request), request.params.destination);
      const settled = written && destinationKind(before.kind).settings({ ...before.settings, ...written });
      const wish = { name: called?.trim(), settings: settled };
      return shown(await setDestination(tables, deskOf(request), before.id, wish, by(request)));
    },
  );
  server.delete(
    '/v1/destinations/:destination',
    {
      config: { permission: 'admin' },
      schema: {
        ...route('removeDestination', 'Remove a destination at which nothing is live'),
        params: one,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const found = await findDestination(tables, deskOf(request), request.params.destination);
      await removeDestination(tables, deskOf(request), found.id, by(request));
      return reply.code(204).send(null);
    },
  );
};
