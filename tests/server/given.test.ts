import { describe, expect, test } from 'vitest';
import { databaseKinds } from '../servers/databases.ts';
import { type Row, reviewOf } from './review-desk.ts';

const [embedded] = databaseKinds;

describe('the text that came with an article', () => {
  const { desk } = reviewOf((embedded as NonNullable<typeof embedded>).open);

  test('is corrected beside what was given, which stays; what was made from it is open again, and the files follow', async () => {
    const article = await desk.article('The rebels took the town.\n\nThey have left it on Friday.', ['es', 'fr']);
    const url = `/v1/articles/${article}/given`;
    const { body } = await desk.ask('GET', url);
    expect(body).toMatchObject({ language: 'en', hasSource: false, next: null });
    const second = body.items[1];
    expect(second).toMatchObject({
      given: 'They have left it on Friday.',
      corrected: second.given,
      version: 0,
      changes: [],
    });
    const rows = (await desk.rows(article)) as [Row, Row];
    await desk.write(article, rows[0], { text: 'Los rebeldes tomaron la ciudad.' });
    await desk.write(article, rows[1], { text: 'La han dejado el viernes.' });
    const file = async () => {
      const { items } = (await desk.ask('GET', `/v1/articles/${article}/outputs`)).body;
      const { href, etag } = items.find((one: { name: string }) => one.name.includes('.en.corrected.'));
      return { etag, text: (await desk.ask('GET', href)).body };
    };
    const before = await file();
    const text = 'They left it on Friday.';
    const corrected = await desk.ask('PUT', `${url}/${second.id}`, { text, version: 0 }, desk.as('ana'));
    expect(corrected.status, JSON.stringify(corrected.body)).toBe(200);
    expect(corrected.body).toMatchObject({
      reopened: ['es'],
      segment: { given: second.given, corrected: text, version: 1 },
    });
    const [change] = corrected.body.segment.changes;
    expect(change).toMatchObject({ kind: 'deleted', given: { text: 'have' } });
    const now = await desk.rows(article);
    expect(now.map((row) => [row.source.text, row.target.state])).toEqual([
      ['The rebels took the town.', 'translated'],
      [text, 'initial'],
    ]);
    expect(now[1]?.target.text).toBe('La han dejado el viernes.');
    const after = await file();
    expect(after.text).toContain(text);
    expect(after.etag).not.toBe(before.etag);
    const late = await desk.ask('PUT', `${url}/${second.id}`, { text: 'Late.', version: 0 });
    expect(late).toMatchObject({ status: 409, body: { parameters: { current: text, yours: 'Late.', version: 1 } } });
    const back = await desk.ask('PUT', `${url}/${second.id}`, { text: second.given, version: 1 });
    expect(back.body).toMatchObject({ segment: { changes: [], version: 2 } });
    expect((await file()).text).toBe(before.text);
    const foreign = { 'x-desk': 'other' };
    expect((await desk.ask('GET', url, undefined, foreign)).status).toBe(404);
    expect((await desk.ask('PUT', `${url}/${second.id}`, { text, version: 2 }, foreign)).status).toBe(404);
  });

  test('opens nothing again that was made from a source of its own', async () => {
    const source = { fileName: 'pont.fr.txt', text: 'Les rebelles ont pris la ville.\n\nIls sont partis vendredi.' };
    const article = await desk.article('The rebels took the town.\n\nThey have left on Friday.', ['es'], { source });
    const { body } = await desk.ask('GET', `/v1/articles/${article}/given`);
    expect(body.hasSource).toBe(true);
    expect(body.items.map(({ source }: { source: object }) => source)).toEqual([
      { ordinals: [0], text: 'Les rebelles ont pris la ville.', language: 'fr' },
      { ordinals: [1], text: 'Ils sont partis vendredi.', language: 'fr' },
    ]);
    const url = `/v1/articles/${article}/given/${body.items[1].id}`;
    const corrected = await desk.ask('PUT', url, { text: 'They left on Friday.', version: 0 });
    expect(corrected.body.reopened).toEqual([]);
    const english = await desk.ask('GET', `/v1/articles/${article}/preview?language=en`);
    expect(english.body).toContain('They left on Friday.');
    const given = await desk.ask('GET', `/v1/articles/${article}/preview?language=en&text=given`);
    expect(given.body).toContain('They have left on Friday.');
  });

  test('a segment is left out by null, and by a text that is empty', async () => {
    const article = await desk.article(
      'The rebels took the town.\n\nSubscribe to our letter.\n\nA third line stands here.',
    );
    const url = `/v1/articles/${article}/given`;
    const { body } = await desk.ask('GET', url);
    const [, second, third] = body.items;
    const without = async (row: { id: string; version: number }, text: string | null) =>
      (await desk.ask('PUT', `${url}/${row.id}`, { text, version: row.version }, desk.as('ana'))).body.segment
        .corrected;
    expect(await without(second, null)).toBeNull();
    expect(await without(third, '')).toBeNull();
    expect((await desk.rows(article)).map((row) => row.source.text)).toEqual(['The rebels took the town.']);
    const merge = await desk.ask(
      'POST',
      `/v1/articles/${article}/languages/es/segments/${second.id}/split`,
      { source: 'Subscribe to our letter.', at: 10, version: 1 },
      desk.as('ana'),
    );
    expect([merge.status, merge.body.code]).toEqual([409, 'segmentation.changed']);
  });
});
