import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Target } from '../../src/model/translation.ts';
import { prepareArticle } from '../../src/pipeline/prepare.ts';
import { loadLanguages } from '../../src/storage/article-languages.ts';
import { articleState, loadArticle, type StoredArticle } from '../../src/storage/articles.ts';
import { loadBatches, loadTargets } from '../../src/storage/batches.ts';
import { defaultDesk } from '../../src/storage/desks.ts';
import { eventsAfter } from '../../src/storage/events.ts';
import { saveFirstRevisions } from '../../src/storage/first-revisions.ts';
import { acceptSubmission, jobProgress } from '../../src/storage/jobs.ts';
import { loadSegments } from '../../src/storage/segments.ts';
import { storeTargets } from '../../src/storage/targets.ts';
import { endWholeLanguages, type WholeLanguage } from '../../src/storage/whole-languages.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';

const now = new Date('2026-01-01T12:00:00Z');

describe.each(databaseKinds)('on $name', ({ missing, open }) => {
  describe.skipIf(missing)(missing ?? 'languages that end with their only batch', () => {
    let opened: TestDatabase;
    let desk: string;
    const tables = () => opened.database.tables;
    beforeAll(async () => {
      opened = await open();
      desk = await defaultDesk(tables(), now);
    });
    afterAll(() => opened?.close());

    /** A job of so many articles, read and planned into Spanish and French. @returns per article, its languages with targets for all segments */
    async function planned(count: number) {
      const options = {
        ...{ to: ['es', 'fr'], engine: 'auto', formats: ['report'], interfaceLanguage: 'en' as const },
        ...{ glossaries: [], memories: [] },
      };
      const articles = Array.from({ length: count }, (_, number) => ({
        ...{ fileName: `bridge${number}.txt`, name: `bridge${number}` },
        input: new TextEncoder().encode(`The mayor opened bridge ${number}.\n\nThe road is closed.`),
      }));
      const { job } = await acceptSubmission(tables(), desk, { options, articles }, now);
      const all = [];
      for (const { id } of await jobProgress(tables(), desk, job)) {
        const article = (await loadArticle(tables(), id)) as StoredArticle;
        const prepared = prepareArticle(
          { fileName: article.fileName, input: article.input, from: 'en' },
          { findTerms: () => [], candidates: [] },
        );
        const batches = [{ first: 0, end: prepared.delivered.segments.length }];
        const languages = ['es', 'fr'].map((language) => ({ language, kind: 'target' as const, batches }));
        await saveFirstRevisions(tables(), [{ article, prepared, languages, straight: true }], now);
        const segments = await loadSegments(tables(), article.revision, 'delivered');
        const wholes = (await loadBatches(tables(), id)).map((batch): WholeLanguage => {
          const target = (text: string): Target => ({ text, codes: [], state: 'initial', route: 'en>xx' });
          return {
            batch,
            targets: new Map(segments.map(({ id, text }) => [id, target(`${batch.language} ${text}`)])),
            reason: null,
            checked: { status: 'done', translated: 2, of: 2, error: null, findings: [], notRun: [] },
          };
        });
        all.push({ id, revision: article.revision, segments, wholes });
      }
      return { job, articles: all };
    }
    const kindsOf = async (job: string) => (await eventsAfter(tables(), { job, limit: 100 })).map(({ kind }) => kind);
    const statusOf = async (article: string) => (await articleState(tables(), article))?.status;

    test('end together with their article, and the last ones with their job, and tell of it in that order', async () => {
      const { job, articles } = await planned(2);
      const before = (await kindsOf(job)).length;
      const [one, two] = articles;
      if (!one || !two) throw new Error('two articles were handed in');
      expect(await endWholeLanguages(tables(), one.wholes, now)).toEqual([{ language: 'over' }, { language: 'over' }]);
      expect(await statusOf(one.id)).toBe('done');
      const [spanish, french] = two.wholes as [WholeLanguage, WholeLanguage];
      expect(await endWholeLanguages(tables(), [spanish], now)).toEqual([{ language: 'one' }]);
      expect(await statusOf(two.id)).toBe('segmented');
      expect(await endWholeLanguages(tables(), [french], now)).toEqual([{ language: 'over' }]);
      expect((await kindsOf(job)).slice(before)).toEqual([
        ...['language.progress', 'language.progress', 'language.done', 'language.done', 'article.done'],
        ...['language.progress', 'language.done', 'language.progress', 'language.done', 'article.done', 'job.done'],
      ]);
      for (const { revision, segments } of articles)
        expect((await loadTargets(tables(), revision, 'fr')).size).toBe(segments.length);
    });

    test('change nothing when they end again', async () => {
      const { job, articles } = await planned(1);
      const [{ wholes } = { wholes: [] }] = articles;
      await endWholeLanguages(tables(), wholes, now);
      const before = await kindsOf(job);
      expect(await endWholeLanguages(tables(), wholes, now)).toEqual(['one', 'one']);
      expect(await kindsOf(job)).toEqual(before);
    });

    test('leave one to be checked anew in which a person has written meanwhile, and end the others without it', async () => {
      const { articles } = await planned(1);
      const [{ id, revision, segments, wholes } = { id: '', revision: '', segments: [], wholes: [] }] = articles;
      const target: Target = {
        ...{ text: 'El alcalde', codes: [], state: 'reviewed', origin: 'human', route: 'en>es', confirmedBy: 'ana' },
      };
      await storeTargets(tables(), desk, 'es', [{ segment: segments[0]?.id ?? '', target }], now);
      expect(await endWholeLanguages(tables(), wholes, now)).toEqual(['last', { language: 'one' }]);
      const languages = await loadLanguages(tables(), revision);
      expect(languages.map(({ language, status }) => [language, status])).toEqual([
        ['es', 'waiting'],
        ['fr', 'done'],
      ]);
      expect(await statusOf(id)).toBe('segmented');
      const kept = (await loadTargets(tables(), revision, 'es')).get(segments[0]?.id ?? '');
      expect(kept?.text).toBe('El alcalde');
    });

    test('are partial together where one of them is, and end no article that was canceled meanwhile', async () => {
      const { articles } = await planned(2);
      const [one, two] = articles;
      if (!one || !two) throw new Error('two articles were handed in');
      const [spanish, french] = one.wholes as [WholeLanguage, WholeLanguage];
      const partial = { ...french, checked: { ...french.checked, status: 'partial' as const, translated: 1 } };
      await endWholeLanguages(tables(), [spanish, partial], now);
      expect(await statusOf(one.id)).toBe('partial');
      await tables().updateTable('interlinear.article').set({ status: 'canceled' }).where('id', '=', two.id).execute();
      expect(await endWholeLanguages(tables(), two.wholes, now)).toEqual([{ language: 'last' }, { language: 'last' }]);
      expect(await statusOf(two.id)).toBe('canceled');
    });
  });
});
