import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepareArticle } from '../../src/pipeline/prepare.ts';
import { loadLanguages } from '../../src/storage/article-languages.ts';
import { articleState, loadArticle, type StoredArticle } from '../../src/storage/articles.ts';
import { defaultDesk } from '../../src/storage/desks.ts';
import { eventsAfter } from '../../src/storage/events.ts';
import { type FirstRevision, saveFirstRevisions } from '../../src/storage/first-revisions.ts';
import { acceptSubmission, jobProgress } from '../../src/storage/jobs.ts';
import { loadSegments } from '../../src/storage/segments.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';

const now = new Date('2026-01-01T12:00:00Z');
// Half of a surrogate pair, which no database takes.
const text = 'The mayor opened the bridge.\n\nThe road is closed \ud83d today.';

describe.each(databaseKinds)('on $name', ({ missing, open }) => {
  describe.skipIf(missing)(missing ?? 'articles that were read', () => {
    let opened: TestDatabase;
    let desk: string;
    const tables = () => opened.database.tables;
    beforeAll(async () => {
      opened = await open();
      desk = await defaultDesk(tables(), now);
    });
    afterAll(() => opened?.close());

    const handIn = async (name: string): Promise<{ job: string; article: StoredArticle }> => {
      const options = {
        ...{ to: ['es', 'fr'], engine: 'auto', formats: ['report'], interfaceLanguage: 'en' as const },
        ...{ glossaries: [], memories: [] },
      };
      const input = new TextEncoder().encode(`${name}. ${text}`);
      const { job } = await acceptSubmission(
        tables(),
        desk,
        { options, articles: [{ fileName: `${name}.txt`, name, input }] },
        now,
      );
      const [progress] = await jobProgress(tables(), desk, job);
      return { job, article: (await loadArticle(tables(), progress?.id as string)) as StoredArticle };
    };
    const read = (article: StoredArticle, straight: boolean): FirstRevision => {
      const prepared = prepareArticle(
        { fileName: article.fileName, input: article.input, from: 'en' },
        { findTerms: () => [], candidates: [] },
      );
      const batches = [{ first: 0, end: prepared.delivered.segments.length }];
      const languages = ['es', 'fr'].map((language) => ({ language, kind: 'target' as const, batches }));
      return { article, prepared, languages, straight };
    };
    const kindsOf = async (job: string) => (await eventsAfter(tables(), { job, limit: 100 })).map(({ kind }) => kind);
    const inOutbox = async (article: string) =>
      (await tables().selectFrom('interlinear.outbox').select('id').where('article_id', '=', article).execute()).length;

    test('are stored together, each with its segments, languages and batches, and those that do not go straight on are told of to the queue', async () => {
      const [one, two] = [await handIn('one'), await handIn('two')];
      const before = await inOutbox(two.article.id);
      const saved = await saveFirstRevisions(tables(), [read(one.article, true), read(two.article, false)], now);
      for (const [index, { article }] of [one, two].entries()) {
        const stored = await loadSegments(tables(), article.revision, 'delivered');
        expect(stored).toEqual(saved[index]?.madeFrom);
        expect(stored.map(({ text }) => text).join(' ')).toContain('closed \ufffd today');
        const languages = await loadLanguages(tables(), article.revision);
        expect(languages.map(({ language, of }) => [language, of])).toEqual([
          ['es', stored.length],
          ['fr', stored.length],
        ]);
        expect(languages.map(({ id }) => id)).toEqual(saved[index]?.languages.map(({ id }) => id));
        expect(languages.map(({ started_at }) => started_at !== null)).toEqual(Array(2).fill(index === 0));
        expect(await articleState(tables(), article.id)).toMatchObject({ status: 'segmented' });
      }
      expect((await kindsOf(one.job)).slice(-3)).toEqual(['article.segmented', 'language.started', 'language.started']);
      expect((await kindsOf(two.job)).at(-1)).toBe('article.segmented');
      expect(await inOutbox(one.article.id)).toBe(before);
      expect(await inOutbox(two.article.id)).toBe(before + 1);
    });

    test('change nothing when they are stored again, and those that were canceled meanwhile stay so', async () => {
      const [one, canceled] = [await handIn('again'), await handIn('canceled')];
      await saveFirstRevisions(tables(), [read(one.article, true)], now);
      await tables()
        .updateTable('interlinear.article')
        .set({ status: 'canceled' })
        .where('id', '=', canceled.article.id)
        .execute();
      const before = await kindsOf(one.job);
      const saved = await saveFirstRevisions(tables(), [read(one.article, true), read(canceled.article, true)], now);
      expect(saved).toEqual([undefined, undefined]);
      expect(await kindsOf(one.job)).toEqual(before);
      expect(await loadSegments(tables(), canceled.article.revision, 'delivered')).toEqual([]);
      expect(await loadLanguages(tables(), one.article.revision)).toHaveLength(2);
    });
  });
});
