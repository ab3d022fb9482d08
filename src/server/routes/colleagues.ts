import { Type } from 'typebox';
import { listPeople } from '../../storage/people.ts';
import { callerOf } from '../caller.ts';
import { listing } from '../identity/listing.ts';
import { roleName } from '../identity/schemas.ts';
import { page, pageQuery } from '../pages.ts';
import { actor } from '../review-shapes.ts';
import type { Routes } from '../routes.ts';

const colleague = Type.Object({
  actor,
  name: Type.String(),
  roles: Type.Array(roleName, { description: 'At this desk.' }),
});

/** Who works at the desk, for everybody who does: names to give work to. Addresses are for administrators. */
export const colleagues: Routes = (server, service) => {
  server.get(
    '/v1/colleagues',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['people'],
        operationId: 'listColleagues',
        summary: 'Who works at the desk, by name',
        querystring: pageQuery,
        response: { 200: page(colleague) },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      return listing(
        request.query,
        (asked) => listPeople(service.database.tables, desk, asked),
        ({ id, name, email, roles }) => ({
          // Whoever has given no name is known by what stands before the @.
          ...{ actor: `person:${id}`, name: name && name !== email ? name : (email.split('@')[0] ?? '') },
          roles: [...new Set(roles.filter((held) => held.desk === null || held.desk === desk).map(({ role }) => role))],
        }),
      );
    },
  );
};
