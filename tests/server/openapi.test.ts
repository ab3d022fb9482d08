import { createContext, runInContext } from 'node:vm';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permissions } from '../../src/server/caller.ts';
import { openService, type TestService } from './service.ts';

let open: TestService;
// biome-ignore lint/suspicious/noExplicitAny: the document is what is examined.
let document: any;
// biome-ignore lint/suspicious/noExplicitAny: as above.
let operations: { name: string; path: string; operation: any }[];
beforeAll(async () => {
  open = await openService({ queue: true });
  document = (await open.ask('GET', '/v1/openapi.json')).body;
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as object).map(([method, operation]) => ({ name: `${method} ${path}`, path, operation })),
  );
}, 60_000);
afterAll(async () => open?.close());

/** Every schema of the document with its place. */
function schemasIn(value: unknown, place: string): { place: string; schema: object }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'schema' ? [{ place: `${place}/${key}`, schema: inner }] : schemasIn(inner, `${place}/${key}`),
  );
}

function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : references(inner),
  );
}

describe('the description of the API', () => {
  test('is an OpenAPI 3.1 document with servers and described tags', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.info).toMatchObject({ title: 'Interlinear', version: expect.any(String) });
    expect(document.servers).not.toEqual([]);
    expect(document.tags.every((tag: { description?: string }) => tag.description)).toBe(true);
    expect(operations.length).toBeGreaterThan(30);
  });

  test('says of every operation what it does, under which tag, and what it takes', () => {
    const tags = document.tags.map(({ name }: { name: string }) => name);
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { name, operation } of operations) {
      expect(operation.summary, name).toMatch(/\w/);
      expect(operation.operationId, name).toMatch(/^[a-z][A-Za-z]+$/);
      expect(tags, name).toEqual(expect.arrayContaining(operation.tags));
      expect(operation.tags, name).toHaveLength(1);
      expect([...permissions, 'anyone'], name).toContain(operation['x-permission']);
      expect(operation.security === undefined || operation['x-permission'] === 'anyone', name).toBe(true);
    }
  });

  test('says how each operation goes well, and that it may answer with a problem', () => {
    for (const { name, operation } of operations) {
      const statuses = Object.keys(operation.responses);
      expect(
        // Who is sent on to another page has got what was asked for.
        statuses.some((status) => /^[23]\d\d$/.test(status)),
        name,
      ).toBe(true);
      expect(statuses, name).toEqual(expect.arrayContaining(['4XX', '5XX']));
      for (const [status, response] of Object.entries<{ description?: string; $ref?: string }>(operation.responses)) {
        expect(status, name).toMatch(/^(?:[1-5]\d\d|[45]XX)$/);
        expect(response.$ref ?? response.description, `${name} ${status}`).toBeTruthy();
      }
    }
    const { schema } = document.components.responses.Refused.content['application/problem+json'];
    expect(schema.$ref).toBe('#/components/schemas/Problem');
  });

  test('declares every parameter of a path, once, and only references what is there', () => {
    for (const { name, path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, one]) => one).sort();
      const parameters: { in: string; name: string; required?: boolean }[] = operation.parameters ?? [];
      const declared = parameters.filter((one) => one.in === 'path');
      expect(declared.map((one) => one.name).sort(), name).toEqual(inPath);
      expect(
        declared.every(({ required }) => required),
        name,
      ).toBe(true);
      const keys = parameters.map((one) => `${one.in} ${one.name}`);
      expect(new Set(keys).size, name).toBe(keys.length);
    }
    for (const reference of references(document)) {
      const found = reference
        .replace(/^#\//, '')
        .split('/')
        .reduce((at, key) => at?.[key], document);
      expect(found, reference).toBeDefined();
    }
  });

  test('has schemas that are valid JSON Schema 2020-12', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const schemas = schemasIn(document.paths, '');
    expect(schemas.length).toBeGreaterThan(60);
    for (const { place, schema } of schemas) expect(ajv.validateSchema(schema), place).toBe(true);
    expect(ajv.validateSchema(document.components.schemas.Problem)).toBe(true);
  });

  test('describes the problems that there are', async () => {
    const problem = (await open.ask('GET', '/v1/memories?limit=0')).body;
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    expect(ajv.validate(document.components.schemas.Problem, problem)).toBe(true);
  });

  test('has a page on which whoever is signed in can try what changes something', async () => {
    const script = (await open.ask('GET', '/docs/static/swagger-initializer.js')).text;
    // biome-ignore lint/suspicious/noExplicitAny: what the page is made with.
    let made: any;
    const bundle = Object.assign(
      (config: object) => {
        made = config;
        return { initOAuth: () => {} };
      },
      { presets: {}, plugins: {} },
    );
    const asked: string[] = [];
    const element = { href: '', appendChild: () => {}, setAttribute: () => {} };
    const page = createContext({
      window: { location: { href: 'http://127.0.0.1/docs' } },
      document: { createElement: () => element, querySelector: () => element },
      SwaggerUIBundle: bundle,
      SwaggerUIStandalonePreset: {},
      fetch: async (url: string) => {
        asked.push(url);
        return { ok: true, json: async () => ({ csrfToken: 'shown' }) };
      },
    });
    runInContext(`${script}; window.onload()`, page);
    const tried = async (request: object) => (await made.requestInterceptor(request)).headers;
    expect(await tried({ method: 'POST', headers: {} })).toEqual({ 'Interlinear-CSRF': 'shown' });
    expect(asked).toEqual(['/v1/session']);
    expect(await tried({ method: 'GET', headers: {} })).toEqual({});
    expect(await tried({ url: '/docs/json', headers: {} })).toEqual({});
    expect(await tried({ method: 'POST', headers: { Authorization: 'Bearer k' } })).toEqual({
      Authorization: 'Bearer k',
    });
  });
});
