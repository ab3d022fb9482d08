import { pino } from 'pino';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Caller } from '../../../src/server/caller.ts';
import type { Server } from '../../../src/server/routes.ts';
import { buildServer } from '../../../src/server/server.ts';
import type { Service } from '../../../src/server/service.ts';
import { addDesk } from '../../../src/storage/desks.ts';
import { databaseKinds, type TestDatabase } from '../../servers/databases.ts';

let opened: TestDatabase;
let server: Server;
let caller: Caller;
beforeAll(async () => {
  opened = await (databaseKinds[0] as (typeof databaseKinds)[number]).open();
  const service = {
    config: opened.config,
    database: opened.database,
    clock: { now: () => new Date() },
    engines: new Map(),
    queue: undefined,
    log: pino({ level: 'silent' }),
    dispatch: async () => {},
  } as unknown as Service;
  server = await buildServer(service, async () => caller);
});
afterAll(async () => {
  await server?.close();
  await opened?.close();
});

async function atNewDesk(): Promise<void> {
  const { id, name } = await addDesk(opened.database.tables, newId(), 'UTC', { actor: 'test', now: new Date() });
  caller = { actor: 'person:ana', name: 'Ana', desk: id, deskName: name, permissions: new Set(['admin']) };
}
beforeEach(atNewDesk);

async function ask(method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) {
  const response = await server.inject({ method, url, ...(payload ? { payload } : {}) });
  return { status: response.statusCode, body: response.body === '' ? undefined : response.json() };
}
const register = (url = 'https://desk.example/hooks') =>
  ask('POST', '/v1/webhooks', { url, kinds: ['job.done', 'article.failed'] });

test('a webhook shows its secret once, is listed without it, and goes', async () => {
  const made = await register();
  expect(made).toMatchObject({
    status: 201,
    body: { state: 'active', failingSince: null, secret: expect.stringMatching(/^whsec_/) },
  });
  const { id, secret } = made.body;
  const listed = await ask('GET', '/v1/webhooks');
  expect(listed.body.items).toEqual([
    {
      id,
      url: 'https://desk.example/hooks',
      kinds: ['job.done', 'article.failed'],
      state: 'active',
      failingSince: null,
      createdAt: expect.any(String),
    },
  ]);
  const renewed = await ask('POST', `/v1/webhooks/${id}/secret`);
  expect(renewed.body.secret).toMatch(/^whsec_/);
  expect(renewed.body.secret).not.toBe(secret);
  expect((await ask('DELETE', `/v1/webhooks/${id}`)).status).toBe(204);
  expect((await ask('GET', `/v1/webhooks/${id}`)).body).toMatchObject({ status: 404, code: 'not-found.webhook' });
  const acts = await opened.database.tables
    .selectFrom('interlinear.audit')
    .selectAll()
    .where('subject', '=', id)
    .orderBy('id')
    .execute();
  expect(acts.map(({ act }) => act)).toEqual(['webhook.add', 'webhook.secret', 'webhook.remove']);
  expect(JSON.stringify(acts)).not.toContain('whsec_');
});

test('messages are listed page by page, and can be sent again', async () => {
  const { id } = (await register()).body;
  for (let one = 0; one < 3; one++) expect((await ask('POST', `/v1/webhooks/${id}/test`)).status).toBe(202);
  const first = (await ask('GET', `/v1/webhooks/${id}/deliveries?limit=2`)).body;
  const second = (await ask('GET', `/v1/webhooks/${id}/deliveries?limit=2&cursor=${first.next}`)).body;
  expect([first.items.length, second.items.length, second.next]).toEqual([2, 1, null]);
  expect(first.items[0]).toMatchObject({
    kind: 'webhook.test',
    status: 'waiting',
    attempts: 0,
    error: null,
    finishedAt: null,
  });
  expect((await ask('POST', `/v1/webhooks/${id}/deliveries/${first.items[0].id}/replay`)).body).toEqual({
    messages: 1,
  });
  expect((await ask('POST', `/v1/webhooks/${id}/replay`, { since: '2026-01-01T00:00:00Z' })).body).toEqual({
    messages: 0,
  });
  expect((await ask('POST', `/v1/webhooks/${id}/enable`)).body.state).toBe('active');
  expect((await ask('POST', '/v1/callback-secret')).body.secret).toMatch(/^whsec_/);
});

test.each([
  ['http://127.0.0.1/', 'address.private'],
  ['http://[::1]:8080/', 'address.private'],
  ['http://169.254.169.254/latest/', 'address.private'],
  ['ftp://desk.example/', 'address.url'],
  ['https://ana:secret@desk.example/', 'address.url'],
])('%s is refused', async (url, code) => {
  expect((await register(url)).body).toMatchObject({ status: 400, code });
});

test('kinds that there are not, ids that are none and instants that are none are refused', async () => {
  expect((await ask('POST', '/v1/webhooks', { url: 'https://desk.example/', kinds: ['job.gone'] })).status).toBe(400);
  expect((await ask('POST', '/v1/webhooks', { url: 'https://desk.example/', kinds: [] })).status).toBe(400);
  expect((await ask('GET', '/v1/webhooks/..%2f..%2fetc')).status).toBe(400);
  const { id } = (await register()).body;
  expect((await ask('POST', `/v1/webhooks/${id}/replay`, { since: 'yesterday' })).status).toBe(400);
});

test('another desk’s webhook is not there', async () => {
  const { id } = (await register()).body;
  await atNewDesk();
  expect((await ask('GET', '/v1/webhooks')).body.items).toEqual([]);
  for (const [method, path] of [
    ['GET', ''],
    ['DELETE', ''],
    ['GET', '/deliveries'],
    ['POST', '/secret'],
    ['POST', '/enable'],
    ['POST', '/test'],
    ['POST', `/deliveries/${newId()}/replay`],
  ] as const)
    expect((await ask(method, `/v1/webhooks/${id}${path}`)).status).toBe(404);
});
