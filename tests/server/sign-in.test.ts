import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashPassword } from '../../src/server/identity/password-hash.ts';
import { hashOf, newSecret } from '../../src/server/identity/secret.ts';
import { defaultDesk } from '../../src/storage/desks.ts';
import { addLink } from '../../src/storage/one-time-links.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';
import { type Headers, keyOf, personAt, sessionOf, startService, type TestService } from './identity-service.ts';

const HOUR = 3_600_000;
const password = 'une phrase à moi';

let opened: TestDatabase;
let at: TestService;
let desk: string;

beforeAll(async () => {
  const [embedded] = databaseKinds;
  opened = (await embedded?.open()) as TestDatabase;
  at = await startService(opened.database, opened.config.data);
  desk = await defaultDesk(opened.database.tables, new Date());
  await personAt(at, 'Ana@Example.org', desk, ['reviewer'], await hashPassword(password));
});
afterAll(async () => {
  await at?.close();
  await opened?.close();
});

const signIn = (email: string, written: string, headers: Headers = {}) =>
  at.server.inject({ method: 'POST', url: '/v1/session', headers, payload: { email, password: written } });
const who = (headers: Headers) => at.server.inject({ url: '/v1/session', headers });
const cookieOf = (answer: { headers: Record<string, unknown> }) => String(answer.headers['set-cookie'] ?? '');
const tokenOf = (answer: { headers: Record<string, unknown> }) =>
  /interlinear_session=([^;]+)/.exec(cookieOf(answer))?.[1];

describe('somebody who signs in', () => {
  test('is known by a cookie that no script and no other site can use', async () => {
    const answer = await signIn('ana@example.org', password);
    expect(answer.statusCode).toBe(200);
    expect(cookieOf(answer)).toMatch(/^interlinear_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.json()).toMatchObject({
      kind: 'person',
      email: 'Ana@Example.org',
      everywhere: false,
      desks: [{ id: desk, name: 'newsroom', roles: ['reviewer'], permissions: ['read', 'translate', 'review'] }],
    });
    const known = await who({ cookie: `interlinear_session=${tokenOf(answer)}` });
    expect(known.json()).toEqual(answer.json());
  });

  test('by https gets a cookie that travels by nothing else', async () => {
    const other = await startService(opened.database, `${opened.config.data}-https`, {
      INTERLINEAR_PUBLIC_URL: 'https://desk.example.org/',
    });
    const payload = { email: 'ana@example.org', password };
    const answer = await other.server.inject({ method: 'POST', url: '/v1/session', payload });
    expect(cookieOf(answer)).toContain('; Secure');
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
    await other.close();
  });

  test('may write the e-mail in any case, and the password with any keyboard', async () => {
    expect((await signIn(' ANA@EXAMPLE.ORG ', password)).statusCode).toBe(200);
    // Letter and accent apart, and a no-break space.
    expect((await signIn('ana@example.org', password.normalize('NFD').replace(' ', '\u00a0'))).statusCode).toBe(200);
    // Case and width are part of a password.
    expect((await signIn('ana@example.org', password.toUpperCase())).statusCode).toBe(401);
    expect((await signIn('ana@example.org', 'ｕne phrase à moi')).statusCode).toBe(401);
    expect((await signIn('ana@example.org', password)).statusCode).toBe(200);
  });

  test('is signed out by request, and the cookie is worth nothing any more', async () => {
    const answer = await signIn('ana@example.org', password);
    const cookie = `interlinear_session=${tokenOf(answer)}`;
    const { csrfToken } = answer.json();
    const out = await at.server.inject({
      method: 'DELETE',
      url: '/v1/session',
      headers: { cookie, 'interlinear-csrf': csrfToken },
    });
    expect(out.statusCode).toBe(204);
    expect(cookieOf(out)).toMatch(/^interlinear_session=; .*Expires=Thu, 01 Jan 1970/);
    expect((await who({ cookie })).json()).toMatchObject({ status: 401, code: 'sign-in.expired' });
  });

  test('may change the password, which ends all other sessions', async () => {
    const person = await personAt(at, 'cora@example.org', desk, ['translator'], await hashPassword(password));
    const [here, there] = [await sessionOf(at, person.id), await sessionOf(at, person.id)];
    const change = (current: string, next: string) =>
      at.server.inject({ method: 'PUT', url: '/v1/session/password', headers: here, payload: { current, next } });
    expect((await change('not the password', 'another long phrase')).json()).toMatchObject({ code: 'sign-in.wrong' });
    expect((await change(password, 'short')).json()).toMatchObject({
      code: 'password.short',
      parameters: { least: 12 },
    });
    const changed = await change(password, 'another long phrase');
    expect(changed.statusCode).toBe(200);
    expect((await who({ cookie: `interlinear_session=${tokenOf(changed)}` })).statusCode).toBe(200);
    expect((await who(there)).statusCode).toBe(401);
    expect((await signIn('cora@example.org', password)).statusCode).toBe(401);
    expect((await signIn('cora@example.org', 'another long phrase')).statusCode).toBe(200);
  });
});

describe('somebody who guesses', () => {
  beforeAll(() => at.hold());

  test('cannot tell whether there is such an account, and waits longer each time', async () => {
    await personAt(at, 'bo@example.org', desk, ['reviewer'], await hashPassword(password));
    const attempts = async (email: string) => {
      const seen: [number, string, unknown][] = [];
      for (let attempt = 0; attempt < 6; attempt++) {
        const answer = await signIn(email, 'not the password');
        const { code, title } = answer.json();
        seen.push([answer.statusCode, code, title]);
      }
      return seen;
    };
    const known = await attempts('bo@example.org');
    expect(known.map(([status, code]) => `${status} ${code}`)).toEqual([
      ...Array(4).fill('401 sign-in.wrong'),
      ...Array(2).fill('429 sign-in.wait'),
    ]);
    expect(await attempts('nobody@example.org')).toEqual(known);
    // Who knows the password waits as well, and then gets in.
    const early = await signIn('BO@example.org', password);
    expect(early.json()).toMatchObject({ code: 'sign-in.wait' });
    expect(Number(early.headers['retry-after'])).toBeGreaterThan(0);
    at.pass(5000);
    expect((await signIn('bo@example.org', password)).statusCode).toBe(200);
    // Everything is forgotten then.
    expect((await signIn('bo@example.org', 'not the password')).statusCode).toBe(401);
    expect((await signIn('bo@example.org', password)).statusCode).toBe(200);
  });

  test('gains nothing by many attempts at once', async () => {
    await personAt(at, 'dan@example.org', desk, ['reviewer'], await hashPassword(password));
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn('dan@example.org', 'not the password')));
    expect(answers.filter(({ statusCode }) => statusCode === 401)).toHaveLength(4);
  });

  test('is not helped by a clock that was set back: no wait outlasts the longest one', async () => {
    const hash = await hashPassword(password);
    await personAt(at, 'eve@example.org', desk, ['reviewer'], hash);
    for (let attempt = 0; attempt < 6; attempt++) await signIn('eve@example.org', 'not the password');
    at.pass(-24 * HOUR);
    expect((await signIn('eve@example.org', password)).statusCode).toBe(200);
    at.pass(24 * HOUR);
  });

  test('with a password of a megabyte, of nothing or of control characters is refused', async () => {
    expect((await signIn('ana@example.org', 'x'.repeat(1_000_000))).json()).toMatchObject({ code: 'request.invalid' });
    expect((await signIn('ana@example.org', 'x'.repeat(2_000_000))).json()).toMatchObject({
      code: 'request.too-large',
    });
    expect((await signIn('ana@example.org', '')).statusCode).toBe(400);
    expect((await signIn('ana@example.org', 'a\u0000b')).json()).toMatchObject({ code: 'sign-in.wrong' });
    expect((await signIn('ana@example.org\r\nX: y', password)).json()).toMatchObject({ code: 'sign-in.wrong' });
    expect((await signIn('ana@example.org', password)).statusCode).toBe(200);
  });

  test('from one address is refused for a while', async () => {
    const other = await startService(opened.database, `${opened.config.data}-strict`, {
      INTERLINEAR_SIGN_INS_PER_MINUTE: '3',
    });
    const codes: string[] = [];
    for (let attempt = 0; attempt < 4; attempt++) {
      const payload = { email: `nobody${attempt}@example.org`, password };
      codes.push((await other.server.inject({ method: 'POST', url: '/v1/session', payload })).json().code);
    }
    expect(codes).toEqual([...Array(3).fill('sign-in.wrong'), 'request.too-many']);
    await other.close();
  });
});

describe('a session', () => {
  test('gets another token every hour; the one before is taken until its successor has arrived, and a little longer', async () => {
    const person = await personAt(at, 'fay@example.org', desk, ['reviewer']);
    const old = await sessionOf(at, person.id);
    expect(tokenOf(await who(old))).toBeUndefined();
    at.pass(1.1 * HOUR);
    const answers = await Promise.all(Array.from({ length: 5 }, () => who(old)));
    const tokens = answers.flatMap((answer) => tokenOf(answer) ?? []);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(5).fill(200));
    expect(tokens).toHaveLength(1);
    // The answer with the new token was lost: the browser comes with the old one, and gets another.
    at.pass(2 * 60_000);
    const again = tokenOf(await who(old));
    expect(again).toBeDefined();
    expect((await who({ cookie: `interlinear_session=${again}` })).statusCode).toBe(200);
    expect((await who(old)).statusCode).toBe(200);
    at.pass(2 * 60_000);
    expect((await who(old)).json()).toMatchObject({ code: 'sign-in.expired' });
    expect((await who({ cookie: `interlinear_session=${tokens[0]}` })).statusCode).toBe(401);
    expect((await who({ cookie: `interlinear_session=${again}` })).statusCode).toBe(200);
  });

  test('is over when it was not used for half a day, and after a week in any case', async () => {
    const person = await personAt(at, 'gil@example.org', desk, ['reviewer']);
    const idle = await sessionOf(at, person.id);
    at.pass(12.1 * HOUR);
    expect((await who(idle)).statusCode).toBe(401);
    let headers = await sessionOf(at, person.id);
    for (let days = 0; days < 6.9; days += 0.3) {
      const answer = await who(headers);
      expect(answer.statusCode).toBe(200);
      const next = tokenOf(answer);
      if (next) headers = { cookie: `interlinear_session=${next}` };
      at.pass(0.3 * 24 * HOUR);
    }
    expect((await who(headers)).statusCode).toBe(401);
  });

  test('survives a clock that is set back', async () => {
    const person = await personAt(at, 'hana@example.org', desk, ['reviewer']);
    const headers = await sessionOf(at, person.id);
    at.pass(-3 * HOUR);
    expect((await who(headers)).statusCode).toBe(200);
    at.pass(3 * HOUR);
  });

  test('is over at once for whoever is disabled', async () => {
    const person = await personAt(at, 'ida@example.org', desk, ['reviewer']);
    const headers = await sessionOf(at, person.id);
    const admin = await keyOf(at, desk, ['admin']);
    const url = `/v1/people/${person.id}`;
    const set = (disabled: boolean) =>
      at.server.inject({ method: 'PATCH', url, headers: admin, payload: { disabled } });
    expect((await set(true)).json()).toMatchObject({ disabled: true });
    expect((await who(headers)).statusCode).toBe(401);
    expect((await set(false)).json()).toMatchObject({ disabled: false });
    expect((await who(headers)).statusCode).toBe(401);
  });

  test('is none for cookies that are malformed', async () => {
    const text = fc.string({
      unit: fc.mapToConstant({ num: 94, build: (n) => String.fromCharCode(33 + n) }),
      maxLength: 80,
    });
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        for (const cookie of [`interlinear_session=${value}`, value, `${value}; interlinear_session`]) {
          const answer = await who({ cookie });
          expect(answer.statusCode).toBe(401);
          expect(answer.json().code).toMatch(/^sign-in\.(needed|expired)$/);
        }
      }),
      { numRuns: 40 },
    );
    expect((await who({ cookie: `interlinear_session=${newSecret()}` })).json()).toMatchObject({
      code: 'sign-in.expired',
    });
  });
});

describe('a one-time link', () => {
  const link = async (purpose: 'invitation' | 'reset', person: string) => {
    const token = newSecret();
    const by = { actor: 'test', now: at.service.clock.now() };
    await opened.database.tables
      .transaction()
      .execute((transaction) => addLink(transaction, { hash: hashOf(token), purpose, person }, desk, by));
    return token;
  };

  test('lets somebody choose a password once, and signs them in', async () => {
    const person = await personAt(at, 'jo@example.org', desk, ['translator']);
    const old = await sessionOf(at, person.id);
    const url = `/v1/links/${await link('invitation', person.id)}`;
    expect((await at.server.inject({ url })).json()).toMatchObject({
      purpose: 'invitation',
      email: 'jo@example.org',
      name: 'jo',
    });
    const choose = (written: string) => at.server.inject({ method: 'POST', url, payload: { password: written } });
    expect((await choose('jo@example.org')).json()).toMatchObject({ code: 'password.same' });
    expect((await choose('passwordpassword')).json()).toMatchObject({ code: 'password.common' });
    const both = await Promise.all([choose('a phrase of my own'), choose('a phrase of my own')]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 404]);
    expect((await at.server.inject({ url })).json()).toMatchObject({ code: 'not-found.link' });
    expect((await who(old)).statusCode).toBe(401);
    expect((await signIn('jo@example.org', 'a phrase of my own')).statusCode).toBe(200);
  });

  test('is void when its time is over, or when a newer one was made', async () => {
    const person = await personAt(at, 'kim@example.org', desk, ['translator']);
    const [first, second] = [await link('invitation', person.id), await link('reset', person.id)];
    const status = async (token: string) => (await at.server.inject({ url: `/v1/links/${token}` })).statusCode;
    expect([await status(first), await status(second)]).toEqual([404, 200]);
    at.pass(25 * HOUR);
    expect(await status(second)).toBe(404);
  });

  test('is a page with a form that needs no script', async () => {
    const person = await personAt(at, 'lee@example.org', desk, ['translator']);
    const url = `/links/${await link('invitation', person.id)}`;
    const page = await at.server.inject({ url, headers: { 'accept-language': 'fr' } });
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.body).toContain('<html lang="fr" dir="ltr">');
    expect(page.body).toContain('Bienvenue, lee.');
    expect(page.body).not.toMatch(/<script|<style|style=|\son\w+=/);
    const send = (form: Record<string, string>, headers: Headers = {}) =>
      at.server.inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        payload: new URLSearchParams(form).toString(),
      });
    const other = await send({ password: 'a phrase of my own', again: 'something else' });
    expect(other.statusCode).toBe(400);
    expect(other.body).toContain('The two passwords differ.');
    const foreign = await send(
      { password: 'a phrase of my own', again: 'a phrase of my own' },
      { 'sec-fetch-site': 'cross-site' },
    );
    expect(foreign.statusCode).toBe(403);
    const done = await send(
      { password: 'a phrase of my own', again: 'a phrase of my own' },
      { 'sec-fetch-site': 'same-origin', origin: 'null' },
    );
    expect(done.statusCode).toBe(200);
    expect((await who({ cookie: `interlinear_session=${tokenOf(done)}` })).json()).toMatchObject({ name: 'lee' });
    expect((await at.server.inject({ url })).body).toContain('This link was used already');
    expect((await at.server.inject({ url: '/links/style.css' })).headers['content-type']).toMatch(/^text\/css/);
  });
});
