import { Type } from 'typebox';
import { InterlinearError } from '../../model/errors.ts';
import { listActs } from '../../storage/audit.ts';
import { callerOf } from '../caller.ts';
import { listing } from '../identity/listing.ts';
import { instant, line } from '../identity/schemas.ts';
import { page, pageQuery } from '../pages.ts';
import type { Routes } from '../routes.ts';

const state = Type.Union([Type.Object({}, { additionalProperties: true }), Type.Null()]);
const stored = Type.Object({
  id: Type.String({ format: 'uuid' }),
  ...{ actor: Type.String(), act: Type.String(), subject: Type.String(), before: state, after: state },
  at: instant,
});

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
          ...pageQuery.properties,
          actor: Type.Optional(line(100)),
          act: Type.Optional(
            Type.String({
              maxLength: 100,
              pattern: '^[a-z.-]*$',
              description: 'An act (`key.add`), or all of a noun (`key`).',
            }),
          ),
          subject: Type.Optional(line(100)),
          since: Type.Optional(instant),
          until: Type.Optional(instant),
          desk: Type.Optional(
            Type.Enum(['own', 'none'], {
              description: '`none`: what concerns no single desk; for administrators of every desk.',
            }),
          ),
        }),
        response: {
          200: page(stored),
        },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { since, until, desk, actor, act, subject } = request.query;
      if (desk === 'none' && !caller.everywhere) throw new InterlinearError('permission.every-desk');
      const filter = {
        ...(actor !== undefined ? { actor } : {}),
        ...(act !== undefined ? { act } : {}),
        ...(subject !== undefined ? { subject } : {}),
        ...(since !== undefined ? { since: moment('since', since) } : {}),
        ...(until !== undefined ? { until: moment('until', until) } : {}),
      };
      const { tables } = service.database;
      return listing(
        request.query,
        (asked) => listActs(tables, desk === 'none' ? null : caller.desk, filter, asked),
        ({ at, ...rest }) => ({ ...rest, at: at.toISOString() }),
      );
    },
  );
};

/** @throws InterlinearError `request.invalid` for what looks like a time and is none, such as a leap second */
function moment(name: string, written: string): Date {
  const read = new Date(written);
  if (Number.isNaN(read.getTime()) || read.getUTCFullYear() < 1)
    throw new InterlinearError('request.invalid', { place: `querystring.${name}`, reason: 'must be a time' });
  return read;
}
