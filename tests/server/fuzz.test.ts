import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';
import { type Newsroom, openNewsroom } from './newsroom.ts';
import { nearly, rubbish, type Schema, valuesOf } from './requests.ts';

interface Operation {
  method: string;
  path: string;
  parameters: { name: string; in: 'path' | 'query' | 'header' | 'cookie'; required?: boolean; schema: Schema }[];
  body?: Record<string, { schema: Schema }>;
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'];

/** Every operation of the description, whoever's it is. */
function operationsOf(description: { paths: Record<string, Record<string, never>> }): Operation[] {
  return Object.entries(description.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const described = item[method] as unknown as Omit<Operation, 'method' | 'path'> & {
        requestBody?: { content: Operation['body'] };
      };
      if (!described) return [];
      const { parameters = [], requestBody, responses } = described;
      return [
        {
          method: method.toUpperCase(),
          path,
          parameters,
          responses,
          ...(requestBody ? { body: requestBody.content } : {}),
        } as Operation,
      ];
    }),
  );
}

/** Streams of events do not end by themselves. */
const endless = (operation: Operation) => operation.responses['200']?.content?.['text/event-stream'] !== undefined;

const [embedded] = databaseKinds;
const RUNS = Number(process.env.FUZZ_RUNS ?? 12);

describe('every operation of the API', () => {
  let database: TestDatabase;
  let room: Newsroom;
  let operations: Operation[];
  let known: string[];
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
  (formats as unknown as (ajv: Ajv) => void)(ajv);

  beforeAll(async () => {
    database = await (embedded as NonNullable<typeof embedded>).open();
    room = await openNewsroom(database);
    const { server } = room;
    operations = operationsOf((await server.inject('/v1/openapi.json')).json());
    const accepted = await server.inject({
      method: 'POST',
      url: '/v1/jobs',
      payload: { to: ['es'], engines: ['capitals'], articles: [{ text: 'The road is closed. It opens in May.' }] },
    });
    const { id } = accepted.json();
    await room.work(id);
    const article = (await server.inject(`/v1/articles?job=${id}`)).json().items[0].id;
    const segments = (await server.inject(`/v1/articles/${article}/languages/es/segments`)).json().items;
    known = [id, article, ...segments.map((row: { id: string }) => row.id)];
  });
  afterAll(async () => {
    await room?.close();
    await database?.close();
  });

  /** Checks an answer against the description: documented, of the documented shape, and never a fault of ours. */
  function judge(
    operation: Operation,
    sent: unknown,
    answer: { statusCode: number; body: string; headers: Record<string, unknown> },
  ): void {
    const what = `${operation.method} ${operation.path} ${answer.statusCode} for ${JSON.stringify(sent)}\n${answer.body.slice(0, 500)}`;
    expect(answer.statusCode, what).not.toBe(500);
    if (answer.statusCode >= 400 && operation.responses[answer.statusCode] === undefined) {
      expect(answer.headers['content-type'], what).toMatch(/^application\/problem\+json/);
      const problem = JSON.parse(answer.body);
      expect(problem, what).toMatchObject({
        status: answer.statusCode,
        code: expect.any(String),
        title: expect.any(String),
      });
      expect(problem.title, what).not.toMatch(/\{\{|undefined/);
      return;
    }
    const documented = operation.responses[answer.statusCode];
    expect(documented, what).toBeDefined();
    const schema = documented?.content?.['application/json']?.schema;
    if (!schema) return;
    const valid = ajv.compile(schema);
    expect(valid(JSON.parse(answer.body)) || valid.errors, what).toBe(true);
  }

  function requestsOf(
    operation: Operation,
  ): fc.Arbitrary<{ url: string; headers: Record<string, string>; payload?: string }> {
    const { path, parameters, body } = operation;
    const value = (schema: Schema) =>
      fc.oneof({ weight: 5, arbitrary: valuesOf(schema, known) }, { weight: 1, arbitrary: rubbish });
    const of = (place: string) => parameters.filter((one) => one.in === place);
    const record = (place: string) =>
      fc.record(Object.fromEntries(of(place).map(({ name, schema }) => [name, value(schema)])), {
        requiredKeys: place === 'path' ? of(place).map(({ name }) => name) : [],
      });
    const schema = body?.['application/json']?.schema;
    const payload: fc.Arbitrary<string | undefined> = schema
      ? fc.oneof(
          { weight: 4, arbitrary: valuesOf(schema, known).map((one) => JSON.stringify(one)) },
          { weight: 3, arbitrary: nearly(schema, known).map((one) => JSON.stringify(one) ?? '') },
          { weight: 1, arbitrary: rubbish.map((one) => JSON.stringify(one) ?? '') },
          { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
        )
      : fc.constant(undefined);
    return fc
      .record({ path: record('path'), query: record('query'), header: record('header'), payload })
      .map((parts) => {
        // An empty part would be another path.
        const url = path.replace(/\{(\w+)\}/g, (_, name: string) =>
          encodeURIComponent(String((parts.path as Record<string, unknown>)[name]).toWellFormed() || '-'),
        );
        const query = new URLSearchParams();
        for (const [name, one] of Object.entries(parts.query as Record<string, unknown>))
          for (const each of Array.isArray(one) ? one : [one]) query.append(name, String(each));
        const headers = Object.fromEntries(
          Object.entries(parts.header as Record<string, unknown>).map(([name, one]) => [
            name,
            String(one).replace(/[^\x20-\x7e]/g, '?'),
          ]),
        );
        return {
          url: `${url}${query.size > 0 ? `?${query}` : ''}`,
          headers: { ...headers, ...(schema ? { 'content-type': 'application/json' } : {}) },
          ...(parts.payload !== undefined ? { payload: parts.payload } : {}),
        };
      });
  }

  test('is described, with what it answers', () => {
    expect(operations.length).toBeGreaterThan(15);
    for (const { method, path, responses } of operations)
      expect(
        Object.keys(responses).some((status) => /^[23]/.test(status)),
        `${method} ${path}`,
      ).toBe(true);
  });

  test('answers whatever it is asked as it is described, and never with a fault', {
    timeout: 60_000 * Math.max(1, RUNS / 12),
  }, async () => {
    for (const operation of operations) {
      await fc.assert(
        fc.asyncProperty(requestsOf(operation), async ({ url, headers, payload }) => {
          // A stream is only asked for where it cannot begin.
          const asked = endless(operation)
            ? url
                .replace(/\/jobs\/[^/]+/, '/jobs/00000000-0000-7000-8000-000000000000')
                .replace(/\/v1\/events.*/, '/v1/events?after=nowhere')
            : url;
          const answer = await room.server.inject({
            method: operation.method as 'GET',
            url: asked,
            headers,
            ...(payload !== undefined ? { payload } : {}),
          });
          judge(operation, { url: asked, headers, payload }, answer);
        }),
        { numRuns: RUNS },
      );
    }
  });
});
