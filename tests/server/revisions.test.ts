import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { loadArticle, type StoredArticle } from '../../src/storage/articles.ts';
import { giveUpIntake } from '../../workers/intake.ts';
import { databaseKinds } from '../servers/databases.ts';
import { type Row, reviewOf } from './review-desk.ts';

const [embedded] = databaseKinds;
const first = 'The rebels took the town.\n\nThe road to the coast is closed.\n\nIt will rain on Friday.';

describe('a new revision of an article', () => {
  const { database, room, desk } = reviewOf((embedded as NonNullable<typeof embedded>).open);

  const revise = (article: string, payload: object, headers: Record<string, string> = {}) =>
    desk.ask('POST', `/v1/articles/${article}/revisions`, payload, headers);
  const show = async (article: string) => (await desk.ask('GET', `/v1/articles/${article}`)).body;
  const states = async (article: string, language = 'es') =>
    (await desk.rows(article, language)).map(({ source, target }) => [source.text, target.text, target.state]);
  const workOff = async (article: string) => room.work((await show(article)).job);
  const eventsOf = async (article: string) =>
    (
      await sql<{ kind: string; data: object }>`SELECT kind, data FROM interlinear.event WHERE article_id = ${article}
      ORDER BY xact, seq`.execute(database.database.tables)
    ).rows;

  test('opens only what changed: the rest keeps its text, its state and who approved it', async () => {
    const article = await desk.article(first, ['es', 'fr']);
    const rows = (await desk.rows(article)) as [Row, Row, Row];
    await desk.write(article, rows[0], { text: 'Los rebeldes tomaron la ciudad.', state: 'final' });
    await desk.write(article, rows[1], { text: 'La carretera está cortada.', state: 'translated' });
    await desk.ask(
      'PATCH',
      `/v1/articles/${article}/languages/es`,
      { assignee: 'person:ana' },
      desk.as('ana', 'review,translate'),
    );
    const comment = await desk.ask('POST', `/v1/articles/${article}/comments`, { segment: rows[0].id, text: 'Sure?' });
    expect(comment.status, JSON.stringify(comment.body)).toBeLessThan(300);

    const text = first.replace('is closed', 'is not closed').concat('\n\nThe mayor spoke.');
    const made = await revise(article, { text });
    expect(made).toMatchObject({ status: 202, body: { number: 2, repeated: false } });
    // Until it was read, people go on with what they had.
    expect(await show(article)).toMatchObject({ status: 'accepted', revision: 1 });
    expect((await desk.rows(article)).map((row) => row.id)).toEqual(rows.map((row) => row.id));
    const third = await desk.write(article, rows[2], { text: 'Lloverá el viernes.', state: 'translated' });
    expect(third.status).toBe(200);
    await workOff(article);

    expect(await show(article)).toMatchObject({ status: 'done', revision: 2, findings: expect.any(Number) });
    expect(await states(article)).toEqual([
      ['The rebels took the town.', 'Los rebeldes tomaron la ciudad.', 'final'],
      ['The road to the coast is not closed.', 'THE ROAD TO THE COAST IS NOT CLOSED.', 'initial'],
      ['It will rain on Friday.', 'Lloverá el viernes.', 'translated'],
      ['The mayor spoke.', 'THE MAYOR SPOKE.', 'initial'],
    ]);
    const [own] = (await desk.rows(article)) as [Row];
    expect(own.id).not.toBe(rows[0].id);
    expect(own.target).toMatchObject({ confirmedBy: 'person:ana' });
    expect(own.comments).toMatchObject({ all: 1 });
    expect((await show(article)).languages.find((one: { language: string }) => one.language === 'es')).toMatchObject({
      assignee: 'person:ana',
      translated: 4,
      of: 4,
    });
    const history = await desk.ask('GET', `/v1/articles/${article}/languages/es/segments/${own.id}/history`);
    expect(history.body.items.map((one: { act: string }) => one.act)).toEqual(['carry', 'finalize', 'machine']);
    const kinds = (await eventsOf(article)).filter(({ kind }) => /revised|segmented/.test(kind));
    expect(kinds).toMatchObject([
      { kind: 'article.segmented', data: { segments: 6 } },
      { kind: 'article.revised', data: { revision: 2, actor: 'person:ana' } },
      { kind: 'article.segmented', data: { revision: 2, kept: 2, segments: 4 } },
    ]);
    const listed = await desk.ask('GET', `/v1/articles/${article}/revisions`);
    expect(listed.body.items).toMatchObject([
      { number: 2, current: true, read: true, createdBy: 'person:ana' },
      { number: 1, current: false, read: true, createdBy: null },
    ]);
  });

  test('writing into a segment of the revision before says that it is gone', async () => {
    const article = await desk.article(first);
    const [row] = (await desk.rows(article)) as [Row];
    await revise(article, { text: `${first}\n\nMore.` });
    await workOff(article);
    const url = `/v1/articles/${article}/languages/es/segments/${row.id}`;
    const late = await desk.ask('PUT', url, { text: 'Tarde.', version: row.target.version });
    expect(late).toMatchObject({ status: 404, body: { code: 'segment.gone' } });
  });

  test('the changes are old beside new, with the state of each language', async () => {
    const article = await desk.article(first);
    const text = ['The mayor spoke.', 'The rebels took the town.', 'The road to the coast is not closed.'].join('\n\n');
    await revise(article, { text });
    const url = `/v1/articles/${article}/revisions/2/changes`;
    expect(await desk.ask('GET', url)).toMatchObject({ status: 409, body: { code: 'article.unread' } });
    await workOff(article);
    const { status, body } = await desk.ask('GET', url);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({
      ...{ number: 2, previous: 1, document: 'delivered' },
      counts: { kept: 1, changed: 1, added: 1, removed: 1 },
    });
    expect(
      body.items.map((one: { kind: string; old: { text: string } | null; new: { text: string } | null }) => [
        one.kind,
        one.old?.text,
        one.new?.text,
      ]),
    ).toEqual([
      ['added', undefined, 'The mayor spoke.'],
      ['kept', 'The rebels took the town.', 'The rebels took the town.'],
      ['changed', 'The road to the coast is closed.', 'The road to the coast is not closed.'],
      ['removed', 'It will rain on Friday.', undefined],
    ]);
    expect(body.items[2].changes).toMatchObject([{ kind: 'inserted', new: { text: 'not' } }]);
    expect(body.items[1].languages).toEqual([{ language: 'es', state: 'initial', hasText: true, confirmedBy: null }]);
    expect((await desk.ask('GET', `/v1/articles/${article}/revisions/1/changes`)).body).toMatchObject({
      previous: null,
      counts: { added: 3, kept: 0 },
    });
    expect((await desk.ask('GET', `/v1/articles/${article}/revisions/9/changes`)).status).toBe(404);
    expect((await desk.ask('GET', url, undefined, { 'x-desk': 'other' })).status).toBe(404);
  });

  test('what it left untouched is approved in one act; what a machine made anew is not', async () => {
    const article = await desk.article(first);
    const rows = (await desk.rows(article)) as [Row, Row, Row];
    await desk.write(article, rows[0], { text: 'Los rebeldes tomaron la ciudad.', state: 'translated' });
    await revise(article, { text: first.replace('Friday', 'Monday') });
    await workOff(article);
    const accept = (payload: object) =>
      desk.ask('POST', `/v1/articles/${article}/languages/es/accept`, payload, desk.as('ben'));
    const { status, body } = await accept({ state: 'reviewed' });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({
      ...{ untouched: 2, approved: 1 },
      inTheWay: [{ text: 'The road to the coast is closed.', problem: { code: 'review.unconfirmed' } }],
    });
    expect((await states(article)).map(([, , state]) => state)).toEqual(['reviewed', 'initial', 'initial']);
    expect((await accept({ state: 'reviewed', acknowledge: true })).body).toMatchObject({ approved: 1, inTheWay: [] });
    expect((await states(article)).map(([, , state]) => state)).toEqual(['reviewed', 'reviewed', 'initial']);
  });

  test('is one however often it comes: by its content, and by its key', async () => {
    const article = await desk.article(first);
    expect(await revise(article, { text: first })).toMatchObject({ status: 200, body: { number: 1, repeated: true } });
    const key = { 'idempotency-key': `revision-${article}` };
    const many = await Promise.all([1, 2, 3, 4].map(() => revise(article, { text: 'Second.' }, key)));
    expect(many.map(({ body }) => body.number)).toEqual([2, 2, 2, 2]);
    expect(many.filter(({ status }) => status === 202)).toHaveLength(1);
    await revise(article, { text: `${first}\n\nThis is the third of them.` });
    // Also when there is a newer one by now.
    expect(await revise(article, { text: 'Second.' }, key)).toMatchObject({ status: 200, body: { number: 2 } });
    expect(await revise(article, { text: 'Other.' }, key)).toMatchObject({ status: 409 });
    const job = await desk.ask('POST', '/v1/jobs', { to: ['es'], articles: [{ text: 'x' }] }, key);
    expect(job.status).toBe(409);
    await workOff(article);
    expect(await show(article)).toMatchObject({ revision: 3, status: 'done' });
    // What was never read is passed over in the comparison.
    const changes = await desk.ask('GET', `/v1/articles/${article}/revisions/3/changes`);
    expect(changes.body).toMatchObject({ previous: 1 });
  });

  test('is read although the one before it could not be, and was given up meanwhile', async () => {
    const article = await desk.article(first);
    await revise(article, { text: 'Second.' });
    const second = (await loadArticle(database.database.tables, article)) as StoredArticle;
    await revise(article, { text: 'The rebels took the city.' });
    const reason = { code: 'input.empty', parameters: {} };
    await giveUpIntake(room.context, second, reason);
    expect(await show(article)).toMatchObject({ status: 'accepted' });
    await workOff(article);
    expect(await show(article)).toMatchObject({ status: 'done', revision: 3 });

    await revise(article, { text: 'The rebels left the city.' });
    await giveUpIntake(room.context, (await loadArticle(database.database.tables, article)) as StoredArticle, reason);
    expect(await show(article)).toMatchObject({ status: 'failed', error: { code: 'input.empty' } });
  });

  test('keeps what people corrected in the text that came, and the source where it says nothing of one', async () => {
    const article = await desk.article('The rebels took the town.\n\nThey have left it on Friday.');
    const { body } = await desk.ask('GET', `/v1/articles/${article}/given`);
    const [, second] = body.items;
    const text = 'They left it on Friday.';
    await desk.ask('PUT', `/v1/articles/${article}/given/${second.id}`, { text, version: 0 });
    await revise(article, { text: 'The rebels took the city.\n\nThey have left it on Friday.' });
    await workOff(article);
    const after = (await desk.ask('GET', `/v1/articles/${article}/given`)).body.items;
    expect(after[1]).toMatchObject({ given: second.given, corrected: text, version: 1 });
    expect((await states(article))[1]?.[0]).toBe(text);

    const source = { fileName: 'ville.fr.txt', text: 'Les rebelles ont pris la ville.\n\nIls sont partis vendredi.' };
    const sourced = await desk.article('The rebels took the town.\n\nThey left on Friday.', ['es'], { source });
    await revise(sourced, { text: 'The rebels took the town.\n\nThey left Friday.' });
    await workOff(sourced);
    expect(await show(sourced)).toMatchObject({ revision: 2, source: { language: 'fr' } });
    const rows = await states(sourced);
    expect(rows.map(([given]) => given)).toEqual(['Les rebelles ont pris la ville.', 'Ils sont partis vendredi.']);
    await revise(sourced, { text: 'The rebels took the town.', source: null });
    await workOff(sourced);
    expect(await show(sourced)).toMatchObject({ revision: 3, source: null });
  });

  test('comes as an upload too, and of another kind of file under its name', async () => {
    const article = await desk.article(first);
    const upload = (name: string, content: string) =>
      room.server.inject({
        method: 'POST',
        url: `/v1/articles/${article}/revisions`,
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
        payload: `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n${content}\r\n--x--\r\n`,
      });
    expect((await upload('again.txt', first.replace('Friday', 'Monday'))).statusCode).toBe(202);
    await workOff(article);
    expect(await show(article)).toMatchObject({ revision: 2, fileName: 'story.en.txt' });
    expect((await upload('page.en.html', '<p>The rebels took the town.</p>')).statusCode).toBe(202);
    await workOff(article);
    expect(await show(article)).toMatchObject({ revision: 3, fileName: 'page.en.html', status: 'done' });
    expect((await states(article)).map(([text]) => text)).toEqual(['The rebels took the town.']);
    const names = (await desk.ask('GET', `/v1/articles/${article}/outputs`)).body.items.map(
      ({ name }: { name: string }) => name,
    );
    expect(names.filter((name: string) => name.startsWith('story.'))).toEqual([]);
    expect((await upload('a.docx', 'x')).statusCode).toBe(400);
    // A name is never a place.
    expect((await upload('../../b.en.txt', first)).statusCode).toBe(202);
    await workOff(article);
    expect(await show(article)).toMatchObject({ status: 'done', fileName: 'b.en.txt' });
  });

  test('of an article that does not exist, is canceled or cannot be read is said clearly, and the one before stays', async () => {
    const none = '01900000-0000-7000-8000-000000000000';
    expect((await revise(none, { text: 'x' })).status).toBe(404);
    const article = await desk.article(first);
    expect((await revise(article, { text: 'x' }, { 'x-desk': 'other' })).status).toBe(404);
    expect((await revise(article, { text: 'x' }, { 'x-may': 'read' })).status).toBe(403);
    for (const bad of [{}, { text: '' }, { text: 'a', url: 'http://example.org/' }, { url: 'http://127.0.0.1/x' }, 5])
      expect((await revise(article, bad as object)).status, JSON.stringify(bad)).toBe(400);
    expect((await revise(article, { text: '  \n ' })).status).toBe(202);
    await workOff(article);
    expect(await show(article)).toMatchObject({ status: 'failed', revision: 1 });
    expect((await desk.rows(article)).map((row) => row.source.text)).toHaveLength(3);
    expect((await revise(article, { text: first.replace('Friday', 'Monday') })).status).toBe(202);
    await workOff(article);
    expect(await show(article)).toMatchObject({ status: 'done', revision: 3, error: null });

    const { body } = await desk.ask('POST', '/v1/jobs', {
      to: ['es'],
      articles: [{ fileName: 'b.en.txt', text: 'Bye.' }],
    });
    await desk.ask('POST', `/v1/jobs/${body.id}/cancel`);
    const { items } = (await desk.ask('GET', `/v1/articles?job=${body.id}`)).body;
    expect(await revise(items[0].id, { text: 'x' })).toMatchObject({ status: 409, body: { code: 'job.canceled' } });
  });
});
