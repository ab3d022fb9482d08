import { Type } from 'typebox';
import { type ApiKey, addKey, listKeys, revokeKey } from '../../storage/api-keys.ts';
import { callerOf } from '../caller.ts';
import { newKeyText } from '../identity/key-text.ts';
import { listing } from '../identity/listing.ts';
import { byId, instant, instantOrNone, line, scopeName } from '../identity/schemas.ts';
import { page, pageQuery } from '../pages.ts';
import type { Routes } from '../routes.ts';

const DAY_MS = 86_400_000;

const key = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  prefix: Type.String({ description: 'How the key begins.' }),
  scopes: Type.Array(scopeName),
  createdBy: Type.String(),
  createdAt: instant,
  expiresAt: instantOrNone,
  revokedAt: instantOrNone,
  usedAt: instantOrNone,
});
const schema = { tags: ['keys'] };

/** Keys with which programs come to a desk. */
export const keys: Routes = (server, service) => {
  const { tables } = service.database;

  server.get(
    '/v1/keys',
    {
      config: { permission: 'admin' },
      schema: {
        ...schema,
        operationId: 'listKeys',
        summary: 'The desk’s API keys, newest first',
        querystring: pageQuery,
        response: { 200: page(key) },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      return listing(request.query, (asked) => listKeys(tables, desk, asked), shown);
    },
  );

  server.post(
    '/v1/keys',
    {
      config: { permission: 'admin' },
      schema: {
        ...schema,
        operationId: 'addKey',
        summary: 'Make an API key; it is shown this once',
        body: Type.Object({
          name: line(200),
          scopes: Type.Array(scopeName, { minItems: 1, maxItems: 5 }),
          days: Type.Integer({
            minimum: 1,
            maximum: 3650,
            default: 365,
            description: 'After so many days it is over.',
          }),
        }),
        response: {
          201: Type.Object({ ...key.properties, key: Type.String({ description: 'Keep it: it is not shown again.' }) }),
        },
      },
    },
    async (request, reply) => {
      const { desk, actor } = callerOf(request);
      const now = service.clock.now();
      const { name, scopes, days } = request.body;
      const { text, prefix, hash } = newKeyText();
      const expiresAt = new Date(now.getTime() + days * DAY_MS);
      const made = await addKey(
        tables,
        desk,
        { name: name.trim(), prefix, hash, scopes: [...new Set(scopes)], expiresAt },
        { actor, now },
      );
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ ...shown(made), key: text });
    },
  );

  server.delete(
    '/v1/keys/:id',
    {
      config: { permission: 'admin' },
      schema: {
        ...schema,
        operationId: 'revokeKey',
        summary: 'End a key at once',
        params: byId,
        response: { 200: key },
      },
    },
    async (request) => {
      const { desk, actor } = callerOf(request);
      return shown(await revokeKey(tables, desk, { id: request.params.id }, { actor, now: service.clock.now() }));
    },
  );
};

function shown({ createdAt, expiresAt, revokedAt, usedAt, ...rest }: ApiKey) {
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
    usedAt: usedAt?.toISOString() ?? null,
  };
}
