import { Type } from 'typebox';
import { InterlinearError } from '../../model/errors.ts';
import { findDesk } from '../../storage/desks.ts';
import { ownMemory } from '../../storage/memories.ts';
import { createMemory, memoryWithId } from '../../storage/memory-desk.ts';
import { memoryStatistics } from '../../storage/memory-reading.ts';
import { giveRight, listRights, type MemoryListing } from '../../storage/memory-rights.ts';
import { setMemory } from '../../storage/memory-settings.ts';
import { type Caller, callerOf } from '../caller.ts';
import { page, pageOfAll, pageQuery } from '../pages.ts';
import type { Routes } from '../routes.ts';
import type { Service } from '../service.ts';
import { instant, orNull } from '../wording.ts';

const right = Type.Union([Type.Literal('none'), Type.Literal('read'), Type.Literal('write')]);
const overwrite = Type.Union([Type.Literal('context'), Type.Literal('source'), Type.Literal('never')], {
  description: 'When a newer unit takes the place of one with the same source.',
});
const tuning = {
  priority: Type.Integer({ minimum: -1000, maximum: 999, description: 'Of equal matches the higher one goes first.' }),
  penalty: Type.Integer({ minimum: 0, maximum: 100, description: 'Points that every match loses.' }),
  overwrite,
};
const memory = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  kind: Type.Union([Type.Literal('desk'), Type.Literal('named'), Type.Literal('file')]),
  owner: Type.String({ description: 'The desk that it belongs to.' }),
  ...tuning,
  units: Type.Integer(),
  rights: Type.Array(Type.Object({ desk: Type.String(), right }), {
    description: 'Those of all desks for its owner, of the own desk for others.',
  }),
});
const statistics = Type.Object({
  units: Type.Integer(),
  confirmed: Type.Integer(),
  machine: Type.Integer(),
  used: Type.Integer(),
  uses: Type.Integer(),
  first: orNull(instant),
  last: orNull(instant),
  languages: Type.Array(Type.Object({ language: Type.String(), texts: Type.Integer(), characters: Type.Integer() })),
});

/** Path parameters of a route of one memory. */
export const memoryPath = Type.Object({ memory: Type.String({ format: 'uuid' }) });

/** Memories of a desk: which there are, what is in them, their settings, and which desk may do what with them. */
export const memories: Routes = (server, service) => {
  const { tables } = service.database;
  const tags = ['memories'];
  server.get(
    '/v1/memories',
    {
      config: { permission: 'read' },
      schema: {
        tags,
        summary: 'Memories that the desk has or may read',
        operationId: 'listMemories',
        querystring: Type.Object({
          ...pageQuery.properties,
          name: Type.Optional(Type.String()),
          files: Type.Boolean({ default: false, description: 'Those that were handed in with single jobs too.' }),
        }),
        response: { 200: page(memory) },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { name, files, ...wish } = request.query;
      await ownMemory(tables, caller.desk, service.clock.now());
      const all = await listRights(tables, caller.desk, { files });
      const seen = all.filter((one) => name === undefined || one.name === name).map((one) => asSeen(one, caller));
      return pageOfAll(seen, wish);
    },
  );
  server.post(
    '/v1/memories',
    {
      config: { permission: 'admin' },
      schema: {
        tags,
        summary: 'Make a memory',
        operationId: 'createMemory',
        body: Type.Object(
          {
            name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
            ...Type.Partial(Type.Object(tuning)).properties,
            writable: Type.Optional(
              Type.Boolean({ description: 'Whether the desk may replace and delete in it, beside reading files in.' }),
            ),
          },
          { additionalProperties: false },
        ),
        response: { 201: memory },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { name, ...settings } = request.body;
      const id = await createMemory(tables, name, settings, doerOf(caller, service));
      return reply
        .code(201)
        .header('location', `/v1/memories/${id}`)
        .send(await seenMemory(service, caller, id));
    },
  );
  server.get(
    '/v1/memories/:memory',
    {
      config: { permission: 'read' },
      schema: {
        tags,
        summary: 'A memory and what is in it',
        operationId: 'getMemory',
        params: memoryPath,
        response: { 200: Type.Object({ ...memory.properties, statistics }) },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { id } = await memoryWithId(tables, caller.desk, request.params.memory);
      const found = await memoryStatistics(tables, id);
      const dates = { first: found.first?.toISOString() ?? null, last: found.last?.toISOString() ?? null };
      return { ...(await seenMemory(service, caller, id)), statistics: { ...found, ...dates } };
    },
  );
  server.patch(
    '/v1/memories/:memory',
    {
      config: { permission: 'admin' },
      schema: {
        tags,
        summary: 'Set priority, penalty and rule of a memory',
        operationId: 'setMemory',
        params: memoryPath,
        body: Type.Partial(Type.Object(tuning), {
          additionalProperties: false,
          minProperties: 1,
          examples: [{ penalty: 5 }],
        }),
        response: { 200: memory },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { id } = await memoryWithId(tables, caller.desk, request.params.memory, { toKeep: true });
      await setMemory(tables, id, request.body, doerOf(caller, service));
      return seenMemory(service, caller, id);
    },
  );
  server.put(
    '/v1/memories/:memory/rights/:desk',
    {
      config: { permission: 'admin' },
      schema: {
        tags,
        summary: 'Give a desk a right to a memory, or take it',
        operationId: 'giveMemoryRight',
        params: Type.Object({ ...memoryPath.properties, desk: Type.String({ minLength: 1, maxLength: 200 }) }),
        body: Type.Object({ right }, { additionalProperties: false }),
        response: { 200: memory },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { id } = await memoryWithId(tables, caller.desk, request.params.memory, { toKeep: true });
      const to = await findDesk(tables, request.params.desk).catch(() => {
        // Which other desks there are is not told.
        throw new InterlinearError('desk.unknown', { name: request.params.desk, known: caller.deskName });
      });
      await giveRight(tables, id, to.id, request.body.right, doerOf(caller, service));
      const listed = (await listRights(tables, caller.desk)).find((one) => one.id === id) as MemoryListing;
      return asSeen(listed, caller);
    },
  );
};

/** Who acts, for the audit. */
export function doerOf({ desk, actor }: Caller, { clock }: Pick<Service, 'clock'>) {
  return { desk, actor, now: clock.now() };
}

async function seenMemory({ database }: Service, caller: Caller, id: string): Promise<MemoryListing> {
  const listed = (await listRights(database.tables, caller.desk)).find((one) => one.id === id);
  if (!listed) throw new InterlinearError('not-found.memory', { id });
  return asSeen(listed, caller);
}

/** Whom else a desk lets read its memory is that desk's to know. */
function asSeen(listing: MemoryListing, { deskName }: Caller): MemoryListing {
  if (listing.owner === deskName) return listing;
  return { ...listing, rights: listing.rights.filter(({ desk }) => desk === deskName) };
}
