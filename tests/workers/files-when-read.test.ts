import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Target } from '../../src/model/translation.ts';
import { loadLanguages } from '../../src/storage/article-languages.ts';
import { articleState } from '../../src/storage/articles.ts';
import { loadBatches } from '../../src/storage/batches.ts';
import { loadSegments } from '../../src/storage/segments.ts';
import { storeTargets } from '../../src/storage/targets.ts';
import { completeArticle } from '../../workers/articles.ts';
import { completeLanguage } from '../../workers/languages.ts';
import { translateBatch } from '../../workers/segments.ts';
import { type Newsroom, openNewsroom } from '../server/newsroom.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';

describe.each(databaseKinds)('on $name', ({ missing, open }) => {
  describe.skipIf(missing)(missing ?? 'an article on its way', () => {
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

    let serial = 0;
    /** Hands an article in. @returns the ids of its job and of itself */
    async function handIn(to: string[]) {
      const text = `The mayor opened bridge ${++serial}.\n\nThe road is closed.`;
      const payload = { to, from: 'en', engines: ['capitals'], articles: [{ fileName: 'bridge.txt', text }] };
      const job = (await room.server.inject({ method: 'POST', url: '/v1/jobs', payload })).json().id as string;
      const article = (await room.server.inject(`/v1/articles?job=${job}`)).json().items[0].id as string;
      return { job, article };
    }
    const filesOf = async (article: string) =>
      (await room.server.inject(`/v1/articles/${article}/outputs`)).json().items as {
        name: string;
        etag: string;
        href: string;
      }[];
    const stored = (article: string) =>
      room.context.tables
        .selectFrom('interlinear.output')
        .select(['id', 'name'])
        .where('article_id', '=', article)
        .orderBy('id')
        .execute();
    const languagesOf = async (article: string) => {
      const state = await articleState(room.context.tables, article);
      return loadLanguages(room.context.tables, state?.revision ?? '');
    };

    test('has its files written when somebody first asks for them, and kept', async () => {
      const { job, article } = await handIn(['es', 'fr']);
      await room.work(job);
      expect(await stored(article)).toEqual([]);
      const first = await filesOf(article);
      expect(first.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['bridge.es.txt', 'bridge.fr.txt', 'report.json']),
      );
      const rows = await stored(article);
      expect(rows).toHaveLength(first.length);
      expect(await filesOf(article)).toEqual(first);
      expect(await stored(article)).toEqual(rows);
    });

    test('has files of its own where nothing is translated', async () => {
      const articles = [{ fileName: 'idle.txt', text: 'The province of Idleb is quiet.' }];
      const payload = { to: [], from: 'en', articles };
      const job = (await room.server.inject({ method: 'POST', url: '/v1/jobs', payload })).json().id as string;
      await room.work(job);
      const article = (await room.server.inject(`/v1/articles?job=${job}`)).json().items[0].id as string;
      const files = await filesOf(article);
      expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['report.json']));
      expect(await filesOf(article)).toEqual(files);
    });

    test('has the files of a language written anew that has ended anew', async () => {
      const { job, article } = await handIn(['es', 'fr']);
      await room.work(job);
      const before = new Map((await filesOf(article)).map(({ name, etag }) => [name, etag]));
      const { tables } = room.context;
      const [spanish] = await languagesOf(article);
      // As a retry leaves it, and with another text of the engine.
      await tables
        .updateTable('interlinear.article_language')
        .set({ status: 'waiting' })
        .where('id', '=', spanish?.id ?? '')
        .execute();
      await tables
        .updateTable('interlinear.translation')
        .set({ text: 'EL CAMINO' })
        .where('language', '=', 'es')
        .where('text', '=', 'THE ROAD IS CLOSED.')
        .execute();
      await completeLanguage(room.context, spanish?.id ?? '');
      const after = await filesOf(article);
      const changed = after.filter(({ name, etag }) => before.get(name) !== etag).map(({ name }) => name);
      expect(changed).toEqual(expect.arrayContaining(['bridge.es.txt', 'report.json']));
      expect(changed.filter((name) => name.includes('.fr.'))).toEqual([]);
      const { href = '' } = after.find(({ name }) => name === 'bridge.es.txt') ?? {};
      expect((await room.server.inject(href)).body).toContain('EL CAMINO');
    });

    test('ends a language with its only batch, and the article after its last language', async () => {
      const { article } = await handIn(['es', 'fr']);
      await room.read(article);
      const [spanish, french] = await loadBatches(room.context.tables, article);
      expect(await translateBatch(room.context, spanish?.id ?? '', true)).toBeUndefined();
      expect((await languagesOf(article)).map(({ status, translated }) => [status, translated])).toEqual([
        ['done', 2],
        ['waiting', 0],
      ]);
      expect(await translateBatch(room.context, french?.id ?? '', true)).toEqual({ over: article });
      expect(await articleState(room.context.tables, article)).toMatchObject({ status: 'done' });
      // Whoever does it again finds nothing to do.
      expect(await translateBatch(room.context, french?.id ?? '', true)).toBeUndefined();
      await completeArticle(room.context, article);
      expect(await articleState(room.context.tables, article)).toMatchObject({ status: 'done' });
    });

    test('has a language checked as a stage of its own where a person has written in it meanwhile', async () => {
      const { article } = await handIn(['es']);
      const { context, desk } = room;
      await room.read(article);
      const { revision = '' } = (await articleState(context.tables, article)) ?? {};
      const [first] = await loadSegments(context.tables, revision, 'delivered');
      const text = 'El alcalde inauguró el puente 99.';
      const target: Target = {
        text,
        codes: [],
        state: 'reviewed',
        origin: 'human',
        route: 'en>es',
        confirmedBy: 'ana',
      };
      await storeTargets(context.tables, desk, 'es', [{ segment: first?.id ?? '', target }], context.clock.now());
      const [batch] = await loadBatches(context.tables, article);
      const [language] = await languagesOf(article);
      expect(await translateBatch(context, batch?.id ?? '', true)).toEqual({ language: language?.id });
      expect((await languagesOf(article))[0]).toMatchObject({ status: 'waiting' });
      await completeLanguage(context, language?.id ?? '');
      const [ended] = await languagesOf(article);
      // The person's figure, not the engine's.
      expect(ended).toMatchObject({
        status: 'done',
        findings: expect.arrayContaining([expect.objectContaining({ check: 'numbers', text: '99' })]),
      });
    });
  });
});
