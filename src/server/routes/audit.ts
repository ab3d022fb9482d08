import { Type } from 'typebox';
import { InterlinearError } from '../../model/errors.ts';
import { listActs } from '../../storage/audit.ts';
import { callerOf } from '../caller.ts';
import { instant } from '../identity/schemas.ts';
import { page, pageOf, pageQuery } from '../pages.ts';
import type { Routes } from '../routes.ts';

const state = Type.Union([Type.Object({}, { additionalProperties: true }), Type.Null()]);

/** What was done at a desk: by whom, to what, how it was before and how it is after. */
export const audit: Routes = (server, service) => {
  server.get(
    '/v1/audit',
    {
      config: { permission: 'admin' },
      schema: {
        tags: ['audit'],
        operationId: 'listActs',
        summary: 'The audit log, newest first',
        querystring: Type.Object({
          ...pageQuery,
          actor: Type.Optional(Type.String({ maxLength: 100 })),
          act: Type.Optional(
            Type.String({ maxLength: 100, description: 'An act (`key.add`), or all of a noun (`key`).' }),
          ),
          subject: Type.Optional(Type.String({ maxLength: 100 })),
          since: Type.Optional(instant),
          until: Type.Optional(instant),
          desk: Type.Optional(
            Type.Enum(['own', 'none'], {
              description: '`none`: what concerns no single desk; for administrators of every desk.',
            }),
          ),
        }),
        response: {
          200: Type.Object({
            items: Type.Array(
              Type.Object({
                id: Type.String({ format: 'uuid' }),
                ...{ actor: Type.String(), act: Type.String(), subject: Type.String(), before: state, after: state },
                at: instant,
              }),
            ),
            next: Type.Union([Type.String(), Type.Null()]),
          }),
        },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { since, until, desk, actor, act, subject } = request.query;
      if (desk === 'none' && !caller.everywhere) throw new InterlinearError('permission.every-desk');
      const asked = pageOf(request.query);
      const filter = {
        ...(actor !== undefined ? { actor } : {}),
        ...(act !== undefined ? { act } : {}),
        ...(subject !== undefined ? { subject } : {}),
        ...(since !== undefined ? { since: new Date(since) } : {}),
        ...(until !== undefined ? { until: new Date(until) } : {}),
      };
      const acts = await listActs(service.database.tables, desk === 'none' ? null : caller.desk, filter, asked);
      return page(acts, asked.limit, ({ at, ...rest }) => ({ ...rest, at: at.toISOString() }));
    },
  );
};
