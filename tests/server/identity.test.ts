import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firstLink } from '../../src/server/identity/choose-password.ts';
import { hashOf, newSecret } from '../../src/server/identity/secret.ts';
import { addDesk, defaultDesk } from '../../src/storage/desks.ts';
import { setRoles } from '../../src/storage/people.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';
import { type Headers, keyOf, personAt, sessionOf, startService, type TestService } from './identity-service.ts';

const now = new Date();
const by = { actor: 'test', now };

describe.each(databaseKinds)('on $name', ({ name, missing, open }) => {
  describe.skipIf(missing)(missing ?? 'the service', () => {
    let opened: TestDatabase;
    let at: TestService;
    let newsroom: string;
    let sports: string;
    let folder: string;
    beforeAll(async () => {
      opened = await open();
      folder = name === 'PostgreSQL' ? `/tmp/interlinear-none-${process.pid}` : opened.config.data;
      at = await startService(opened.database, folder);
      newsroom = await defaultDesk(opened.database.tables, now);
    });
    afterAll(async () => {
      await at?.close();
      await opened?.close();
    });

    const ask = (
      url: string,
      headers: Headers = {},
      method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' = 'GET',
      payload?: object,
    ) => at.server.inject({ method, url, headers, ...(payload ? { payload } : {}) });
    const chosen = async (headers: Headers) => (await ask('/v1/desks', headers)).json();

    test('has one link for its first administrator, who then may do everything', async () => {
      const path = (await firstLink(at.service)) as string;
      const url = `/v1${path}`;
      expect((await ask(url)).json()).toMatchObject({ purpose: 'first', email: null });
      const bad = await ask(url, {}, 'POST', { email: 'no address', password: 'quatre mots à moi' });
      expect(bad.json()).toMatchObject({ code: 'person.email' });
      const [answer, second] = await Promise.all([
        ask(url, {}, 'POST', { email: 'chief@example.org', name: 'Chief', password: 'quatre mots à moi' }),
        ask(url, {}, 'POST', { email: 'chief@example.org', name: 'Thief', password: 'quatre mots à moi' }),
      ]);
      const [made, refused] = answer.statusCode === 200 ? [answer, second] : [second, answer];
      expect([made.statusCode, refused.statusCode]).toEqual([200, 404]);
      expect(made.json()).toMatchObject({ everywhere: true, desks: [{ name: 'newsroom', roles: ['administrator'] }] });
      expect(await firstLink(at.service)).toBeUndefined();
      const cookie = String(made.headers['set-cookie']).split(';')[0] as string;
      const headers = { cookie, 'interlinear-csrf': made.json().csrfToken };
      const desk = await ask('/v1/desks', headers, 'POST', { name: 'sports', timeZone: 'Europe/Paris' });
      expect(desk.statusCode).toBe(201);
      sports = desk.json().id;
      const key = await ask('/v1/keys', { ...headers, 'interlinear-desk': 'sports' }, 'POST', {
        name: 'cms',
        scopes: ['submit'],
      });
      expect(key.json()).toMatchObject({ name: 'cms', scopes: ['submit'], createdBy: made.json().actor });
      // Nobody can take the last one away, not even themselves.
      const { actor } = made.json();
      const own = `/v1/people/${actor.slice('person:'.length)}`;
      const gone = await ask(`${own}/roles`, headers, 'PUT', { roles: [], everyDesk: true });
      expect(gone.json()).toMatchObject({ status: 409, code: 'person.last-administrator' });
      expect((await ask(own, headers, 'PATCH', { disabled: true })).json()).toMatchObject({
        code: 'person.last-administrator',
      });
    });

    test('takes a key until it is over or revoked, and only whole', async () => {
      const admin = await keyOf(at, newsroom, ['admin']);
      const made = (await ask('/v1/keys', admin, 'POST', { name: 'cms', scopes: ['read'], days: 1 })).json();
      expect(made.key).toMatch(/^ilk_[a-z2-9]{10}_[\w-]{43}$/);
      const headers = { authorization: `bearer ${made.key}` };
      expect((await ask('/v1/desks', headers)).statusCode).toBe(200);
      for (const written of [made.key.slice(0, -1), `${made.key}x`, made.key.replace(/.$/, '~'), made.prefix])
        expect((await ask('/v1/desks', { authorization: `Bearer ${written}` })).json()).toMatchObject({
          code: 'sign-in.key',
        });
      const listed = (await ask('/v1/keys', admin)).json().items.find(({ id }: { id: string }) => id === made.id);
      expect(listed).toMatchObject({ prefix: made.prefix, usedAt: expect.any(String) });
      expect(JSON.stringify(listed)).not.toContain(made.key.slice(16));
      const rows = await opened.database.tables.selectFrom('interlinear.api_key').selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain(made.key.slice(16));
      at.pass(25 * 3_600_000);
      expect((await ask('/v1/desks', headers)).json()).toMatchObject({ status: 401, code: 'sign-in.expired' });
      at.pass(-25 * 3_600_000);
      expect((await ask(`/v1/keys/${made.id}`, admin, 'DELETE')).json()).toMatchObject({
        revokedAt: expect.any(String),
      });
      const refused = await ask('/v1/desks', headers);
      expect(refused.json()).toMatchObject({ status: 401, code: 'sign-in.revoked' });
      expect(refused.headers['www-authenticate']).toBe('Bearer realm="interlinear"');
    });

    test('works for the desk that is named, by name or id, and for the first one where none is', async () => {
      const arabic = (await addDesk(opened.database.tables, 'المكتب العربي', 'Asia/Beirut', by)).id;
      const person = await personAt(at, 'two@example.org', sports, ['administrator']);
      await opened.database.tables
        .transaction()
        .execute((transaction) => setRoles(transaction, person.id, arabic, ['translator'], by));
      const headers = await sessionOf(at, person.id);
      expect((await chosen(headers)).items.map(({ id }: { id: string }) => id)).toEqual([sports, arabic]);
      const keys = async (desk?: string) =>
        (await ask('/v1/keys', desk ? { ...headers, 'interlinear-desk': desk } : headers)).json();
      expect((await keys()).items).toHaveLength(1);
      for (const desk of ['sports', sports, ' sports ']) expect((await keys(desk)).items).toHaveLength(1);
      for (const desk of [arabic, encodeURIComponent('المكتب العربي')])
        expect(await keys(desk)).toMatchObject({
          status: 403,
          code: 'permission.missing',
          parameters: { desk: 'المكتب العربي' },
        });
      for (const desk of ['newsroom', newsroom, 'nowhere', '%', '%00', 'sports%0d%0aX: y', 'x'.repeat(5000)])
        expect(await keys(desk)).toMatchObject({
          status: 404,
          code: 'desk.unknown',
          parameters: { known: 'sports, المكتب العربي' },
        });
      const nobody = await personAt(at, 'none@example.org', sports, []);
      expect((await ask('/v1/desks', await sessionOf(at, nobody.id))).json()).toMatchObject({
        status: 403,
        code: 'permission.no-desk',
      });
    });

    test('knows the owner of its data folder by a token, from this machine only', async () => {
      const headers = { authorization: `Bearer ${at.service.localToken}` };
      const who = (await ask('/v1/session', headers)).json();
      expect(who).toMatchObject({ kind: 'local', actor: 'local', everywhere: true });
      expect(who.desks.map((desk: { name: string }) => desk.name)).toContain('sports');
      const far = await at.server.inject({ url: '/v1/session', headers, remoteAddress: '192.0.2.7' });
      expect(far.json()).toMatchObject({ code: 'sign-in.key' });
      const wrong = { authorization: `Bearer ill_${newSecret()}` };
      expect((await ask('/v1/session', wrong)).json()).toMatchObject({ code: 'sign-in.key' });
      // What comes through a proxy of this machine is not from this machine.
      const behind = await startService(opened.database, `${folder}-proxy`, {
        INTERLINEAR_TRUSTED_PROXIES: 'loopback',
      });
      const forwarded = { authorization: `Bearer ${behind.service.localToken}`, 'x-forwarded-for': '192.0.2.7' };
      expect((await behind.server.inject({ url: '/v1/session', headers: forwarded })).statusCode).toBe(401);
      await behind.close();
    });

    test('lets a desk’s administrators invite and change its people, and nobody else’s', async () => {
      const admin = await keyOf(at, newsroom, ['admin']);
      const invite = (email: string) => ask('/v1/people', admin, 'POST', { email, name: 'Mia', roles: ['translator'] });
      const invited = (await invite('mia@example.org')).json();
      expect(invited.link.url).toMatch(/^http:\/\/localhost(:80)?\/links\/[\w-]{43}$/);
      expect(invited.person).toMatchObject({ roles: ['translator'], hasPassword: false });
      expect((await invite('MIA@example.org')).json()).toMatchObject({ status: 409, code: 'person.exists' });
      const own = `/v1/people/${invited.person.id}`;
      const set = await ask(`${own}/roles`, admin, 'PUT', { roles: ['reviewer', 'publisher', 'reviewer'] });
      expect(set.json().roles.sort()).toEqual(['publisher', 'reviewer']);
      expect(
        (await ask(`${own}/roles`, admin, 'PUT', { roles: ['administrator'], everyDesk: true })).json(),
      ).toMatchObject({
        code: 'permission.every-desk',
      });
      // Somebody of another desk is invited here too: their way in and their name stay out of this desk's hands.
      const both = await personAt(at, 'both@example.org', sports, ['administrator']);
      expect((await ask(`/v1/people/${both.id}`, admin)).statusCode).toBe(404);
      const joined = (await invite('both@example.org')).json();
      expect(joined).toMatchObject({ link: null, person: { id: both.id, roles: ['translator'] } });
      expect((await ask(`/v1/people/${both.id}/link`, admin, 'POST')).json()).toMatchObject({
        code: 'permission.other-desks',
      });
      expect((await ask(`/v1/people/${both.id}`, admin, 'PATCH', { disabled: true })).json()).toMatchObject({
        code: 'permission.other-desks',
      });
      expect((await ask(`/v1/people/${both.id}/roles`, admin, 'PUT', { roles: [] })).json()).toMatchObject({
        roles: [],
      });
      expect((await ask(`/v1/people/${both.id}`, admin)).statusCode).toBe(404);
    });

    test('tells administrators who did what, page by page, and lets nobody rewrite it', async () => {
      const admin = await keyOf(at, newsroom, ['admin']);
      const all: { id: string; act: string }[] = [];
      for (let cursor = ''; ; ) {
        const { items, next } = (await ask(`/v1/audit?limit=3${cursor && `&cursor=${cursor}`}`, admin)).json();
        all.push(...items);
        if (next === null) break;
        cursor = next;
      }
      expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
      expect(all.map(({ id }) => id)).toEqual(
        all
          .map(({ id }) => id)
          .sort()
          .reverse(),
      );
      expect(all.map(({ act }) => act)).toEqual(
        expect.arrayContaining(['key.add', 'key.revoke', 'person.add', 'person.roles']),
      );
      const of = async (query: string) => (await ask(`/v1/audit?${query}`, admin)).json();
      expect((await of('act=key.revoke')).items).toMatchObject([{ before: { name: 'cms' }, after: null }]);
      expect((await of('act=key')).items.length).toBeGreaterThan(1);
      expect((await of(`until=${new Date(0).toISOString()}`)).items).toEqual([]);
      expect(await of('desk=none')).toMatchObject({ code: 'permission.every-desk' });
      expect(await of('cursor=x')).toMatchObject({ code: 'request.cursor' });
      for (const query of [
        'since=yesterday',
        'since=0000-01-01T00:00:00Z',
        'until=2016-12-31T23:59:60Z',
        'actor=%00',
        'act=%00',
      ])
        expect(await of(query), query).toMatchObject({ status: 400, code: 'request.invalid' });
      const nul = await ask('/v1/people', admin, 'POST', {
        email: 'x@example.org',
        name: 'a\u0000',
        roles: ['reviewer'],
      });
      expect(nul.json()).toMatchObject({ code: 'request.invalid' });
      for (const email of ['a\u0000@example.org', 'a b@example.org', 'a@b@c', '"a"@b'])
        expect((await ask('/v1/people', admin, 'POST', { email, roles: ['reviewer'] })).json()).toMatchObject({
          code: 'person.email',
        });
      const local = { authorization: `Bearer ${at.service.localToken}` };
      const without = (await ask('/v1/audit?desk=none&act=person.add', local)).json();
      expect(without.items.map(({ after }: { after: { email: string } }) => after.email)).toContain(
        'chief@example.org',
      );
      expect(JSON.stringify(all)).not.toMatch(/argon2|ilk_\w{10}_/);
      const { tables } = opened.database;
      const { id = '' } = all[0] ?? {};
      await expect(tables.deleteFrom('interlinear.audit').where('id', '=', id).execute()).rejects.toThrow(
        'append-only',
      );
      await expect(tables.updateTable('interlinear.audit').set({ actor: 'x' }).execute()).rejects.toThrow(
        'append-only',
      );
      await expect(sql`TRUNCATE interlinear.audit`.execute(tables)).rejects.toThrow('append-only');
    });

    test('keeps no secret as it is', async () => {
      const person = await personAt(at, 'sec@example.org', newsroom, ['reviewer']);
      const { cookie = '' } = await sessionOf(at, person.id);
      const token = cookie.split('=')[1] as string;
      const rows = await opened.database.tables.selectFrom('interlinear.session').selectAll().execute();
      expect(JSON.stringify(rows)).toContain(hashOf(token));
      expect(JSON.stringify(rows)).not.toContain(token);
    });
  });
});

describe('every answer', () => {
  let opened: TestDatabase;
  let at: TestService;
  beforeAll(async () => {
    opened = (await databaseKinds[0]?.open()) as TestDatabase;
    at = await startService(opened.database, opened.config.data);
  });
  afterAll(async () => {
    await at?.close();
    await opened?.close();
  });

  test.each(['/docs', '/docs/', '/docs/static/index.css', '/v1/openapi.json', '/healthz', '/v1/session', '/nowhere'])(
    'forbids what the page does not need: %s',
    async (url) => {
      const { headers, body } = await at.server.inject({ url });
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
      });
      expect(headers['strict-transport-security']).toBeUndefined();
      if (String(headers['content-type']).startsWith('text/html'))
        expect(body).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/);
    },
  );

  test('has no header that a request could have written', async () => {
    const nasty = 'x%0d%0aSet-Cookie:%20interlinear_session=evil';
    for (const url of [`/${nasty}`, `/v1/session/oidc?to=/${nasty}`, `/links/${nasty}`, `/v1/audit?cursor=${nasty}`]) {
      const answer = await at.server.inject({
        url,
        headers: { 'interlinear-desk': nasty, 'accept-language': 'fr\u00e9' },
      });
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      expect(answer.statusCode).toBeLessThan(500);
    }
  });
});

describe('limits', () => {
  test('hold for each key and each address by itself, and not for probes and the owner', async () => {
    const opened = (await databaseKinds[0]?.open()) as TestDatabase;
    const at = await startService(opened.database, opened.config.data, {
      INTERLINEAR_REQUESTS_PER_MINUTE: '3',
      INTERLINEAR_ADDRESS_REQUESTS_PER_MINUTE: '8',
    });
    try {
      const desk = await defaultDesk(opened.database.tables, now);
      const [first, second] = [await keyOf(at, desk, ['read']), await keyOf(at, desk, ['read'])];
      const ask = async (headers: Headers, remoteAddress: string, url = '/v1/desks') =>
        at.server.inject({ url, headers, remoteAddress });
      const statuses = async (times: number, ...parameters: Parameters<typeof ask>) => {
        const seen: number[] = [];
        for (let time = 0; time < times; time++) seen.push((await ask(...parameters)).statusCode);
        return seen;
      };
      expect(await statuses(4, first, '192.0.2.1')).toEqual([200, 200, 200, 429]);
      expect(await statuses(1, first, '192.0.2.2')).toEqual([429]);
      const refused = await ask(first, '192.0.2.2');
      expect(refused.json()).toMatchObject({ code: 'request.too-many', parameters: { seconds: expect.any(Number) } });
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      expect(await statuses(3, second, '192.0.2.2')).toEqual([200, 200, 200]);
      expect(await statuses(9, {}, '192.0.2.3')).toEqual([...Array(8).fill(401), 429]);
      expect(await statuses(9, {}, '192.0.2.3', '/healthz')).toEqual(Array(9).fill(200));
      const owner = { authorization: `Bearer ${at.service.localToken}` };
      expect(await statuses(12, owner, '127.0.0.1')).toEqual(Array(12).fill(200));
    } finally {
      await at.close();
      await opened.close();
    }
  });
});
