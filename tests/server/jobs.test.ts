import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';
import { type Newsroom, openNewsroom } from './newsroom.ts';

const story = 'The mayor opened the bridge on Monday.\n\nThe road is closed. It will open in May.\n';
const json = { 'content-type': 'application/json' };

describe.each(databaseKinds)('on $name', ({ missing, open }) => {
  describe.skipIf(missing)(missing ?? 'jobs over HTTP', () => {
    let database: TestDatabase;
    let room: Newsroom;
    beforeAll(async () => {
      database = await open();
      room = await openNewsroom(database);
    });
    afterAll(async () => {
      await room?.close();
      await database?.close();
    });

    const post = (payload: unknown, headers: Record<string, string> = {}, url = '/v1/jobs') =>
      room.server.inject({ method: 'POST', url, payload: payload as object, headers: { ...json, ...headers } });
    const get = async (url: string, headers: Record<string, string> = {}) => room.server.inject({ url, headers });
    const inline = (text = story, extra: object = {}) => ({
      to: ['es'],
      engines: ['capitals'],
      articles: [{ fileName: 'bridge.en.txt', text, metadata: { slug: 'bridge' } }],
      ...extra,
    });

    test('an article goes in as JSON, and comes out with its languages, segments and files', async () => {
      const accepted = await post(inline(story, { name: 'Monday', deadline: '2030-01-01T00:00:00+02:00' }));
      expect(accepted.statusCode, accepted.body).toBe(202);
      const { id } = accepted.json();
      expect(accepted.headers.location).toBe(`/v1/jobs/${id}`);
      await room.work(id);
      const job = (await get(`/v1/jobs/${id}`)).json();
      expect(job).toMatchObject({
        status: 'done',
        name: 'Monday',
        deadline: '2029-12-31T22:00:00.000Z',
        articles: { done: 1 },
        languages: [{ language: 'es', versions: { done: 1 }, segments: 3, segmentsDone: 3 }],
      });
      const [{ id: article }] = job.progress.items;
      const shown = (await get(`/v1/articles/${article}`)).json();
      expect(shown).toMatchObject({ name: 'bridge', language: 'en', metadata: { slug: 'bridge' }, revision: 1 });
      const segments = (await get(`/v1/articles/${article}/languages/es/segments`)).json();
      expect(segments.items.map((row: { source: { text: string } }) => row.source.text)).toEqual([
        'The mayor opened the bridge on Monday.',
        'The road is closed.',
        'It will open in May.',
      ]);
      expect(segments.items[1].target).toMatchObject({ text: 'THE ROAD IS CLOSED.', state: 'initial', origin: 'mt' });
      const files = (await get(`/v1/articles/${article}/outputs`)).json();
      expect(files.items.map((file: { name: string }) => file.name)).toContain('bridge.en-es.tmx');
    });

    test('lists go page by page, each row once, and filters hold', async () => {
      for (const text of ['One 100% story.', 'Two stories.', 'Three stories.'])
        await post(inline(text, { name: text }));
      const seen: string[] = [];
      let cursor = '';
      do {
        const page = (await get(`/v1/jobs?limit=2${cursor && `&cursor=${cursor}`}`)).json();
        seen.push(...page.items.map((row: { id: string }) => row.id));
        cursor = page.next ?? '';
      } while (cursor);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBeGreaterThanOrEqual(4);
      expect(seen).toEqual([...seen].sort().reverse());
      const found = async (query: string) => (await get(`/v1/jobs?${query}`)).json().items.length;
      expect(await found('text=100%25 ')).toBe(1);
      expect(await found('text=%25%25')).toBe(0);
      expect(await found('status=done')).toBe(1);
      expect(await found('language=fr')).toBe(0);
      expect(await found('createdAfter=2999-01-01T00:00:00Z')).toBe(0);
      const articles = async (query: string) => (await get(`/v1/articles?${query}`)).json().items.length;
      expect(await articles('status=done&hasFindings=true')).toBeLessThanOrEqual(1);
      expect(await articles('deadlineBefore=2031-01-01T00:00:00Z')).toBe(1);
      expect(await articles('embargoed=true')).toBe(0);
    });

    test('one key makes one job, however many ask at once; another body with it is a conflict', async () => {
      const headers = { 'idempotency-key': 'monday-1' };
      const answers = await Promise.all(Array.from({ length: 50 }, () => post(inline('Once only.'), headers)));
      expect(new Set(answers.map((answer) => answer.json().id)).size).toBe(1);
      expect(answers.filter((answer) => answer.statusCode === 202)).toHaveLength(1);
      expect(answers.filter((answer) => answer.statusCode === 200)).toHaveLength(49);
      const other = await post(inline('Something else.'), headers);
      expect(other.statusCode).toBe(409);
      expect(other.json().code).toBe('request.conflict');
      const another = await post(inline('Once only.'), { 'idempotency-key': 'monday-2' });
      expect(another.statusCode).toBe(202);
      expect(another.json().id).not.toBe(answers[0]?.json().id);
      // The key holds when the job is over, too.
      await room.work(answers[0]?.json().id);
      expect((await post(inline('Once only.'), headers)).json().id).toBe(answers[0]?.json().id);
    });

    test('thousands of articles come line by line, all of them or none', async () => {
      const line = (value: unknown) => `${JSON.stringify(value)}\n`;
      const ndjson = { 'content-type': 'application/x-ndjson', 'idempotency-key': 'lines' };
      const head = line({ to: ['es'], engines: ['capitals'], priority: 'bulk' });
      const lines = Array.from({ length: 1000 }, (_, number) =>
        line({ fileName: `s${number}.txt`, text: `Story ${number}.` }),
      );
      const broken = [head, ...lines];
      broken[500] = '{"text": 5}\n';
      broken[700] = '{"text": "unfinished\n';
      const refused = await post(broken.join(''), ndjson);
      expect(refused.statusCode).toBe(400);
      expect(refused.json().parameters).toMatchObject({ lines: '501, 701', line: 501 });
      const jobsBefore = (await get('/v1/jobs?limit=1')).json().items[0].id;
      const { tables } = database.database;
      expect(await tables.selectFrom('interlinear.incoming').selectAll().execute()).toEqual([]);
      const taken = await post([head, ...lines].join(''), ndjson);
      expect(taken.statusCode, taken.body).toBe(202);
      expect(taken.json()).toMatchObject({ articles: 1000, repeated: false });
      expect(taken.json().id).not.toBe(jobsBefore);
      const again = await post([head, ...lines].join(''), ndjson);
      expect([again.statusCode, again.json().id]).toEqual([200, taken.json().id]);
      const job = (await get(`/v1/jobs/${taken.json().id}?limit=200`)).json();
      expect(job).toMatchObject({ articles: { accepted: 1000 }, priority: 'bulk' });
      expect(job.progress.items).toHaveLength(200);
      const second = (await get(`/v1/jobs/${job.id}?limit=200&cursor=${job.progress.next}`)).json();
      expect(second.progress.items[0].fileName).toBe('s200.txt');
      expect(await tables.selectFrom('interlinear.incoming').selectAll().execute()).toEqual([]);
      expect((await post({}, {}, `/v1/jobs/${job.id}/cancel`)).json()).toEqual({ status: 'canceled', articles: 1000 });
    });

    test('files come as an upload, with their source and metadata', async () => {
      const form = new FormData();
      form.append('job', JSON.stringify({ to: ['es'], engines: ['capitals'] }));
      form.append('article', new Blob([story]), '../../up/bridge.txt');
      form.append(
        'source',
        new Blob(['Le maire a ouvert le pont lundi.\n\nLa route est fermée. Elle ouvrira en mai.\n']),
        'pont.fr.txt',
      );
      form.append('metadata', JSON.stringify({ slug: 'b' }));
      form.append('article', new Blob([story]), 'second.html');
      const packed = new Response(form);
      const answer = await post(Buffer.from(await packed.arrayBuffer()), {
        'content-type': packed.headers.get('content-type') ?? '',
      });
      expect(answer.statusCode, answer.body).toBe(202);
      await room.work(answer.json().id);
      const { items } = (await get(`/v1/articles?job=${answer.json().id}&sort=createdAt`)).json();
      expect(items).toMatchObject([
        { fileName: 'bridge.txt', metadata: { slug: 'b' }, source: { language: 'fr' } },
        { fileName: 'second.html', metadata: {}, source: null },
      ]);
      const given = (await get(`/v1/articles/${items[0].id}/languages/en/segments`)).json();
      expect(given).toMatchObject({ kind: 'given', sourceLanguage: 'fr' });
      expect(given.items[0]).toMatchObject({ id: null, target: { origin: 'given' } });
    });

    test('a failed article is a dead letter until it is redriven', async () => {
      const { id } = (await post({ to: ['es'], articles: [{ fileName: 'a.txt', base64: 'AAAA' }] })).json();
      await room.work(id);
      const { items } = (await get('/v1/dead-letters')).json();
      const letter = items.find((one: { job: string }) => one.job === id);
      expect(letter).toMatchObject({ status: 'failed', error: { code: 'input.binary' } });
      expect((await get('/v1/dead-letters', { 'accept-language': 'fr' })).json().items[0].error.title).toMatch(
        /fichier/,
      );
      const again = await post({ articles: [letter.article] }, {}, '/v1/dead-letters/redrive');
      expect(again.json()).toEqual({ articles: [letter.article] });
      expect((await get(`/v1/jobs/${id}`)).json().status).toBe('running');
      const retried = await post({ languages: ['es'] }, {}, `/v1/jobs/${id}/retry`);
      expect(retried.json()).toEqual({ articles: 0, languages: 0 });
    });

    test('another desk sees none of it', async () => {
      const { id } = (await post(inline('A secret.'))).json();
      await room.work(id);
      const { items } = (await get(`/v1/articles?job=${id}`)).json();
      const article = items[0].id;
      const other = { 'x-desk': 'other' };
      expect((await get('/v1/jobs', other)).json().items).toEqual([]);
      expect((await get(`/v1/articles?job=${id}`, other)).json().items).toEqual([]);
      for (const path of ['', '/revisions', '/versions', '/findings', '/outputs', '/languages/es/segments'])
        expect((await get(`/v1/articles/${article}${path}`, other)).statusCode, path).toBe(404);
      for (const path of ['', '/events']) expect((await get(`/v1/jobs/${id}${path}`, other)).statusCode).toBe(404);
      for (const act of ['cancel', 'retry'])
        expect((await post({}, other, `/v1/jobs/${id}/${act}`)).statusCode, act).toBe(404);
    });
  });
});
