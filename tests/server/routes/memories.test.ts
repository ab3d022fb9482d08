import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../journeys/interlinear.ts';
import { openService, type TestService } from '../service.ts';

let open: TestService;
beforeAll(async () => {
  open = await openService();
}, 60_000);
afterAll(async () => open?.close());

const ask: TestService['ask'] = (...words) => open.ask(...words);
const tmx = readFileSync(join(root, 'examples/idleb/memory.tmx'), 'utf8');

async function made(name: string, more: object = {}): Promise<string> {
  const { status, body } = await ask('POST', '/v1/memories', { name, writable: true, ...more });
  expect(status).toBe(201);
  return body.id;
}
const imported = (id: string, content: string, type = 'text/csv') =>
  ask('POST', `/v1/memories/${id}/import`, content, { headers: { 'content-type': type } });

describe('memories over the service', () => {
  test('are made, listed page by page, set, and shared by the desk that owns them', async () => {
    const id = await made('agency', { priority: 3 });
    expect((await ask('POST', '/v1/memories', { name: 'agency' })).status).toBe(409);
    const first = (await ask('GET', '/v1/memories?limit=1')).body;
    expect(first.items).toHaveLength(1);
    const second = (await ask('GET', `/v1/memories?limit=1&cursor=${first.next}`)).body;
    expect([first.items[0].name, second.items[0].name, second.next]).toEqual(['desk', 'agency', null]);
    const set = await ask('PATCH', `/v1/memories/${id}`, { penalty: 2, overwrite: 'never' });
    expect(set.body).toMatchObject({ priority: 3, penalty: 2, overwrite: 'never' });

    const sports = { desk: 'sports' };
    expect((await ask('GET', `/v1/memories/${id}`, undefined, sports)).status).toBe(404);
    await ask('PUT', `/v1/memories/${id}/rights/sports`, { right: 'read' });
    const seen = (await ask('GET', `/v1/memories/${id}`, undefined, sports)).body;
    expect(seen).toMatchObject({ owner: 'newsroom', rights: [{ desk: 'sports', right: 'read' }] });
    expect((await ask('PATCH', `/v1/memories/${id}`, { penalty: 0 }, sports)).body.code).toBe('memory.not-own');
    expect(
      (
        await ask('POST', `/v1/memories/${id}/import`, 'en,fr\na,b\n', {
          ...sports,
          headers: { 'content-type': 'text/csv' },
        })
      ).status,
    ).toBe(403);
    await ask('PUT', `/v1/memories/${id}/rights/sports`, { right: 'none' });
    expect((await ask('GET', `/v1/memories/${id}`, undefined, sports)).status).toBe(404);
    expect((await ask('PUT', `/v1/memories/${id}/rights/nowhere`, { right: 'read' })).body.parameters.known).toBe(
      'newsroom',
    );
  });

  test('take files in and give them out: what was exported is the same when it is read again', async () => {
    const id = await made('story');
    const first = await imported(id, tmx, 'application/xml');
    expect(first.body).toMatchObject({ format: 'tmx', same: 0, refused: 0 });
    expect(first.body.new).toBeGreaterThan(5);
    expect((await imported(id, tmx, 'application/xml')).body).toMatchObject({ new: 0, same: first.body.new });
    const file = await ask('GET', `/v1/memories/${id}/export`);
    expect(file.headers['content-type']).toMatch(/tmx/);
    expect(file.headers['content-disposition']).toContain('story.tmx');
    const copy = await made('copy');
    expect((await imported(copy, file.text, 'application/xml')).body.new).toBe(first.body.new);
    const { statistics } = (await ask('GET', `/v1/memories/${copy}`)).body;
    expect(statistics.units).toBe(first.body.new);

    const csv = await ask('GET', `/v1/memories/${id}/export?format=csv`);
    const third = await made('from-csv');
    expect((await imported(third, csv.text)).body).toMatchObject({ format: 'csv', new: first.body.new, refused: 0 });
    const all = await ask('GET', '/v1/memories/export?format=tsv');
    expect(all.text.split('\n').length).toBeGreaterThan(3 * first.body.new);
  });

  test('say line by line what of a file they cannot take, in the language of the request', async () => {
    const id = await made('faults');
    const rows = ['en,fr,author', 'The bridge,Le pont,A', ',seul,', 'The road,"La ""route""",B', '"open,x'];
    const { body } = await open.ask('POST', `/v1/memories/${id}/import`, rows.join('\n'), {
      headers: { 'content-type': 'text/csv', 'accept-language': 'fr' },
    });
    expect(body).toMatchObject({ new: 2, refused: 1, refusals: [{ line: 3, code: 'memory.unit-variants' }] });
    expect(body.error).toMatchObject({ code: 'memory.rows' });
    expect(body.error.title).toContain('ligne 5');
    const header = await imported(id, 'en,colour\na,b\n');
    expect(header.body.error.title).toContain('colour');
    expect((await imported(id, '')).body.code).toBe('request.no-file');
    const broken = await imported(id, `${tmx.slice(0, 3000)}`, 'application/xml');
    expect(broken.body.error.code).toBe('memory.malformed');
    expect((await ask('POST', `/v1/memories/${id}/import`, {}, {})).body.code).toBe('request.no-file');
  });

  test('take the file of a form, and none that is too large', async () => {
    const id = await made('form');
    const form = (content: string) =>
      [
        '--b',
        'Content-Disposition: form-data; name="file"; filename="../../units.tsv"',
        'Content-Type: application/octet-stream',
        '',
        content,
        '--b--',
        '',
      ].join('\r\n');
    const headers = { 'content-type': 'multipart/form-data; boundary=b' };
    const { body } = await ask('POST', `/v1/memories/${id}/import`, form('en\tes\nyes\tsí'), { headers });
    expect(body).toMatchObject({ format: 'tsv', new: 1 });
    const limit = open.service.config.importLimitMegabytes;
    open.service.config.importLimitMegabytes = 0.001;
    try {
      const large = `en\tes\n${'word\tpalabra\n'.repeat(200)}`;
      expect((await ask('POST', `/v1/memories/${id}/import`, form(large), { headers })).status).toBe(413);
      expect((await imported(id, large)).status).toBe(413);
    } finally {
      open.service.config.importLimitMegabytes = limit;
    }
    expect((await ask('GET', `/v1/memories/${id}`)).body.units).toBe(1);
  });

  test('show and change their units, first counted, and take changes back', async () => {
    const id = await made('changes');
    const lines = Array.from({ length: 7 }, (_, index) => `Idleb is near ${index},Idleb está cerca de ${index}`);
    await imported(id, ['en,es', ...lines].join('\n'));
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await ask('GET', `/v1/memories/${id}/units?limit=3${cursor}`);
      seen.push(...body.items.map((unit: { texts: { text: string }[] }) => unit.texts[0]?.text));
      cursor = body.next ? `&cursor=${body.next}` : '';
    } while (cursor);
    expect(seen).toEqual(lines.map((line) => line.split(',')[0]));

    const wish = { wording: 'Idleb', replacement: 'Idlib', language: 'es', word: true };
    const preview = await ask('POST', `/v1/memories/${id}/replace`, wish);
    expect(preview.body).toMatchObject({ texts: 7, change: null });
    const { change } = (await ask('POST', `/v1/memories/${id}/replace`, { ...wish, apply: true })).body;
    expect(change.units).toBe(7);
    const found = async (text: string) =>
      (await ask('GET', `/v1/memories/${id}/units?containing=${text}`)).body.items.length;
    expect(await found('Idlib')).toBe(7);
    const undone = await ask('POST', `/v1/memories/${id}/changes/${change.id}/undo`);
    expect(undone.body).toMatchObject({ restored: 7 });
    expect((await ask('POST', `/v1/memories/${id}/changes/${change.id}/undo`)).status).toBe(404);
    expect(await found('Idlib')).toBe(0);

    const unit = (await ask('GET', `/v1/memories/${id}/units?limit=1`)).body.items[0].id;
    expect((await ask('DELETE', `/v1/memories/${id}/units/${unit}`)).body.units).toBe(1);
    expect((await ask('DELETE', `/v1/memories/${id}/units/${unit}`)).status).toBe(404);
    expect((await ask('POST', `/v1/memories/${id}/delete`, {})).body.code).toBe('memory.selection');
    expect((await ask('POST', `/v1/memories/${id}/delete`, { containing: '3' })).body).toEqual({
      units: 1,
      change: null,
    });
    expect((await ask('POST', `/v1/memories/${id}/delete`, { everything: true, apply: true })).body.units).toBe(6);
    const changes = (await ask('GET', `/v1/memories/${id}/changes?limit=2`)).body;
    expect(changes.items.map((one: { kind: string }) => one.kind)).toEqual(['delete', 'delete']);
    const rest = (await ask('GET', `/v1/memories/${id}/changes?limit=2&cursor=${changes.next}`)).body;
    expect(rest.items).toMatchObject([{ kind: 'replace', units: 7 }]);
    expect((await ask('POST', `/v1/memories/${id}/lint`, {})).body).toMatchObject({ found: 0, change: null });
    expect((await ask('POST', `/v1/memories/${id}/dedupe`, { apply: true })).body).toMatchObject({ redundant: 0 });
  });

  test('are searched, for a text and for a phrase, and count a batch', async () => {
    const text = 'The trucks are waiting at the border crossing of Bab al-Hawa.';
    const id = await made('search');
    await imported(id, `en,es\n"${text}","Los camiones esperan en el paso fronterizo de Bab al Hawa."\n`);
    const search = await ask('POST', '/v1/memories/search', { text, from: 'en', to: 'es' });
    expect(search.body.matches[0]).toMatchObject({ memory: 'search', source: text });
    expect(search.body.matches[0].score).toBeGreaterThanOrEqual(98);
    const lines = (await ask('POST', '/v1/memories/concordance', { phrase: 'border crossing', from: 'en', memory: id }))
      .body.lines;
    expect(lines).toHaveLength(1);
    const [span] = lines[0].spans;
    expect(lines[0].text.slice(span.start, span.end)).toBe('border crossing');
    const elsewhere = await ask('POST', '/v1/memories/search', { text, from: 'en', to: 'es' }, { desk: 'sports' });
    expect(elsewhere.body.matches).toEqual([]);
    const batch = {
      articles: [
        { fileName: 'a.txt', text },
        { fileName: 'b.txt', base64: '' },
      ],
      to: ['es', 'fr'],
    };
    const analysis = (await ask('POST', '/v1/memories/analyse', batch)).body;
    expect(analysis).toMatchObject({ articles: 1, failed: [{ fileName: 'b.txt', error: { code: 'input.empty' } }] });
    const [spanish, french] = analysis.languages;
    expect(spanish.bands.total.segments).toBe(1);
    expect(french.bands.none.segments).toBe(1);
    expect((await ask('POST', '/v1/memories/search', { text, from: 'xx-nothing-x', to: 'es' })).status).toBe(400);
  });

  test('are for those who may: reading is no right to change', async () => {
    const id = await made('rights');
    const as = (may: 'read' | 'submit' | 'review') => ({ may: [may] });
    expect((await ask('GET', `/v1/memories/${id}`, undefined, as('read'))).status).toBe(200);
    expect((await ask('POST', `/v1/memories/${id}/delete`, { everything: true }, as('submit'))).status).toBe(403);
    expect((await ask('POST', '/v1/memories', { name: 'x' }, as('review'))).status).toBe(403);
  });

  test('refuse places in a list that they never gave', async () => {
    for (const cursor of ['x', 'WzFd', Buffer.from('["no uuid"]').toString('base64url')]) {
      const { status, body } = await ask('GET', `/v1/memories?cursor=${cursor}`);
      expect([status, body.code]).toEqual([400, 'request.cursor']);
    }
  });
});
