import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { finishArticle } from '../../src/storage/article-end.ts';
import { defaultDesk } from '../../src/storage/desks.ts';
import { compareCursors, endOfEvents, eventsAfter, recordEvent } from '../../src/storage/events.ts';
import { acceptSubmission, jobProgress, type Submission } from '../../src/storage/jobs.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';

const now = new Date('2026-01-01T12:00:00Z');
const submission = (text: string, articles = 2): Submission => ({
  options: { to: ['es'], engine: 'auto', formats: ['report'], interfaceLanguage: 'en', glossaries: [], memories: [] },
  articles: Array.from({ length: articles }, (_, number) => ({
    fileName: `${number}.txt`,
    name: String(number),
    input: new TextEncoder().encode(`${text} ${number}`),
  })),
});

describe.each(databaseKinds)('on $name', ({ missing, open }) => {
  describe.skipIf(missing)(missing ?? 'the events log', () => {
    let opened: TestDatabase;
    let desk: string;
    const accept = async (text: string, articles?: number) =>
      (await acceptSubmission(opened.database.tables, desk, submission(text, articles), now)).job;
    const kindsOf = async (job: string, after?: string) =>
      (await eventsAfter(opened.database.tables, { job, limit: 100, ...(after === undefined ? {} : { after }) })).map(
        ({ kind }) => kind,
      );
    beforeAll(async () => {
      opened = await open();
      desk = await defaultDesk(opened.database.tables, now);
    });
    afterAll(() => opened?.close());

    test('tells of an accepted job and of its articles, from any place on, and of no other job or desk', async () => {
      const { tables } = opened.database;
      const job = await accept('one');
      await accept('another');
      const events = await eventsAfter(tables, { job, limit: 100 });
      expect(events.map(({ kind, data }) => ({ kind, data }))).toEqual([
        { kind: 'job.accepted', data: { articles: 2 } },
        { kind: 'article.accepted', data: { fileName: '0.txt' } },
        { kind: 'article.accepted', data: { fileName: '1.txt' } },
      ]);
      expect(events[1]).toMatchObject({ desk, job, at: now });
      for (const [index, { cursor }] of events.entries())
        expect(await kindsOf(job, cursor)).toEqual(events.slice(index + 1).map(({ kind }) => kind));
      expect(await eventsAfter(tables, { desk: '00000000-0000-7000-8000-000000000000', limit: 100 })).toEqual([]);
    });

    test('a job ends once, with the last of its articles, however many end at once', async () => {
      const { tables } = opened.database;
      const job = await accept('two', 5);
      const articles = await jobProgress(tables, desk, job);
      const statuses = ['done', 'done', 'partial', 'failed', 'done'] as const;
      await Promise.all(
        articles.flatMap(({ id }, index) => {
          const end = () => finishArticle(tables, id, statuses[index] ?? 'done', null, now);
          return [end(), end()];
        }),
      );
      const kinds = await kindsOf(job);
      expect(kinds.slice(6, 11).sort()).toEqual([
        'article.done',
        'article.done',
        'article.done',
        'article.failed',
        'article.partial',
      ]);
      expect(kinds.slice(11)).toEqual(['job.partial']);
      const events = await eventsAfter(tables, { job, limit: 100 });
      expect(events.at(-1)?.data).toEqual({ articles: 5, ended: { done: 3, partial: 1, failed: 1 } });
    });

    test('what happens in a transaction that fails is not told', async () => {
      const { tables } = opened.database;
      const job = await accept('three');
      const before = await kindsOf(job);
      await tables
        .transaction()
        .execute(async (transaction) => {
          await recordEvent(transaction, { desk, job, kind: 'job.done', data: {} }, now);
          throw new Error('too late');
        })
        .catch(() => {});
      expect(await kindsOf(job)).toEqual(before);
    });

    test('a place in the log that nobody gave out is refused', async () => {
      for (const after of ['', '1', 'a.b', '1.2.3', '99999999999999999999.1', '1.9999999999999999999', "1.1'"])
        await expect(eventsAfter(opened.database.tables, { after, limit: 1 })).rejects.toMatchObject({
          code: 'event.cursor',
        });
    });

    test('places are compared by number', () => {
      expect(compareCursors('9.10', '10.1')).toBeLessThan(0);
      expect(compareCursors('10.10', '10.9')).toBeGreaterThan(0);
      expect(compareCursors('18446744073709551615.1', '18446744073709551615.1')).toBe(0);
    });

    test.skipIf(open === databaseKinds[0]?.open)(
      'an event of a slow transaction is not overtaken: readers that go on from the last event get every one',
      async () => {
        const { tables } = opened.database;
        const job = await accept('four', 1);
        let commit = () => {};
        const mayCommit = new Promise<void>((resolve) => {
          commit = resolve;
        });
        let written = () => {};
        const isWritten = new Promise<void>((resolve) => {
          written = resolve;
        });
        const slow = tables.transaction().execute(async (transaction) => {
          await recordEvent(transaction, { desk, job, kind: 'language.progress', data: { done: 1 } }, now);
          written();
          await mayCommit;
        });
        await isWritten;
        const end = await endOfEvents(tables);
        await recordEvent(tables, { desk, job, kind: 'language.progress', data: { done: 2 } }, now);
        const early = await eventsAfter(tables, { job, limit: 100 });
        expect(early.map(({ kind }) => kind)).toEqual(['job.accepted', 'article.accepted']);
        commit();
        await slow;
        const late = await eventsAfter(tables, { job, limit: 100, after: early.at(-1)?.cursor as string });
        expect(late.map(({ data }) => data.done)).toEqual([1, 2]);
        expect(await eventsAfter(tables, { job, limit: 100, after: end })).toEqual(late);
      },
    );

    test('a page is read by an index, also where the log is long', async () => {
      const { tables } = opened.database;
      const job = await accept('five', 1);
      await sql`INSERT INTO interlinear.event (desk_id, job_id, kind, data, at)
        SELECT ${desk}::uuid, ${job}::uuid, 'language.progress', '{}', now() FROM generate_series(1, 3000)`.execute(
        tables,
      );
      await sql`ANALYZE interlinear.event`.execute(tables);
      const { rows } = await sql<{ 'QUERY PLAN': string }>`
        EXPLAIN SELECT * FROM interlinear.event WHERE xact < pg_snapshot_xmin(pg_current_snapshot())
          AND (xact, seq) > ('1'::xid8, 1) ORDER BY xact, seq LIMIT 50`.execute(tables);
      expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Index Scan/);
    });
  });
});
