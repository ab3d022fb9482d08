import { Type } from 'typebox';
import { forgetView, keepView, listViews } from '../../storage/saved-views.ts';
import { callerOf } from '../caller.ts';
import { line } from '../identity/schemas.ts';
import { page } from '../pages.ts';
import type { Routes } from '../routes.ts';

const filters = Type.Record(
  Type.String({ maxLength: 40 }),
  Type.Union([Type.String({ maxLength: 200 }), Type.Number(), Type.Boolean()]),
  { maxProperties: 20, description: 'What the inbox filters by.' },
);
const view = Type.Object({ name: Type.String(), filters: Type.Record(Type.String(), Type.Unknown()) });
const body = Type.Object({ name: line(40), filters }, { additionalProperties: false });

/** Views of the inbox that somebody keeps: their own, at this desk, in whatever browser. */
export const views: Routes = (server, service) => {
  const { tables } = service.database;
  const schema = { tags: ['articles'] };
  const listed = async (desk: string, actor: string) => ({ items: await listViews(tables, desk, actor), next: null });
  server.get(
    '/v1/views',
    {
      config: { permission: 'read' },
      schema: { ...schema, operationId: 'listViews', summary: 'One’s own kept views', response: { 200: page(view) } },
    },
    async (request) => {
      const { desk, actor } = callerOf(request);
      return listed(desk, actor);
    },
  );
  server.put(
    '/v1/views',
    {
      config: { permission: 'read' },
      schema: {
        ...schema,
        operationId: 'keepView',
        summary: 'Keep filters of the inbox under a name',
        body,
        response: { 200: page(view) },
      },
    },
    async (request) => {
      const { desk, actor } = callerOf(request);
      const { name, filters: wanted } = request.body;
      await keepView(tables, desk, { name: name.trim(), filters: wanted }, { actor, now: service.clock.now() });
      return listed(desk, actor);
    },
  );
  server.delete(
    '/v1/views',
    {
      config: { permission: 'read' },
      schema: {
        ...schema,
        operationId: 'forgetView',
        summary: 'Forget a kept view',
        querystring: Type.Object({ name: line(40) }),
        response: { 200: page(view) },
      },
    },
    async (request) => {
      const { desk, actor } = callerOf(request);
      await forgetView(tables, desk, actor, request.query.name);
      return listed(desk, actor);
    },
  );
};
