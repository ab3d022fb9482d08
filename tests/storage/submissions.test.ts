import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { finishArticle } from '../../src/storage/article-end.ts';
import { defaultDesk } from '../../src/storage/desks.ts';
import { acceptSubmission, jobProgress, type Submission } from '../../src/storage/jobs.ts';
import { pendingMigrations } from '../../src/storage/migrate.ts';
import {
  claimQuietArticles,
  claimRows,
  countDispatches,
  requestDispatch,
  returnRows,
} from '../../src/storage/outbox.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';

const now = new Date('2026-01-01T12:00:00Z');
const later = new Date('2026-01-01T12:05:00Z');
const bytes = (text: string) => new TextEncoder().encode(text);

const submission = (text: string): Submission => ({
  options: { to: ['es'], engine: 'auto', formats: ['report'], interfaceLanguage: 'en', glossaries: [], memories: [] },
  articles: [
    { fileName: 'a.txt', name: 'a', input: bytes(text) },
    {
      fileName: 'b.txt',
      name: 'b',
      input: bytes(`${text}\u0000\xff`),
      source: { fileName: 'b.fr.txt', input: bytes('bé') },
    },
  ],
});

describe.each(databaseKinds)('on $name', ({ missing, open }) => {
  describe.skipIf(missing)(missing ?? 'submissions', () => {
    let test_: TestDatabase;
    let desk: string;
    beforeAll(async () => {
      test_ = await open();
      desk = await defaultDesk(test_.database.tables, now);
    });
    afterAll(() => test_?.close());

    test('there is one default desk, however many ask for it at once', async () => {
      const { tables } = test_.database;
      const desks = await Promise.all([1, 2, 3, 4].map(() => defaultDesk(tables, now)));
      expect(new Set(desks)).toEqual(new Set([desk]));
    });

    test('a submission is accepted with its articles and what the queue has to be told, and its bytes come back as they were', async () => {
      const { tables } = test_.database;
      const { job, resumed } = await acceptSubmission(tables, desk, submission('one'), now);
      expect(resumed).toBe(false);
      const progress = await jobProgress(tables, desk, job);
      expect(progress.map(({ fileName, status, segments }) => ({ fileName, status, segments }))).toEqual([
        { fileName: 'a.txt', status: 'accepted', segments: 0 },
        { fileName: 'b.txt', status: 'accepted', segments: 0 },
      ]);
      const rows = await tables
        .selectFrom('interlinear.revision')
        .select(['input', 'source_input'])
        .where('source_input', 'is not', null)
        .execute();
      expect(new Uint8Array(rows[0]?.input ?? [])).toEqual(bytes('one\u0000\xff'));
      expect(new Uint8Array(rows[0]?.source_input ?? [])).toEqual(bytes('bé'));
    });

    test('promise 2: the same submission finds its unfinished job, also when fifty come at once; once it is over it is new work', async () => {
      const { tables } = test_.database;
      const all = await Promise.all(
        Array.from({ length: 50 }, () => acceptSubmission(tables, desk, submission('two'), now)),
      );
      const [first] = all as [(typeof all)[number]];
      expect(new Set(all.map(({ job }) => job))).toEqual(new Set([first.job]));
      expect(all.filter(({ resumed }) => !resumed)).toHaveLength(1);
      for (const article of await jobProgress(tables, desk, first.job))
        await finishArticle(tables, article.id, 'done', null, now);
      expect((await acceptSubmission(tables, desk, submission('two'), now)).job).not.toBe(first.job);
    });

    test('an article that has ended stays as it ended', async () => {
      const { tables } = test_.database;
      const { job } = await acceptSubmission(tables, desk, submission('three'), now);
      const [article] = await jobProgress(tables, desk, job);
      await finishArticle(tables, article?.id ?? '', 'failed', { code: 'input.empty', parameters: {} }, now);
      await finishArticle(tables, article?.id ?? '', 'done', null, now);
      expect((await jobProgress(tables, desk, job))[0]).toMatchObject({
        status: 'failed',
        error: { code: 'input.empty' },
      });
    });

    test('each outbox row is claimed by one process only, and can be put back', async () => {
      const { tables } = test_.database;
      const claims = await Promise.all([claimRows(tables, 100, now), claimRows(tables, 100, now)]);
      const ids = claims.flat().map((row) => row.id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length).toBeGreaterThanOrEqual(8);
      expect(await claimRows(tables, 100, now)).toEqual([]);
      await returnRows(tables, ids.slice(0, 2));
      expect((await claimRows(tables, 100, now)).length).toBe(2);
    });

    test('quiet articles are looked for once, and their dispatches are counted', async () => {
      const { tables } = test_.database;
      const { job } = await acceptSubmission(tables, desk, submission('four'), now);
      const [article] = await jobProgress(tables, desk, job);
      const counted = await countDispatches(tables, [article?.id ?? ''], now);
      expect(counted).toEqual([{ article: article?.id, dispatch: 1, status: 'accepted', priority: 10 }]);
      // Until the queue is told of it, an article is not lost but waiting.
      const early = await claimQuietArticles(tables, new Date(later.getTime() - 1000), later, 100);
      expect(early.map((one) => one.id)).not.toContain(article?.id);
      await claimRows(tables, 100, now);
      const quiet = await claimQuietArticles(tables, new Date(later.getTime() - 1000), later, 100);
      expect(quiet.find((one) => one.id === article?.id)).toMatchObject({ status: 'accepted', dispatches: 1 });
      expect(await claimQuietArticles(tables, new Date(later.getTime() - 1000), later, 100)).toEqual([]);
      await requestDispatch(tables, quiet, later);
      expect((await claimRows(tables, 100, later)).map((row) => row.article)).toContain(article?.id);
    });

    test('a database that a newer version has migrated is refused', async () => {
      const { tables } = test_.database;
      const newer = { name: '9999-later', timestamp: '2030-01-01' };
      await sql`INSERT INTO interlinear.kysely_migration VALUES (${newer.name}, ${newer.timestamp})`.execute(tables);
      await expect(pendingMigrations(tables)).rejects.toMatchObject({
        code: 'database.newer',
        parameters: { unknown: '9999-later' },
      });
      await sql`DELETE FROM interlinear.kysely_migration WHERE name = ${newer.name}`.execute(tables);
      expect(await pendingMigrations(tables)).toEqual([]);
    });
  });
});
