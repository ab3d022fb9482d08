import type { Readable } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import { type Permission, permissionsOfRoles, permissionsOfScopes, roles, scopes } from '../../src/model/permission.ts';
import type { DeclaredRoute } from '../../src/server/server.ts';
import { revokeKey } from '../../src/storage/api-keys.ts';
import { addDesk, defaultDesk } from '../../src/storage/desks.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';
import { type Example, formatOf, requestTo, rowParameters } from './access/requests.ts';
import { type DeskRows, seedRows } from './access/rows.ts';
import { type Headers, keyOf, personAt, sessionOf, startService } from './identity-service.ts';

/** Nothing else contains this word: an answer that does tells of the other desk. */
const FOREIGN = 'zqforeignzq';
/** How long a stream of events is listened to. */
const LISTEN_MS = 300;

// The routes must be known before the tests are listed.
const opened = (await databaseKinds[0]?.open()) as TestDatabase;
const at = await startService(opened.database, opened.config.data);
const { tables } = opened.database;
afterAll(async () => {
  await at.close();
  await opened.close();
});

const now = new Date();
const by = { actor: 'test', now };
const own = await defaultDesk(tables, now);
const other = await addDesk(tables, FOREIGN, 'UTC', by);
const rowsOf = async (desk: string, mark: string): Promise<DeskRows> => {
  const person = await personAt(at, `${mark}@example.org`, desk, ['translator']);
  const known = new Map<string, Record<string, unknown>>([
    ['desk', { id: desk, name: mark }],
    ['person', { id: person.id, name: mark }],
  ]);
  return seedRows(tables, desk, mark, known);
};
const ownRows = await rowsOf(own, 'newsroom');
const otherRows = await rowsOf(other.id, FOREIGN);

/** Everybody who may come to the desk, with what they may do. */
const callers: { name: string; headers: Headers; may: Set<Permission> }[] = [];
for (const role of roles) {
  const person = await personAt(at, `${role}@example.org`, own, [role]);
  callers.push({ name: role, headers: await sessionOf(at, person.id), may: permissionsOfRoles([role]) });
}
for (const scope of scopes)
  callers.push({ name: `${scope} key`, headers: await keyOf(at, own, [scope]), may: permissionsOfScopes([scope]) });

const expired = await keyOf(at, own, ['admin'], new Date(now.getTime() - 1000));
const revoked = await keyOf(at, own, ['admin']);
const prefix = /ilk_\w{10}/.exec(revoked.authorization)?.[0] as string;
await revokeKey(tables, own, { prefix }, by);

/** What was answered, as far as it came within the time: some answers never end. */
async function ask(request: Example, headers: Headers = {}): Promise<{ status: number; code: unknown; body: string }> {
  const response = await at.server.inject({
    ...request,
    headers: { ...request.headers, ...headers },
    payloadAsStream: true,
  } as never);
  const stream = (response as unknown as { stream(): Readable }).stream();
  let body = '';
  const timer = setTimeout(() => stream.destroy(), LISTEN_MS);
  try {
    for await (const chunk of stream) body += chunk;
  } catch {
    // It was cut off.
  } finally {
    clearTimeout(timer);
  }
  let code: unknown;
  try {
    ({ code } = JSON.parse(body) as { code?: unknown });
  } catch {
    // No problem document.
  }
  return { status: response.statusCode, code, body };
}

const routes = at.server.declaredRoutes.filter(({ method }) => method !== 'HEAD' && method !== 'OPTIONS');
const guarded = routes.filter(({ permission }) => permission !== 'anyone');
const open = routes.filter(({ permission }) => permission === 'anyone');
const titled = (list: DeclaredRoute[]) => list.map((route) => [`${route.method} ${route.url}`, route] as const);
const ownRequest = (route: DeclaredRoute) => requestTo(route, () => ownRows);
const takes = (may: Set<Permission>, route: DeclaredRoute) =>
  may.has(route.permission as Permission) || may.has('admin');

/** Rows that are made up mean too little for these to answer well; tests of their own hold them. */
const unanswered = new Set<string>([]);

/** What is not found here would not be found of another desk either, and prove nothing. */
test.each(titled(guarded.filter((route) => route.method === 'GET' && rowParameters(route, ownRows).length > 0)))(
  '%s finds what is one’s own',
  async (title, route) => {
    const { headers } = callers.find(({ name }) => name === 'administrator') as (typeof callers)[number];
    const { status, body } = await ask(ownRequest(route), headers);
    if (!unanswered.has(title)) expect(status, body).toBeLessThan(300);
  },
);

test('there are routes to hold', () => {
  expect(guarded.length).toBeGreaterThan(10);
  expect(guarded.map(({ url }) => url)).toContain('/v1/audit');
});

/** What requests name in their query or body, beside their path. @returns the properties, `body.articles` */
function namedElsewhere({ schema }: DeclaredRoute): string[] {
  const inside = (value: unknown, place: string): string[] => {
    if (typeof value !== 'object' || value === null) return [];
    if ((value as { format?: unknown }).format === 'uuid') return [place];
    return Object.entries(value).flatMap(([key, inner]) =>
      inside(inner, /^(?:properties|items|anyOf|allOf|oneOf|\d+)$/.test(key) ? place : `${place}.${key}`),
    );
  };
  return [...inside(schema.querystring, 'query'), ...inside(schema.body, 'body')];
}

describe('what a request names in its query or body', () => {
  const textOf = (rows: DeskRows, table: string) => String(rows.get(table)?.name);
  const jobWith = (more: object) => ({ to: [], articles: [{ text: 'The road is closed.' }], ...more });
  const search = { from: 'en', to: 'fr' };
  /** A row of the other desk does not exist: 404, or a list of nothing. */
  const naming: [place: string, request: (rows: DeskRows) => Example][] = [
    ['GET /v1/articles query.job', (rows) => ({ method: 'GET', url: `/v1/articles?job=${rows.get('job')?.id}` })],
    [
      'POST /v1/dead-letters/redrive body.articles',
      (rows) => post('/v1/dead-letters/redrive', { articles: [rows.get('article')?.id] }),
    ],
    [
      'POST /v1/dead-letters/redrive body.articles beside one’s own',
      (rows) => post('/v1/dead-letters/redrive', { articles: [ownRows.get('article')?.id, rows.get('article')?.id] }),
    ],
    ['a glossary of a job', (rows) => post('/v1/jobs', jobWith({ glossaries: [textOf(rows, 'glossary')] }))],
    ['a memory of a job', (rows) => post('/v1/jobs', jobWith({ memories: [textOf(rows, 'memory')] }))],
    [
      'POST /v1/memories/search body.memory',
      (rows) => post('/v1/memories/search', { ...search, text: 'road', memory: rows.get('memory')?.id }),
    ],
    [
      'POST /v1/memories/concordance body.memory',
      (rows) => post('/v1/memories/concordance', { ...search, phrase: 'road', memory: rows.get('memory')?.id }),
    ],
    [
      'POST /v1/terms/proposals body.glossary',
      (rows) => post('/v1/terms/proposals', { proposal: 'a'.repeat(32), glossary: rows.get('glossary')?.id }),
    ],
    [
      'GET /v1/outputs query.articles',
      (rows) => ({ method: 'GET', url: `/v1/outputs?articles=${rows.get('article')?.id}` }),
    ],
    ['the memories of a name', (rows) => ({ method: 'GET', url: `/v1/memories?name=${textOf(rows, 'memory')}` })],
    [
      'GET /v1/articles/:id/annotations query.segment',
      (rows) => ({ method: 'GET', url: `${ownArticle()}/annotations?segment=${rows.get('segment')?.id}` }),
    ],
    [
      'POST /v1/articles/:id/comments body.segment',
      (rows) => post(`${ownArticle()}/comments`, { text: 'Why?', segment: rows.get('segment')?.id, language: 'en' }),
    ],
    [
      'the findings of an article',
      (rows) => ({ method: 'GET', url: `/v1/articles/${rows.get('article')?.id}/findings` }),
    ],
  ];
  function ownArticle(): string {
    return `/v1/articles/${ownRows.get('article')?.id}`;
  }
  function post(url: string, payload: object): Example {
    return { method: 'POST', url, payload };
  }

  /** Ids that are the caller's own word, or that are only compared with the rows of the article itself. */
  const ownWords = [
    'POST /v1/articles/:id/languages/:language/replace body.segments.segment',
    'POST /v1/articles/:id/languages/:language/segments/:segmentId/merge body.next',
    'POST /v1/articles/:id/presence body.window',
    'POST /v1/articles/:id/presence body.segment',
    'DELETE /v1/articles/:id/presence query.window',
  ];
  test('is asked for here, wherever it is an id', () => {
    const places = guarded.flatMap((route) =>
      namedElsewhere(route).map((one) => `${route.method} ${route.url} ${one}`),
    );
    const asked = [...naming.map(([place]) => place), ...ownWords];
    expect(places.filter((place) => !asked.includes(place))).toEqual([]);
  });

  test.each(naming)('%s: is not found where it is another desk’s', async (_, requestWith) => {
    const { headers } = callers.find(({ name }) => name === 'administrator') as (typeof callers)[number];
    const found = await ask(requestWith(ownRows), headers);
    expect(found.status, found.body).toBeLessThan(300);
    const answer = await ask(requestWith(otherRows), headers);
    const nothing = answer.status === 404 || answer.body === '{"items":[],"next":null}';
    expect(nothing, `${answer.status} ${answer.body}`).toBe(true);
    expect(answer.body).not.toContain(String(otherRows.get('job')?.id));
  });
});

describe.each(titled(guarded))('%s', (_, route) => {
  test('wants a sign-in that holds', async () => {
    const request = ownRequest(route);
    const tries: [Headers, string][] = [
      [{}, 'sign-in.needed'],
      [expired, 'sign-in.expired'],
      [revoked, 'sign-in.revoked'],
      [{ authorization: `Bearer ${'x'.repeat(40)}` }, 'sign-in.key'],
      [{ authorization: `${revoked.authorization.slice(0, -1)}!` }, 'sign-in.key'],
      [{ authorization: 'Basic YTpi' }, 'sign-in.key'],
      [{ cookie: `interlinear_session=${'x'.repeat(43)}` }, 'sign-in.expired'],
      [{ authorization: `Bearer ill_${'x'.repeat(43)}` }, 'sign-in.key'],
    ];
    for (const [headers, code] of tries) expect(await ask(request, headers)).toMatchObject({ status: 401, code });
  });

  test('is refused to whoever lacks its permission', async () => {
    for (const { name, headers } of callers.filter((caller) => !takes(caller.may, route)))
      expect(await ask(ownRequest(route), headers), name).toMatchObject({ status: 403, code: 'permission.missing' });
  });

  test('is not reached at another desk', async () => {
    for (const { name, headers } of callers)
      for (const desk of [FOREIGN, other.id]) {
        const answer = await ask(ownRequest(route), { ...headers, 'interlinear-desk': desk });
        expect(answer, name).toMatchObject({ status: 404, code: 'desk.unknown' });
      }
  });

  if (route.method !== 'GET')
    test('takes no request of another site', async () => {
      const [{ headers }] = callers.filter(({ name }) => name === 'administrator') as [(typeof callers)[number]];
      const { cookie = '' } = headers;
      const tries: Headers[] = [
        { cookie },
        { cookie, 'interlinear-csrf': 'x' },
        { ...headers, origin: 'https://evil.example' },
        { ...headers, 'sec-fetch-site': 'cross-site' },
        { ...headers, 'sec-fetch-site': 'same-site' },
      ];
      for (const sent of tries)
        expect(await ask(ownRequest(route), sent)).toMatchObject({ status: 403, code: 'permission.cross-site' });
    });

  const parameters = rowParameters(route, ownRows);
  test('names rows that are known here', () => {
    const named = [...route.url.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
    const unknown = named.filter(
      (name) => formatOf(route, name) === 'uuid' && !parameters.some((one) => one.name === name),
    );
    expect(unknown, 'ids in paths stand behind the plural of their table’s name').toEqual([]);
  });

  if (parameters.length > 0)
    test('does not find what is another desk’s', async () => {
      for (const { name, headers } of callers.filter((caller) => takes(caller.may, route)))
        for (const parameter of parameters) {
          const request = requestTo(route, (wanted) => (wanted === parameter.name ? otherRows : ownRows));
          const answer = await ask(request, headers);
          expect(answer, `${name} ${request.method} ${request.url}`).toMatchObject({ status: 404 });
        }
    });

  test('is open to whoever has its permission, and tells nothing of another desk', async () => {
    const welcome = callers.filter((caller) => takes(caller.may, route));
    // What only reads may be asked for by all at a time; streams are listened to for a while.
    const answers = route.method === 'GET' ? welcome.map(({ headers }) => ask(ownRequest(route), headers)) : undefined;
    for (const [index, { name, headers }] of welcome.entries()) {
      const { status, code, body } = await (answers?.[index] ?? ask(ownRequest(route), headers));
      expect(status, name).not.toBe(401);
      expect(code, name).not.toBe('permission.missing');
      expect(body.includes(FOREIGN) || body.includes(other.id), `${name}: ${body.slice(0, 500)}`).toBe(false);
    }
  });
});

describe.each(titled(open))('%s, which is for anyone,', (_, route) => {
  test('tells nothing of any desk', async () => {
    const { body } = await ask(ownRequest(route));
    for (const rows of [ownRows, otherRows])
      for (const [table, row] of rows) if (typeof row.id === 'string') expect(body.includes(row.id), table).toBe(false);
    expect(body).not.toContain(FOREIGN);
  });
});
