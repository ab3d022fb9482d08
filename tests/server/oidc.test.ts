import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultDesk } from '../../src/storage/desks.ts';
import { changePerson, personByEmail } from '../../src/storage/people.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';
import { freePort } from '../servers/port.ts';
import { type Headers, personAt, startService, type TestService } from './identity-service.ts';

const HOST = 'desk.test:4747';
const secret = 'a-secret-of-the-provider-and-of-us';

let opened: TestDatabase;
let at: TestService;
let invitedOnly: TestService;
let desk: string;
let http: HttpServer;

/** Whom the provider knows. */
const accounts: Record<string, Record<string, unknown>> = {
  ana: { email: 'Ana@example.org', email_verified: true, name: 'Ana Ruiz' },
  new: { email: 'new@example.org', email_verified: true, name: 'New Come', locale: 'fr-FR' },
  loose: { email: 'loose@example.org', email_verified: false },
  gone: { email: 'gone@example.org', email_verified: true },
};

beforeAll(async () => {
  http = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => http.once('listening', resolve));
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'interlinear',
        client_secret: secret,
        redirect_uris: [`http://${HOST}/v1/session/oidc/callback`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    pkce: { required: () => true },
    claims: { email: ['email', 'email_verified'], profile: ['name', 'locale'] },
    features: { devInteractions: { enabled: true } },
    cookies: { keys: ['test'] },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts[id] }) }),
  });
  http.on('request', provider.callback());
  opened = (await databaseKinds[0]?.open()) as TestDatabase;
  const environment = {
    INTERLINEAR_OIDC_ISSUER: issuer,
    INTERLINEAR_OIDC_CLIENT_ID: 'interlinear',
    INTERLINEAR_OIDC_CLIENT_SECRET: secret,
  };
  invitedOnly = await startService(opened.database, `${opened.config.data}-invited`, environment);
  at = await startService(opened.database, opened.config.data, { ...environment, INTERLINEAR_OIDC_ROLE: 'translator' });
  desk = await defaultDesk(opened.database.tables, new Date());
});
afterAll(async () => {
  await at?.close();
  await invitedOnly?.close();
  await opened?.close();
  http?.close();
  http?.closeAllConnections();
});

/** What a browser does: keeps cookies, follows redirections, fills in the provider's two forms. @returns where it is sent back to */
async function throughProvider(start: string, account: string): Promise<URL> {
  const jar = new Map<string, string>();
  let url = start;
  let form: URLSearchParams | undefined;
  for (let step = 0; step < 15; step++) {
    const answer = await fetch(url, {
      ...(form ? { method: 'POST', body: form } : {}),
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    form = undefined;
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      jar.set(name, value);
    }
    const page = await answer.text();
    const location = answer.headers.get('location');
    if (location) {
      url = new URL(location, url).href;
      if (new URL(url).host === HOST) return new URL(url);
      continue;
    }
    const [, action = ''] = /action="([^"]+)"/.exec(page) ?? [];
    if (!action) throw new Error(page);
    url = new URL(action, url).href;
    form = page.includes('name="login"')
      ? new URLSearchParams({ prompt: 'login', login: account, password: 'any' })
      : new URLSearchParams({ prompt: 'consent' });
  }
  throw new Error('the provider never came back');
}

const cookies = (answer: { headers: Record<string, unknown> }) =>
  [answer.headers['set-cookie'] ?? []].flat() as string[];
const cookieNamed = (answer: { headers: Record<string, unknown> }, name: string) =>
  cookies(answer)
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.split(';')[0];

async function begin(service: TestService = at, to = '/') {
  const answer = await service.server.inject({
    url: `/v1/session/oidc?to=${encodeURIComponent(to)}`,
    headers: { host: HOST },
  });
  return { answer, cookie: cookieNamed(answer, 'interlinear_oidc') ?? '' };
}

const finish = (url: URL, headers: Headers, service: TestService = at) =>
  service.server.inject({ url: `${url.pathname}${url.search}`, headers: { host: HOST, ...headers } });

async function signIn(account: string, service: TestService = at, to = '/') {
  const { answer, cookie } = await begin(service, to);
  return finish(await throughProvider(String(answer.headers.location), account), { cookie }, service);
}

const who = async (answer: { headers: Record<string, unknown> }) => {
  const cookie = cookieNamed(answer, 'interlinear_session') ?? '';
  return (await at.server.inject({ url: '/v1/session', headers: { cookie } })).json();
};

describe('signing in with a provider', () => {
  test('sends the browser there with state, nonce and a challenge (PKCE, S256)', async () => {
    const { answer } = await begin();
    expect(answer.statusCode).toBe(302);
    const { searchParams } = new URL(String(answer.headers.location));
    expect(Object.fromEntries(searchParams)).toMatchObject({
      client_id: 'interlinear',
      response_type: 'code',
      scope: 'openid email profile',
      code_challenge_method: 'S256',
      redirect_uri: `http://${HOST}/v1/session/oidc/callback`,
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(searchParams.get(name)?.length).toBeGreaterThan(30);
    expect(cookies(answer)[0]).toMatch(/HttpOnly; SameSite=Lax$/);
  });

  test('lets somebody in who was invited, and knows them again by the provider’s own name for them', async () => {
    const { id } = await personAt(at, 'ana@example.org', desk, ['reviewer']);
    const first = await signIn('ana', invitedOnly, '/docs?x=1');
    expect(first.statusCode).toBe(302);
    expect(first.headers.location).toBe('/docs?x=1');
    expect(await who(first)).toMatchObject({ actor: `person:${id}`, desks: [{ roles: ['reviewer'] }] });
    accounts.ana = { email: 'ana@elsewhere.example', email_verified: true };
    expect(await who(await signIn('ana', invitedOnly))).toMatchObject({ actor: `person:${id}` });
  });

  test('lets somebody in for the first time where the settings give them a role, and only there', async () => {
    const refused = await signIn('new', invitedOnly);
    expect(refused.json()).toMatchObject({ status: 401, code: 'sign-in.oidc-stranger' });
    expect(await personByEmail(opened.database.tables, 'new@example.org')).toBeUndefined();
    expect(await who(await signIn('new'))).toMatchObject({
      name: 'New Come',
      language: 'fr',
      desks: [{ id: desk, roles: ['translator'] }],
    });
  });

  test('takes no e-mail that the provider does not vouch for', async () => {
    await personAt(at, 'loose@example.org', desk, ['administrator']);
    expect((await signIn('loose')).json()).toMatchObject({ code: 'sign-in.oidc-unverified' });
  });

  test('keeps out whoever was disabled', async () => {
    const person = await personAt(at, 'gone@example.org', desk, ['reviewer']);
    expect((await signIn('gone')).statusCode).toBe(302);
    const by = { actor: 'test', now: new Date() };
    await opened.database.tables
      .transaction()
      .execute((transaction) => changePerson(transaction, person.id, { disabled: true }, desk, by));
    expect((await signIn('gone')).json()).toMatchObject({ code: 'sign-in.oidc-stranger' });
  });

  test('takes an answer once, in the browser that asked for it, and no other', async () => {
    const { answer, cookie } = await begin();
    const { cookie: others } = await begin();
    const back = await throughProvider(String(answer.headers.location), 'new');
    expect((await finish(back, {})).json()).toMatchObject({ code: 'sign-in.oidc', parameters: { reason: 'state' } });
    expect((await finish(back, { cookie: others })).json()).toMatchObject({ code: 'sign-in.oidc' });
    expect((await finish(back, { cookie })).statusCode).toBe(302);
    expect((await finish(back, { cookie })).json()).toMatchObject({ code: 'sign-in.oidc' });
    // Too late.
    const slow = await begin();
    const late = await throughProvider(String(slow.answer.headers.location), 'new');
    at.pass(11 * 60_000);
    expect((await finish(late, { cookie: slow.cookie })).json()).toMatchObject({ code: 'sign-in.oidc' });
    at.pass(-11 * 60_000);
  });

  test('leads back to a page of this service and nowhere else', async () => {
    for (const to of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '/\t/evil.example',
    ])
      expect((await signIn('new', at, to)).headers.location, to).toBe('/');
  });

  test('is no way in where nobody has set it up, and a clear fault while the provider is away', async () => {
    const without = await startService(opened.database, `${opened.config.data}-without`);
    expect((await begin(without)).answer.statusCode).toBe(404);
    expect((await without.server.inject({ url: '/v1/session/ways' })).json()).toEqual({
      password: true,
      provider: false,
    });
    await without.close();
    const away = await startService(opened.database, `${opened.config.data}-away`, {
      INTERLINEAR_OIDC_ISSUER: `http://127.0.0.1:${await freePort()}`,
      INTERLINEAR_OIDC_CLIENT_ID: 'interlinear',
    });
    const answer = (await begin(away)).answer;
    expect(answer.json()).toMatchObject({
      status: 503,
      code: 'sign-in.provider',
      parameters: { reason: 'ECONNREFUSED' },
    });
    await away.close();
  });
});
