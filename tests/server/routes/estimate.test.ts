import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../src/model/ports.ts';
import { openService, type TestService } from '../service.ts';

const paid: Engine = {
  name: 'paid',
  capabilities: async () => ({
    available: true,
    pairs: [{ from: 'en', to: 'es', route: 'en>es' }],
    limits: { segmentCharacters: 1000, segmentsPerCall: 10 },
    costPerMillionCharacters: 1000,
    sendsTextOutside: true,
  }),
  version: async () => 'paid 1',
  translate: async () => {
    throw new Error('an estimate asks no engine');
  },
};
const broken: Engine = { ...paid, name: 'broken', capabilities: () => Promise.reject(new Error('away')) };

let open: TestService;
beforeAll(async () => {
  const engines = new Map([paid, broken].map((engine) => [engine.name, engine]));
  open = await openService({ engines, config: { engine: 'paid' } });
}, 60_000);
afterAll(async () => open?.close());

const article = { fileName: 'a.txt', text: 'The trucks are waiting at the border.\n\nNobody knows why they do.' };

describe('an estimate over the service', () => {
  test('says segments and money, and what the budget leaves', async () => {
    const wish = { articles: [article], to: ['es'], from: 'en' };
    const { body } = await open.ask('POST', '/v1/estimate', wish);
    expect(body.languages).toMatchObject([{ language: 'es', engine: 'paid', reason: null, asked: { segments: 2 } }]);
    expect(body.cost).toBeCloseTo(body.languages[0].asked.characters / 1000);
    expect(body.leftToday).toBeNull();
    await open.ask('PATCH', '/v1/engines/rules', { dailyBudget: 5 });
    expect((await open.ask('POST', '/v1/estimate', wish)).body.leftToday).toBe(5);
    await open.ask('PATCH', '/v1/engines/rules', { dailyBudget: null });
  });

  test('says why nobody can do a pair, and which article cannot be read', async () => {
    const wish = { articles: [article, { fileName: 'b.txt' }], to: ['es', 'ar'], from: 'en' };
    const { body } = await open.ask('POST', '/v1/estimate', wish);
    expect(body).toMatchObject({ articles: 1, failed: [{ fileName: 'b.txt', error: { code: 'request.no-file' } }] });
    expect(body.languages[1]).toMatchObject({ language: 'ar', engine: null, cost: 0 });
    expect(body.languages[1].reason.title).toMatch(/\w/);
    expect((await open.ask('POST', '/v1/estimate', { ...wish, engine: 'nobody' })).status).toBe(400);
  });

  test('is not sent outside where the desk forbids it', async () => {
    expect((await open.ask('PATCH', '/v1/engines/rules', { sendsOutside: false })).body.sendsOutside).toBe(false);
    const { body } = await open.ask('POST', '/v1/estimate', { articles: [article], to: ['es'], from: 'en' });
    expect(body.languages[0].engine).toBeNull();
    await open.ask('PATCH', '/v1/engines/rules', { sendsOutside: true });
  });

  test('knows the engines, those that do not answer too, and what they cost', async () => {
    const { items } = (await open.ask('GET', '/v1/engines')).body;
    expect(items).toMatchObject([
      { name: 'paid', available: true, costPerMillionCharacters: 1000, sendsTextOutside: true },
      { name: 'broken', available: false, error: { code: 'internal' } },
    ]);
    expect((await open.ask('GET', '/v1/engines/costs')).body).toMatchObject({ engines: [], spentToday: 0 });
    expect((await open.ask('PATCH', '/v1/engines/rules', { dailyBudget: 1 }, { may: ['review'] })).status).toBe(403);
  });
});
