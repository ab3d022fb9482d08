import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { correctedSegments, prepareArticle } from '../../src/pipeline/prepare.ts';
import { loadArticle, savePrepared } from '../../src/storage/articles.ts';
import { defaultDesk } from '../../src/storage/desks.ts';
import { setAside } from '../../src/storage/dismissals.ts';
import { articleFindings, dismissFindings, restoreFindings } from '../../src/storage/findings.ts';
import { acceptSubmission, jobProgress } from '../../src/storage/jobs.ts';
import { datedTerms } from '../../src/terminology/dated.ts';
import { builtinStyle } from '../../src/terminology/styles.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';

const by = { actor: 'ana', now: new Date('2026-01-01T12:00:00Z') };
const story = 'Aid stops\n\nThe Ocha said the convoy left left Idlib on Monday. It was the second one this week.\n';

describe.each(databaseKinds)('on $name', ({ missing, open: openDatabase }) => {
  describe.skipIf(missing)(missing ?? 'the findings of a stored article', () => {
    let test_: TestDatabase;
    let desk: string;
    beforeAll(async () => {
      test_ = await openDatabase();
      desk = await defaultDesk(test_.database.tables, by.now);
    });
    afterAll(() => test_?.close());

    /** Hands an article in, as far as its first checks. */
    async function handIn(text: string, second: number): Promise<void> {
      const { tables } = test_.database;
      const now = new Date(by.now.getTime() + second * 1000);
      const submitted = { fileName: 'aid.en.txt', name: 'aid', input: Buffer.from(text) };
      const options = {
        to: [],
        engine: 'auto',
        formats: [`${second}`],
        interfaceLanguage: 'en',
        glossaries: [],
        memories: [],
      };
      const { job } = await acceptSubmission(tables, desk, { options, articles: [submitted] }, now);
      const [progress] = await jobProgress(tables, desk, job);
      const article = await loadArticle(tables, progress?.id ?? '');
      if (!article) throw new Error('no article');
      const terms = datedTerms([], builtinStyle('ap'))('2026-01-01');
      const prepared = prepareArticle({ ...submitted, from: 'en' }, { ...terms, candidates: [] });
      await savePrepared(tables, article, prepared, [], now);
    }

    const idOf = async (text: string): Promise<string> => {
      const { open, dismissed } = await articleFindings(test_.database.tables, desk, 'aid');
      const id = [...open, ...dismissed].find((one) => one.text === text)?.id;
      if (id === undefined) throw new Error(`nothing is said of ${text}`);
      return id;
    };

    test('are open until somebody dismisses them, by the first digits of their ids', async () => {
      const { tables } = test_.database;
      await handIn(story, 1);
      const id = await idOf('Ocha');
      await dismissFindings(tables, desk, 'aid.en.txt', [id.slice(0, 8)], 'The source says so.', by);
      const { open, dismissed, lapsed } = await articleFindings(tables, desk, 'aid.en.txt');
      expect(open.map(({ text }) => text)).toEqual(['left left']);
      expect(dismissed).toMatchObject([{ text: 'Ocha', dismissed: { reason: 'The source says so.', by: 'ana' } }]);
      expect(lapsed).toEqual([]);
    });

    test('stay dismissed when the article is handed in again, also where the rest of it has changed', async () => {
      const { tables } = test_.database;
      await handIn(story.replace('It was the second', 'It was the first'), 2);
      const { open, dismissed } = await articleFindings(tables, desk, 'aid');
      expect(open.map(({ text }) => text)).toEqual(['left left']);
      expect(dismissed.map(({ text }) => text)).toEqual(['Ocha']);
    });

    test('open again when the text of their segment changes; the dismissal is told, and kept', async () => {
      const { tables } = test_.database;
      await handIn(story.replace('Monday', 'Tuesday'), 3);
      const { open, dismissed, lapsed } = await articleFindings(tables, desk, 'aid');
      expect(open.map(({ text }) => text)).toEqual(['Ocha', 'left left']);
      expect(dismissed).toEqual([]);
      expect(lapsed).toMatchObject([{ check: 'terminology', text: 'Ocha', reason: 'The source says so.', by: 'ana' }]);
    });

    test('are open again once they are restored, with a row in the audit trail', async () => {
      const { tables } = test_.database;
      await handIn(story, 4);
      const id = await idOf('Ocha');
      await restoreFindings(tables, desk, 'aid', [id], by);
      const { open, lapsed } = await articleFindings(tables, desk, 'aid');
      expect(open.map(({ text }) => text)).toEqual(['Ocha', 'left left']);
      expect(lapsed).toEqual([]);
      await expect(restoreFindings(tables, desk, 'aid', [id], by)).rejects.toMatchObject({ code: 'finding.open' });
      const acts = await tables
        .selectFrom('interlinear.audit')
        .select('act')
        .where('act', 'like', 'finding.%')
        .orderBy('id')
        .execute();
      expect(acts.map(({ act }) => act)).toEqual(['finding.dismiss', 'finding.restore']);
    });

    test('are dismissed all or none, and what is not there is named', async () => {
      const { tables } = test_.database;
      const id = await idOf('Ocha');
      const dismiss = (article: string, ids: string[], reason = 'x') =>
        dismissFindings(tables, desk, article, ids, reason, by);
      await expect(dismiss('aid', [id, 'ffffffffffffffff'])).rejects.toMatchObject({ code: 'finding.unknown' });
      await expect(dismiss('aid', [''])).rejects.toMatchObject({ code: 'finding.unknown' });
      await expect(dismiss('other.txt', [id])).rejects.toMatchObject({ code: 'article.unknown' });
      await expect(dismiss('aid', [id], ' ')).rejects.toMatchObject({ code: 'dismissal.reason' });
      expect((await articleFindings(tables, desk, 'aid')).dismissed).toEqual([]);
    });

    test('that are dismissed are not corrected', async () => {
      const { tables } = test_.database;
      const terms = datedTerms([], builtinStyle('ap'))('2026-01-01');
      const { delivered, findings } = prepareArticle(
        { fileName: 'aid.en.txt', input: Buffer.from(story), from: 'en' },
        { ...terms, candidates: [] },
      );
      const corrected = (list: typeof findings) =>
        correctedSegments(delivered, list)
          .map(({ text }) => text)
          .join(' ');
      expect(corrected(findings)).toContain('The OCHA said');
      await dismissFindings(tables, desk, 'aid', [await idOf('Ocha')], 'x', by);
      expect(corrected((await setAside(tables, desk, findings)).open)).toContain('The Ocha said');
    });
  });
});
