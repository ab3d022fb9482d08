import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { giveUpPublication, publishEdition } from '../../workers/publishing.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';
import { type Newsroom, openNewsroom } from './newsroom.ts';
import { type Row, reviewDesk } from './review-desk.ts';

const [embedded] = databaseKinds;

describe('publishing', () => {
  let database: TestDatabase;
  let room: Newsroom;
  let desk: ReturnType<typeof reviewDesk>;
  let folder: string;
  let destination: string;
  beforeAll(async () => {
    database = await (embedded as NonNullable<typeof embedded>).open();
    folder = join(database.config.data, `published`);
    room = await openNewsroom(database, { publishFolder: folder });
    desk = reviewDesk(room);
    destination = (await addDestination('site', { folder: 'site' })).body.id;
  });
  afterAll(async () => {
    await room?.close();
    await database?.close();
  });

  const addDestination = (name: string, settings: object) =>
    desk.ask('POST', '/v1/destinations', { name, kind: 'folder', settings });
  const publisher = () => desk.as('pia', 'publish');
  const publish = (article: string, more: object = {}, headers = publisher(), language = 'es') =>
    desk.ask(
      'POST',
      `/v1/articles/${article}/languages/${language}/publish`,
      { destination: 'site', ...more },
      headers,
    );
  const withdraw = (article: string, more: object = {}) =>
    desk.ask('POST', `/v1/articles/${article}/languages/es/withdraw`, { reason: 'Wrong town.', ...more }, publisher());
  const listed = async (article: string) => (await desk.ask('GET', `/v1/articles/${article}/publications`)).body.items;
  const context = () => ({
    tables: database.database.tables,
    clock: room.service.clock,
    config: room.service.config,
  });
  /** Works off what waits, as workers do. */
  const work = async () => {
    const { tables } = database.database;
    const rows = tables
      .selectFrom('interlinear.publication')
      .select('id')
      .where('status', '=', 'waiting')
      .orderBy('id');
    for (const { id } of await rows.execute()) await publishEdition(context(), id);
  };
  const live = async (article: string) =>
    (await listed(article)).filter((one: { status: string }) => one.status === 'live');
  const place = (publication: { place: string }) => join(folder, 'site', publication.place, 'es');
  const page = (publication: { place: string }) => readFileSync(join(place(publication), 'index.html'), 'utf8');
  const approve = (article: string) =>
    desk.ask('POST', `/v1/articles/${article}/languages/es/approve`, {
      acknowledge: true,
      override: { reason: 'Read.' },
    });
  /** An article whose Spanish is final. */
  const finalArticle = async (extra: object = {}) => {
    const article = await desk.article('The pier is open.\n\nThe mayor spoke.', ['es'], extra);
    const [row] = (await desk.rows(article)) as [Row];
    // Of its own: what one test writes, the memory offers to the next.
    await desk.write(article, row, { text: ownText(article), state: 'translated' });
    expect((await approve(article)).body).toMatchObject({ done: true });
    return article;
  };
  const ownText = (article: string) => `El muelle ${article} está abierto.`;
  const publishedArticle = async () => {
    const article = await finalArticle();
    expect((await publish(article)).status).toBe(202);
    await work();
    return article;
  };
  const events = async (article: string) =>
    (
      await sql<{ kind: string; data: object }>`SELECT kind, data FROM interlinear.event
          WHERE article_id = ${article} AND kind LIKE 'publication.%' ORDER BY xact, seq`.execute(
        database.database.tables,
      )
    ).rows;

  test('only what is final goes to readers; until then the answer says how much is open', async () => {
    const article = await desk.article('The pier is open.\n\nThe mayor spoke.');
    const refused = await publish(article);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'publish.not-final', parameters: { open: 2, of: 2 } },
    });
    const [first] = (await desk.rows(article)) as [Row];
    await desk.write(article, first, { text: 'El muelle está abierto.', state: 'final' });
    expect((await publish(article)).body).toMatchObject({
      code: 'publish.not-final',
      parameters: { open: 1, of: 2 },
    });
    expect(await listed(article)).toEqual([]);
    await approve(article);
    const asked = await publish(article);
    expect(asked).toMatchObject({
      status: 202,
      body: { status: 'waiting', edition: 1, fence: 1, destination: 'site' },
    });
    await work();
    const [shown] = await listed(article);
    expect(shown).toMatchObject({
      status: 'live',
      editionStatus: 'usable',
      revision: 1,
      behind: false,
      edited: false,
    });
    expect(page(shown)).toContain('El muelle está abierto.');
    expect(page(shown)).toContain('<html lang="es" dir="ltr">');
    expect(readFileSync(join(place(shown), 'article.txt'), 'utf8')).toBe('El muelle está abierto.\n\nTHE MAYOR SPOKE.');
    expect(JSON.parse(readFileSync(join(place(shown), 'manifest.json'), 'utf8'))).toMatchObject({
      article,
      edition: 1,
      fence: 1,
    });
    expect(shown.place).toMatch(/^story-[0-9a-f]{12}$/);
  });

  test('a desk without review steps publishes what has a text', async () => {
    await desk.ask('PATCH', '/v1/review/settings', { reviewSteps: 0 });
    const article = await desk.article('The pier is open.');
    expect((await publish(article)).status).toBe(202);
    const [row] = (await desk.rows(article)) as [Row];
    await desk.write(article, row, { text: '', state: 'initial' });
    await desk.ask('PATCH', '/v1/review/settings', { reviewSteps: 1 });
    await work();
    expect(await live(article)).toHaveLength(1);
  });

  test('the same text is published once, however often it is asked for', async () => {
    const article = await finalArticle();
    const asked = await Promise.all([publish(article), publish(article), publish(article)]);
    expect(asked.map(({ status }) => status).sort()).toEqual([200, 200, 202]);
    expect(new Set(asked.map(({ body }) => body.id)).size).toBe(1);
    await work();
    expect((await publish(article)).status).toBe(200);
    expect(await listed(article)).toHaveLength(1);
  });

  test('lists of articles say how each language stands with readers, and find articles by it', async () => {
    const article = await desk.article('The pier is open.', ['es', 'ca']);
    const [row] = (await desk.rows(article)) as [Row];
    const list = async (query: string) =>
      (await desk.ask('GET', `/v1/articles?limit=100&${query}`)).body.items.map(({ id }: { id: string }) => id);
    const standing = async () => {
      const { languages } = (await desk.ask('GET', `/v1/articles/${article}`)).body;
      return languages.map((one: { language: string; publications: object[] }) => [one.language, one.publications]);
    };
    const expectState = async (state: string, edition: number) => {
      expect(await standing()).toEqual([
        ['es', [{ destination: 'site', edition, state }]],
        ['ca', []],
      ]);
      for (const one of ['waiting', 'live', 'outdated', 'withdrawn', 'failed', 'nowhere']) {
        expect((await list(`publication=${one}&language=es`)).includes(article), one).toBe(one === state);
        expect((await list(`publication=${one}&language=ca`)).includes(article), one).toBe(one === 'nowhere');
      }
      // In whatever language.
      expect(await list(`publication=${state}`)).toContain(article);
      expect(await list('publication=nowhere')).toContain(article);
    };
    expect(await standing()).toEqual([
      ['es', []],
      ['ca', []],
    ]);
    expect(await list('publication=nowhere&language=es')).toContain(article);
    await desk.write(article, row, { text: ownText(article), state: 'translated' });
    await approve(article);
    await publish(article);
    await expectState('waiting', 1);
    await work();
    await expectState('live', 1);
    await desk.write(article, row, { text: `${ownText(article)} Hoy.`, state: 'translated' });
    await expectState('outdated', 1);
    await approve(article);
    const { body } = await publish(article);
    await giveUpPublication(context(), body.id, {
      code: 'destination.refused',
      parameters: { place: '/x', reason: 'EACCES' },
    });
    await expectState('failed', 2);
    await withdraw(article);
    await work();
    await expectState('withdrawn', 3);
    expect((await desk.ask('GET', '/v1/articles?publication=elsewhere')).status).toBe(400);
  });

  test('a change is said, and is an edition of its own in the place of the one before', async () => {
    const article = await publishedArticle();
    const [row] = (await desk.rows(article)) as [Row];
    await desk.write(article, row, { text: 'Se abrió el muelle.', state: 'translated' });
    expect(await live(article)).toMatchObject([{ edition: 1, edited: true }]);
    expect((await publish(article)).body).toMatchObject({ code: 'publish.not-final' });
    expect(page((await live(article))[0])).toContain(ownText(article));
    await approve(article);
    expect((await publish(article)).body).toMatchObject({ edition: 2, fence: 2, status: 'waiting' });
    await work();
    expect(await listed(article)).toMatchObject([
      { edition: 2, status: 'live', edited: false },
      { edition: 1, status: 'replaced' },
    ]);
    expect(page((await live(article))[0])).toContain('Se abrió el muelle.');
    expect(await events(article)).toMatchObject([
      { kind: 'publication.live', data: { language: 'es', destination: 'site', edition: 1, revision: 1 } },
      { kind: 'publication.live', data: { edition: 2 } },
    ]);
  });

  test('a new revision replaces nothing by itself: what is live says that it is behind', async () => {
    const article = await publishedArticle();
    await desk.ask('POST', `/v1/articles/${article}/revisions`, { text: 'The pier is closed.\n\nThe mayor spoke.' });
    expect((await publish(article)).body).toMatchObject({ code: 'publish.unfinished' });
    await room.work((await desk.ask('GET', `/v1/articles/${article}`)).body.job);
    expect(await live(article)).toMatchObject([{ edition: 1, revision: 1, behind: true }]);
    expect(page((await live(article))[0])).toContain(ownText(article));
    await approve(article);
    await publish(article);
    await work();
    expect(await live(article)).toMatchObject([{ edition: 2, revision: 2, behind: false }]);
    expect(page((await live(article))[0])).not.toContain(ownText(article));
  });

  test('what is withdrawn leaves a notice, with a reason for the desk; published again it is back', async () => {
    const article = await publishedArticle();
    const answer = await withdraw(article);
    expect(answer).toMatchObject({
      status: 202,
      body: { items: [{ edition: 2, editionStatus: 'canceled', reason: 'Wrong town.' }] },
    });
    await work();
    const [notice] = await live(article);
    expect(page(notice)).toContain('Este artículo ha sido retirado');
    expect(page(notice)).not.toContain(ownText(article));
    expect(readdirSync(place(notice)).sort()).toEqual(['index.html', 'manifest.json']);
    // Once more it is what it is already.
    expect((await withdraw(article)).body.items).toMatchObject([{ id: notice.id }]);
    expect((await publish(article)).body).toMatchObject({ edition: 3, fence: 3, editionStatus: 'usable' });
    await work();
    expect(page((await live(article))[0])).toContain(ownText(article));
    expect((await events(article)).map(({ kind }) => kind)).toEqual([
      'publication.live',
      'publication.withdrawn',
      'publication.live',
    ]);
    const { body } = await desk.ask('GET', `/v1/audit?subject=${article}&act=publication`);
    expect(body.items.map((one: { act: string; actor: string }) => [one.act, one.actor])).toEqual([
      ['publication.publish', 'person:pia'],
      ['publication.withdraw', 'person:pia'],
      ['publication.publish', 'person:pia'],
    ]);
    expect(body.items[1].after).toMatchObject({ reason: 'Wrong town.' });
  });

  test('readers are told what the publisher says, as text', async () => {
    const article = await publishedArticle();
    await withdraw(article, { notice: 'El muelle <b>no</b> está abierto.' });
    await work();
    expect(page((await live(article))[0])).toContain('El muelle &lt;b&gt;no&lt;/b&gt; está abierto.');
  });

  test('a withdrawal that was asked for later is not undone by a worker that comes late', async () => {
    const article = await finalArticle();
    const { body: first } = await publish(article);
    const {
      body: {
        items: [second],
      },
    } = await withdraw(article);
    await publishEdition(context(), second.id);
    await publishEdition(context(), first.id);
    expect(await live(article)).toMatchObject([{ id: second.id, editionStatus: 'canceled' }]);
    expect(page(second)).not.toContain(ownText(article));
  });

  test('what readers never found cannot be withdrawn', async () => {
    expect((await withdraw(await finalArticle())).body).toMatchObject({ code: 'publish.not-live' });
  });

  test('an embargo holds until its time, and the answer says when that is', async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const { body } = await desk.ask('POST', '/v1/jobs', {
      ...{
        to: ['es'],
        engines: ['capitals'],
        embargo: until,
        articles: [{ fileName: 'e.en.txt', text: 'The pier is open.' }],
      },
    });
    await room.work(body.id);
    const article = (await desk.ask('GET', `/v1/jobs/${body.id}`)).body.progress.items[0].id;
    await approve(article);
    const refused = await publish(article, { embargoOver: true });
    expect(refused).toMatchObject({ status: 409, body: { code: 'publish.embargo' } });
    expect(refused.body.title).toContain(`${until.slice(0, 16).replace('T', ' ')} UTC`);
    const { now } = room.service.clock;
    room.service.clock.now = () => new Date(Date.parse(until) + 1);
    expect((await publish(article)).status).toBe(202);
    room.service.clock.now = now;
    await work();
  });

  test('an embargo whose end nobody can read holds until somebody says that it is over', async () => {
    const article = await desk.article('EMBARGOED UNTIL THE MINISTER HAS SPOKEN\n\nThe pier is open.');
    await approve(article);
    expect((await publish(article)).body).toMatchObject({ code: 'publish.embargo-open' });
    expect((await publish(article, { embargoOver: true })).status).toBe(202);
    await work();
  });

  test('a destination that cannot be written leaves what readers had, and says why; published again it recovers', async () => {
    const article = await publishedArticle();
    const [before] = await live(article);
    await withdraw(article);
    const [waiting] = await listed(article);
    await giveUpPublication(context(), waiting.id, {
      code: 'destination.refused',
      parameters: { place: '/x', reason: 'EACCES' },
    });
    const [failed] = await listed(article);
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'destination.refused' } });
    expect(failed.error.title).toContain('EACCES');
    expect(await live(article)).toMatchObject([{ id: before.id }]);
    expect((await events(article)).at(-1)).toMatchObject({ kind: 'publication.failed' });
    await withdraw(article);
    await work();
    expect(await live(article)).toMatchObject([{ fence: 3, editionStatus: 'canceled' }]);
  });

  test('a destination that knows higher fences than a restored database is overtaken, not obeyed', async () => {
    const article = await publishedArticle();
    const { tables } = database.database;
    const [row] = (await desk.rows(article)) as [Row];
    for (const text of ['Uno.', 'Dos.', 'Tres.']) {
      await desk.write(article, row, { text, state: 'final' });
      await publish(article);
      await work();
    }
    // A backup of before the last two.
    await tables
      .deleteFrom('interlinear.publication')
      .where('article_id', '=', article)
      .where('fence', '>', 2)
      .execute();
    await desk.write(article, row, { text: 'Cuatro.', state: 'final' });
    expect((await publish(article)).body).toMatchObject({ fence: 3 });
    await work();
    expect(await live(article)).toMatchObject([{ fence: 5 }]);
    expect(page((await live(article))[0])).toContain('Cuatro.');
  });

  test('the text that came with the article, languages and articles that there are not, are told', async () => {
    const article = await finalArticle();
    expect((await publish(article, {}, publisher(), 'fr')).body).toMatchObject({ code: 'not-found.language' });
    expect((await publish(article, { destination: 'nowhere' })).body).toMatchObject({
      code: 'not-found.destination',
      parameters: { known: expect.stringContaining('site') },
    });
    const other = { ...publisher(), 'x-desk': 'other' };
    expect((await publish(article, {}, other)).status).toBe(404);
    expect((await publish(article, {}, desk.as('ana', 'review,translate'))).status).toBe(403);
  });

  describe('destinations', () => {
    test('are settled by administrators, where nothing leads out of the publishing folder', async () => {
      for (const wrong of ['../x', '/etc', 'a/../../b', ''])
        expect((await addDestination('wrong', { folder: wrong })).body).toMatchObject({
          code: 'destination.setting',
        });
      expect((await addDestination('wrong', { folder: 'x', colour: 'red' })).body.title).toContain('colour');
      expect((await desk.ask('POST', '/v1/destinations', { name: 'w', kind: 'ftp', settings: {} })).body).toMatchObject(
        {
          code: 'destination.kind',
        },
      );
      expect((await addDestination('site', { folder: 'y' })).body).toMatchObject({ code: 'destination.exists' });
      expect((await addDestination('second', { folder: 'Site' })).body).toMatchObject({ code: 'destination.same' });
      expect((await desk.ask('POST', '/v1/destinations', { name: 'p', settings: {} }, publisher())).status).toBe(403);
      const names = (await desk.ask('GET', '/v1/destinations', undefined, publisher())).body.items.map(
        (one: { name: string }) => one.name,
      );
      expect(names).toEqual(['site']);
    });

    test('take another name and another way to withdraw, and no other place', async () => {
      const { body: made } = await addDestination('wire', { folder: 'wire' });
      const set = (change: object) => desk.ask('PATCH', `/v1/destinations/${made.id}`, change);
      expect((await set({ settings: { folder: 'else' } })).body).toMatchObject({ code: 'destination.moves' });
      expect((await set({ name: 'site' })).body).toMatchObject({ code: 'destination.exists' });
      expect((await set({ name: 'agency', settings: { withdrawal: 'remove' } })).body).toMatchObject({
        ...{ name: 'agency', settings: { folder: 'wire', withdrawal: 'remove' }, live: 0 },
      });
      const article = await finalArticle();
      await publish(article, { destination: 'agency' });
      await work();
      // The same edition is at two places, and withdrawn from both.
      await publish(article);
      await work();
      expect(
        (await live(article)).map((one: { destination: string; edition: number }) => [one.destination, one.edition]),
      ).toEqual([
        ['site', 1],
        ['agency', 1],
      ]);
      const gone = await desk.ask('DELETE', `/v1/destinations/${made.id}`);
      expect(gone).toMatchObject({ status: 409, body: { code: 'destination.live', parameters: { count: 1 } } });
      expect((await withdraw(article)).body.items).toHaveLength(2);
      await work();
      const [shown] = await live(article);
      expect(existsSync(join(folder, 'wire', shown.place, 'es/index.html'))).toBe(false);
      expect(existsSync(join(folder, 'site', shown.place, 'es/index.html'))).toBe(true);
      expect((await desk.ask('DELETE', `/v1/destinations/${made.id}`)).status).toBe(204);
      expect((await desk.ask('GET', `/v1/destinations/${made.id}`)).status).toBe(404);
      // What was published there stays in the record.
      expect((await listed(article)).some((one: { destination: string }) => one.destination === 'agency')).toBe(true);
    });

    test('are one desk’s', async () => {
      const other = { 'x-desk': 'other' };
      expect((await desk.ask('GET', `/v1/destinations/${destination}`, undefined, other)).status).toBe(404);
      expect((await desk.ask('GET', '/v1/destinations', undefined, other)).body.items).toEqual([]);
    });
  });
});
