import { Type } from 'typebox';
import { InterlinearError } from '../../model/errors.ts';
import { forgetView, keepView, listViews } from '../../storage/saved-views.ts';
import { callerOf } from '../caller.ts';
import { line } from '../identity/schemas.ts';
import { page } from '../pages.ts';
import type { Routes } from '../routes.ts';

// Values keep their types: what the schema names would be turned into the first type that fits.
const filters = Type.Record(Type.String({ maxLength: 40 }), Type.Unknown(), {
  maxProperties: 20,
  description: 'What the inbox filters by: texts of up to 200 characters, numbers and flags.',
});
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
      for (const [property, value] of Object.entries(wanted))
        if (!['string', 'number', 'boolean'].includes(typeof value) || String(value).length > 200)
          throw new InterlinearError('request.invalid', { place: `body.filters.${property}`, reason: 'type' });
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
