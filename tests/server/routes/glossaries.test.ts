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
const csv = readFileSync(join(root, 'examples/idleb/glossary.csv'), 'utf8');
const as = (type: string) => ({ headers: { 'content-type': type } });

async function made(name: string): Promise<string> {
  const { status, body } = await ask('POST', '/v1/glossaries', { name });
  expect(status).toBe(201);
  return body.id;
}

describe('glossaries over the service', () => {
  test('take files in and give them out in every format, and are removed', async () => {
    const id = await made('desk');
    expect((await ask('POST', '/v1/glossaries', { name: 'desk' })).status).toBe(409);
    const first = (await ask('POST', `/v1/glossaries/${id}/import`, csv, as('text/csv'))).body;
    expect(first).toMatchObject({ format: 'csv', same: 0, refused: 0 });
    expect(first.new).toBeGreaterThan(5);
    expect((await ask('POST', `/v1/glossaries/${id}/import`, csv, as('text/csv'))).body).toMatchObject({
      new: 0,
      same: first.new,
    });
    for (const [format, type] of [
      ['csv', 'text/csv'],
      ['tsv', 'text/tab-separated-values'],
      ['tbx', 'application/x-tbx'],
    ]) {
      const file = await ask('GET', `/v1/glossaries/${id}/export?format=${format}`);
      const copy = await made(`copy-${format}`);
      const read = (await ask('POST', `/v1/glossaries/${copy}/import`, file.text, as(type as string))).body;
      expect(read).toMatchObject({ format, new: first.new, refused: 0 });
      expect((await ask('DELETE', `/v1/glossaries/${copy}`)).body.terms).toBe(first.new);
    }
    expect((await ask('GET', `/v1/glossaries/${id}/export?format=omegat`)).body.code).toBe('glossary.pair');
    const listed = (await ask('GET', '/v1/glossaries')).body.items;
    expect(listed).toMatchObject([{ name: 'desk', terms: first.new }]);
    expect((await ask('GET', `/v1/glossaries/${id}`, undefined, { desk: 'sports' })).status).toBe(404);
  });

  test('say what a file disagrees with, and what of it cannot be read, with lines and in the language of the request', async () => {
    const id = await made('conflicts');
    const rows = 'concept,language,term,status\nbridge,en,bridge,preferred\n';
    await ask('POST', `/v1/glossaries/${id}/import`, rows, as('text/csv'));
    const other = 'concept,language,term,status\nbridge,en,bridge,deprecated\nbridge,xx-y,pont,preferred\n';
    const { body } = await ask('POST', `/v1/glossaries/${id}/import`, other, {
      headers: { 'content-type': 'text/csv', 'accept-language': 'es' },
    });
    expect(body).toMatchObject({ conflicting: 1, refused: 1 });
    expect(body.conflicts[0]).toMatchObject({ line: 2, kind: 'differs', there: 'preferred', here: 'deprecated' });
    expect(body.refusals[0]).toMatchObject({ line: 3, message: expect.stringContaining('idioma') });
    const merged = await ask('POST', `/v1/glossaries/${id}/import?merge=replace`, other, as('text/csv'));
    expect(merged.body.replaced).toBe(1);
    expect((await ask('GET', `/v1/glossaries/${id}/lint`)).body).toMatchObject({ rows: 1, found: 0 });
  });

  test('are changed concept by concept, and no change of somebody else is lost', async () => {
    const id = await made('concepts');
    const url = `/v1/glossaries/${id}/concepts`;
    const en = { language: 'EN_us', text: 'truce' };
    const first = await ask('POST', url, { id: 'truce/1', domain: 'war', terms: [en] });
    expect(first.status).toBe(201);
    expect(first.body.terms).toMatchObject([{ language: 'en-US', status: 'preferred', kind: 'term' }]);
    expect((await ask('POST', url, { id: 'truce/1', terms: [en] })).body.code).toBe('glossary.concept-exists');
    const concept = String(first.headers.location);
    const etag = String(first.headers.etag);

    const second = await ask(
      'POST',
      `${concept}/terms`,
      { language: 'en-US', text: 'cease-fire' },
      { headers: { 'if-match': etag } },
    );
    expect(second.body.terms.map(({ text, status }: { text: string; status: string }) => [text, status])).toEqual([
      ['truce', 'admitted'],
      ['cease-fire', 'preferred'],
    ]);
    const late = await ask('PATCH', concept, { domain: 'peace' }, { headers: { 'if-match': etag } });
    expect([late.status, late.body.code]).toEqual([412, 'glossary.changed']);
    expect((await ask('POST', `${concept}/terms`, en)).body.code).toBe('glossary.term-exists');

    const [truce, ceasefire] = second.body.terms;
    const changed = await ask('PUT', `${concept}/terms/${truce.id}`, { ...en, status: 'deprecated', forbidden: true });
    expect(changed.body.terms[0]).toMatchObject({ id: truce.id, status: 'deprecated', forbidden: true });
    expect((await ask('DELETE', `${concept}/terms/${truce.id}`)).status).toBe(204);
    expect((await ask('DELETE', `${concept}/terms/${truce.id}`)).body.code).toBe('not-found.term');
    expect((await ask('PATCH', concept, { domain: null, doNotTranslate: true })).body).not.toHaveProperty('domain');
    expect((await ask('GET', concept)).body).toMatchObject({ doNotTranslate: true, terms: [{ id: ceasefire.id }] });
    expect((await ask('DELETE', concept)).status).toBe(204);
    expect((await ask('GET', concept)).status).toBe(404);

    const audit = await open.database.database.tables
      .selectFrom('interlinear.audit')
      .select(['act', 'actor', 'before', 'after'])
      .where('subject', '=', id)
      .orderBy('id')
      .execute();
    expect(audit.map(({ act }) => act.replace('glossary.', ''))).toEqual([
      'create',
      'concept.create',
      'concept.change',
      'concept.change',
      'concept.change',
      'concept.change',
      'concept.remove',
    ]);
    expect(audit.at(-1)).toMatchObject({ actor: 'person:1', before: { doNotTranslate: true } });
  });

  test('are listed page by page in the order of their concepts, and found by a wording', async () => {
    const id = await made('pages');
    const rows = Array.from({ length: 9 }, (_, index) => `c${index},en,Word ${index}`);
    await ask('POST', `/v1/glossaries/${id}/import`, ['concept,language,term', ...rows].join('\n'), as('text/csv'));
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await ask('GET', `/v1/glossaries/${id}/concepts?limit=4${cursor}`);
      seen.push(...body.items.map((one: { id: string }) => one.id));
      cursor = body.next ? `&cursor=${body.next}` : '';
    } while (cursor);
    expect(seen).toEqual(rows.map((row) => row.split(',')[0]));
    expect((await ask('GET', `/v1/glossaries/${id}/concepts?containing=wORD+7`)).body.items).toHaveLength(1);
    const found = (await ask('GET', '/v1/terms?text=Word%203')).body;
    expect(found.concepts[0]).toMatchObject({ id: 'c3', origin: 'pages' });
    expect((await ask('GET', '/v1/terms?text=Word%203', undefined, { desk: 'sports' })).body.concepts).toEqual([]);
    const known = (await ask('GET', '/v1/terms?text=T%C3%BCrkiye&style=un&date=2020-02-12')).body;
    expect(known.found).toBeGreaterThan(0);
  });
});
