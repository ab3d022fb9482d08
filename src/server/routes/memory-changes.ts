import { Type } from 'typebox';
import { undoChange } from '../../storage/bulk-changes.ts';
import { memoryChanges, memoryWithId } from '../../storage/memory-desk.ts';
import { callerOf } from '../caller.ts';
import { page, pageOf, pageQuery, placeOf } from '../pages.ts';
import type { Routes } from '../routes.ts';
import { id, instant, orNull } from '../shapes.ts';
import { memoryPath } from './memories.ts';

/** A change of many units at once, as answers name it. */
export const change = Type.Object({ id, units: Type.Integer() });

/** What was changed in a memory, many units at once: listed, and taken back. */
export const memoryChangeRoutes: Routes = (server, service) => {
  const { tables } = service.database;
  server.get(
    '/v1/memories/:memory/changes',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['memories'],
        summary: 'Changes of many units at once, the latest first',
        operationId: 'listMemoryChanges',
        params: memoryPath,
        querystring: pageQuery,
        response: {
          200: page(
            Type.Object({
              ...change.properties,
              kind: Type.String(),
              actor: Type.String(),
              at: instant,
              undoneAt: orNull(instant),
            }),
          ),
        },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      const { id: memory } = await memoryWithId(tables, desk, request.params.memory);
      const { limit, cursor } = request.query;
      const before = cursor === undefined ? undefined : String(placeOf(cursor, ['uuid'])[0]);
      const found = await memoryChanges(tables, desk, memory, {
        limit: limit + 1,
        ...(before !== undefined ? { before } : {}),
      });
      const { items, next } = pageOf(found, limit, (one) => [one.id]);
      const dated = items.map((one) => ({
        ...one,
        at: one.at.toISOString(),
        undoneAt: one.undoneAt?.toISOString() ?? null,
      }));
      return { items: dated, next };
    },
  );
  server.post(
    '/v1/memories/:memory/changes/:change/undo',
    {
      config: { permission: 'review' },
      schema: {
        tags: ['memories'],
        summary: 'Take a change back',
        description: 'A unit that was changed again since, or whose place another one has taken, stays as it is now.',
        operationId: 'undoMemoryChange',
        params: Type.Object({ ...memoryPath.properties, change: Type.String({ format: 'uuid' }) }),
        response: { 200: Type.Object({ memory: Type.String(), restored: Type.Integer(), of: Type.Integer() }) },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      await memoryWithId(tables, desk, request.params.memory, { toChange: true });
      return undoChange(tables, desk, request.params.change, service.clock.now(), request.params.memory);
    },
  );
};
