import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LanguageTag } from '../../src/model/language.ts';
import type { Engine } from '../../src/model/ports.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';
import { type Newsroom, openNewsroom } from './newsroom.ts';
import { reviewDesk } from './review-desk.ts';

/** An engine from English to Spanish that answers with what it is told to make of a text. */
function engine(name: string, make: (text: string) => string): Engine {
  return {
    name,
    capabilities: async () => ({
      available: true,
      sendsTextOutside: false,
      pairs: [{ from: 'en' as LanguageTag, to: 'es' as LanguageTag, route: 'en>es' }],
      limits: { segmentCharacters: 5000, segmentsPerCall: 100 },
      costPerMillionCharacters: 0,
    }),
    version: async () => `${name} 1`,
    translate: async ({ segments }) => ({
      results: segments.map(({ text, codes }) => ({ text: make(text), codes, unknownWords: [], lostTerms: [] })),
      route: 'en>es',
      version: `${name} 1`,
    }),
  };
}

let database: TestDatabase;
let room: Newsroom;
let desk: ReturnType<typeof reviewDesk>;
beforeAll(async () => {
  database = (await databaseKinds[0]?.open()) as TestDatabase;
  const capitals = engine('capitals', (text) => text.toUpperCase());
  room = await openNewsroom(
    database,
    {},
    new Map([capitals, engine('copier', (text) => text)].map((one) => [one.name, one])),
  );
  desk = reviewDesk(room);
}, 60_000);
afterAll(async () => {
  await room?.close();
  await database?.close();
});

const ask: ReturnType<typeof reviewDesk>['ask'] = (...words) => desk.ask(...words);

describe('views of the inbox', () => {
  test('are one person’s own at one desk, and one name has one view', async () => {
    const body = { name: 'Mine', filters: { assignee: 'me', hasFindings: true } };
    expect((await ask('PUT', '/v1/views', body)).body.items).toEqual([body]);
    const other = { name: 'Mine', filters: { language: 'es' } };
    expect((await ask('PUT', '/v1/views', other)).body.items).toEqual([other]);
    expect((await ask('GET', '/v1/views', undefined, desk.as('ben', 'read'))).body.items).toEqual([]);
    expect((await ask('GET', '/v1/views', undefined, { 'x-desk': 'other' })).body.items).toEqual([]);
    expect((await ask('DELETE', '/v1/views?name=Mine')).body.items).toEqual([]);
    expect((await ask('DELETE', '/v1/views?name=Mine')).status).toBe(200);
  });

  test('are fifty at most', async () => {
    const keep = (name: string) => ask('PUT', '/v1/views', { name, filters: {} }, desk.as('carla', 'read'));
    for (let count = 0; count < 50; count++) expect((await keep(`View ${count}`)).status).toBe(200);
    expect((await keep('One more')).body).toMatchObject({ code: 'view.too-many', status: 409 });
    expect((await keep('View 7')).status).toBe(200);
  });
});

describe('how urgent a job is', () => {
  test('can be changed while it waits, with its deadline, and the log has both', async () => {
    const submitted = { to: ['es'], engines: ['capitals'], articles: [{ fileName: 'a.en.txt', text: 'The road.' }] };
    const { id } = (await ask('POST', '/v1/jobs', submitted)).body;
    const change = { priority: 'interactive', deadline: '2030-05-04T10:00:00Z' };
    expect((await ask('PATCH', `/v1/jobs/${id}`, change)).status).toBe(200);
    expect((await ask('GET', `/v1/jobs/${id}`)).body).toMatchObject({
      priority: 'interactive',
      deadline: '2030-05-04T10:00:00.000Z',
    });
    const rows = await database.database.tables
      .selectFrom('interlinear.outbox as row')
      .innerJoin('interlinear.article as article', 'article.id', 'row.article_id')
      .select('row.priority')
      .where('article.job_id', '=', id)
      .execute();
    expect(rows.map(({ priority }) => priority)).toEqual([0]);
    expect((await ask('PATCH', `/v1/jobs/${id}`, { deadline: null })).status).toBe(200);
    expect((await ask('GET', `/v1/jobs/${id}`)).body).toMatchObject({ priority: 'interactive', deadline: null });
    const acts = (await ask('GET', `/v1/audit?act=job.change&subject=${id}`)).body.items;
    expect(acts.at(-1)).toMatchObject({ before: { priority: 'normal' }, after: { priority: 'interactive' } });
    expect((await ask('PATCH', `/v1/jobs/${id}`, change, { 'x-desk': 'other' })).status).toBe(404);
  });
});

describe('terms that reviews propose', () => {
  test('are names that a person put right; they come into a glossary, or are set aside, once', async () => {
    const text = 'The convoy left Zarbu at noon. The office of Marda is closed.';
    const submitted = { to: ['es'], engines: ['copier'], articles: [{ fileName: 'convoy.en.txt', text }] };
    const { id: job } = (await ask('POST', '/v1/jobs', submitted)).body;
    await room.work(job);
    const article = (await ask('GET', `/v1/jobs/${job}`)).body.progress.items[0].id;
    for (const row of await desk.rows(article)) {
      const written = (row.target.text ?? '').replace('Zarbu', 'Zarbou').replace('Marda', 'MARDA');
      await desk.write(article, row, { text: written, state: 'translated', acknowledge: true });
    }
    const listed = async () => (await ask('GET', '/v1/terms/proposals')).body.items;
    const found = await listed();
    expect(found.map(({ after }: { after: string }) => after)).toContain('Zarbou');
    const proposal = found.find(({ after }: { after: string }) => after === 'Zarbou');
    const { id: glossary } = (await ask('POST', '/v1/glossaries', { name: 'names' })).body;
    const taken = (await ask('POST', '/v1/terms/proposals', { proposal: proposal.id, glossary })).body;
    expect(taken).toMatchObject({ done: true, concept: expect.any(String) });
    const { terms } = (await ask('GET', `/v1/glossaries/${glossary}/concepts/${taken.concept}`)).body;
    expect(terms).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ language: 'es', text: 'Zarbou', status: 'preferred' }),
        expect.objectContaining({ language: 'es', text: 'Zarbu', status: 'deprecated' }),
        expect.objectContaining({ language: 'en', text: 'Zarbu', status: 'preferred' }),
      ]),
    );
    expect((await listed()).map(({ id }: { id: string }) => id)).not.toContain(proposal.id);
    expect((await ask('POST', '/v1/terms/proposals', { proposal: proposal.id, glossary: null })).body.done).toBe(false);
    for (const { id } of await listed())
      expect((await ask('POST', '/v1/terms/proposals', { proposal: id, glossary: null })).body).toMatchObject({
        done: true,
        concept: null,
      });
    expect(await listed()).toEqual([]);
  });
});

describe('a glossary file', () => {
  test('is looked at without a trace, and says the same as when it is read in', async () => {
    const { id } = (await ask('POST', '/v1/glossaries', { name: 'looked at' })).body;
    const send = async (rows: string, query = '') =>
      (
        await room.server.inject({
          method: 'POST',
          url: `/v1/glossaries/${id}/import${query}`,
          headers: { 'content-type': 'text/csv' },
          payload: `concept,language,term,status\n${rows}`,
        })
      ).json();
    await send('bridge,en,bridge,preferred\n');
    const rows = 'bridge,en,bridge,deprecated\nroad,en,road,preferred\n';
    const looked = await send(rows, '?merge=replace&dryRun=true');
    expect((await ask('GET', `/v1/glossaries/${id}`)).body).toMatchObject({ terms: 1, revision: 1 });
    const read = await send(rows, '?merge=replace');
    expect(looked).toEqual(read);
    expect(read).toMatchObject({ new: 1, replaced: 1, conflicting: 1 });
    const kinds = async (kind: string) =>
      (await ask('GET', `/v1/glossaries/${id}/concepts?kind=${kind}`)).body.items.length;
    expect([await kinds('term'), await kinds('name')]).toEqual([2, 0]);
  });
});

describe('a unit of a memory', () => {
  test('is put right by hand, not over what somebody else wrote, and the change can be taken back', async () => {
    const { id } = (await ask('POST', '/v1/memories', { name: 'by hand', writable: true })).body;
    await room.server.inject({
      method: 'POST',
      url: `/v1/memories/${id}/import?format=csv`,
      headers: { 'content-type': 'text/csv' },
      payload: 'en,es\nThe road is closed.,El camino está cerrado.\nThe road is open.,La vía abre.\n',
    });
    const units = async () => (await ask('GET', `/v1/memories/${id}/units`)).body.items;
    const [first] = await units();
    const url = `/v1/memories/${id}/units/${first.id}`;
    const change = { language: 'es', before: 'El camino está cerrado.', text: 'La carretera está cerrada.' };
    const { status, body } = await ask('PATCH', url, change);
    expect({ status, units: body.change?.units }).toEqual({ status: 200, units: 1 });
    expect((await units())[0].texts[1].text).toBe(change.text);
    expect((await units())[1].texts[1].text).toBe('La vía abre.');
    expect((await ask('PATCH', url, change)).body).toMatchObject({ code: 'memory.unit-changed', status: 409 });
    expect((await ask('POST', `/v1/memories/${id}/changes/${body.change.id}/undo`)).status).toBe(200);
    expect((await units())[0].texts[1].text).toBe(change.before);
  });
});

describe('an engine', () => {
  test('is tried with a sentence, which counts as a call, and says what it answered and how fast', async () => {
    const tried = { engine: 'capitals', from: 'en', to: 'es', text: 'The road is closed.' };
    for (const _ of [1, 2])
      expect((await ask('POST', '/v1/engines/test', tried)).body).toMatchObject({
        text: 'THE ROAD IS CLOSED.',
        route: 'en>es',
        version: 'capitals 1',
        cost: 0,
      });
    const [costs] = (await ask('GET', '/v1/engines/costs')).body.engines;
    expect(costs.calls).toBeGreaterThanOrEqual(2);
    expect((await ask('POST', '/v1/engines/test', { ...tried, to: 'ar' })).body.code).toBe('engine.pair');
    expect((await ask('POST', '/v1/engines/test', { ...tried, engine: 'nobody' })).body.code).toBe('engine.unknown');
  });
});

describe('house styles', () => {
  test('are listed with their rules, and a desk’s own is what its submissions go by', async () => {
    const { items } = (await ask('GET', '/v1/styles')).body;
    expect(items.map(({ name }: { name: string }) => name)).toContain('reuters');
    expect((await ask('GET', '/v1/styles/reuters')).body.rules.length).toBeGreaterThan(0);
    expect((await ask('GET', '/v1/styles/nobody')).body.code).toBe('style.not-own');
    expect((await ask('PATCH', `/v1/desks/${room.desk}`, { houseStyle: 'reuters' })).body.houseStyle).toBe('reuters');
    const submitted = { to: ['es'], engines: ['capitals'], articles: [{ fileName: 'b.en.txt', text: 'A bridge.' }] };
    const { id } = (await ask('POST', '/v1/jobs', submitted)).body;
    const { options } = await database.database.tables
      .selectFrom('interlinear.job')
      .select('options')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(options.style?.name).toBe('reuters');
  });
});

describe('files of several articles', () => {
  test('come as one archive, a folder an article, and those of one language alone', async () => {
    const articles = [await desk.article('The first road.'), await desk.article('The second road.')];
    const query = articles.map((id) => `articles=${id}`).join('&');
    const names = async (more = '') => {
      const { rawPayload, statusCode, headers } = await room.server.inject({ url: `/v1/outputs?${query}${more}` });
      expect(statusCode).toBe(200);
      expect(headers['content-disposition']).toMatch(/filename="interlinear-\d{4}-\d\d-\d\d\.zip"/);
      // Names stand before what they name (PKWARE APPNOTE 4.3.7); so do they in the directory at the end.
      return [...new Set(rawPayload.toString('latin1').match(/story[\w (2)]*\/[\w.-]+\.[a-z]+/g))];
    };
    const all = await names();
    expect(new Set(all.map((name) => name.split('/')[0]))).toEqual(new Set(['story', 'story (2)']));
    const spanish = await names('&language=es');
    expect(spanish.length).toBeGreaterThan(0);
    expect(spanish.length).toBeLessThan(all.length);
    expect((await ask('GET', `/v1/outputs?${query}`, undefined, { 'x-desk': 'other' })).status).toBe(404);
  });
});
