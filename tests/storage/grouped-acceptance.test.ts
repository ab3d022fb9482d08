import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { finishArticle } from '../../src/storage/article-end.ts';
import { defaultDesk } from '../../src/storage/desks.ts';
import { eventsAfter } from '../../src/storage/events.ts';
import { type Accepted, groupedAcceptance } from '../../src/storage/grouped-acceptance.ts';
import { acceptSubmission, jobProgress, type Submission } from '../../src/storage/jobs.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';

const now = new Date('2026-01-01T12:00:00Z');
const bytes = (text: string) => new TextEncoder().encode(text);

const submission = (text: string, more: Partial<Submission> = {}): Submission => ({
  options: { to: ['es'], engine: 'auto', formats: ['report'], interfaceLanguage: 'en', glossaries: [], memories: [] },
  articles: [{ fileName: `${text.slice(0, 20)}.txt`, name: text.slice(0, 20), input: bytes(text) }],
  ...more,
});

describe.each(databaseKinds)('on $name', ({ missing, open }) => {
  describe.skipIf(missing)(missing ?? 'submissions that come at once', () => {
    let opened: TestDatabase;
    let desk: string;
    const tables = () => opened.database.tables;
    beforeAll(async () => {
      opened = await open();
      desk = await defaultDesk(tables(), now);
    });
    afterAll(() => opened?.close());

    const jobsOf = (accepted: Accepted[]) => accepted.map(({ job }) => job);

    test('become jobs of their own, each whole, in a few commits', async () => {
      const accept = groupedAcceptance(tables());
      const texts = Array.from({ length: 40 }, (_, number) => `Story ${number} of the day.`);
      const accepted = await Promise.all(
        texts.map((text, number) => {
          const two = { fileName: 'zwei.txt', name: 'zwei', input: bytes('Zwei\u00ff'), metadata: { n: `${number}` } };
          const { articles, ...rest } = submission(text, { name: text, by: 'key:1' });
          return accept(desk, { ...rest, articles: [...articles, two] }, now);
        }),
      );
      expect(new Set(jobsOf(accepted)).size).toBe(40);
      expect(accepted.every(({ resumed }) => !resumed)).toBe(true);
      const { rows } = await sql<{ commits: number }>`
        SELECT count(DISTINCT xmin::text) AS commits FROM interlinear.job WHERE name LIKE 'Story %'`.execute(tables());
      expect(Number(rows[0]?.commits)).toBeLessThanOrEqual(5);
      for (const [number, job] of jobsOf(accepted).entries()) {
        const progress = await jobProgress(tables(), desk, job);
        expect(progress.map(({ name, status }) => [name, status])).toEqual([
          [texts[number]?.slice(0, 20), 'accepted'],
          ['zwei', 'accepted'],
        ]);
        const events = await eventsAfter(tables(), { desk, job, limit: 10 });
        expect(events.map(({ kind, data, article }) => [kind, data, article])).toEqual([
          ['job.accepted', { articles: 2 }, undefined],
          ['article.accepted', { fileName: `${texts[number]?.slice(0, 20)}.txt` }, progress[0]?.id],
          ['article.accepted', { fileName: 'zwei.txt' }, progress[1]?.id],
        ]);
      }
      const [job] = await tables()
        .selectFrom('interlinear.job')
        .selectAll()
        .where('id', '=', jobsOf(accepted)[7] as string)
        .execute();
      expect(job).toMatchObject({
        name: texts[7],
        created_by: 'key:1',
        priority: 10,
        created_at: now,
        status: 'running',
      });
      const { rows: stored } = await sql<{ input: Uint8Array; metadata: object; told: number }>`
        SELECT revision.input, article.metadata, (SELECT count(*) FROM interlinear.outbox WHERE article_id = article.id) AS told
        FROM interlinear.article AS article JOIN interlinear.revision AS revision ON revision.article_id = article.id
        WHERE article.job_id = ${job?.id} AND article.ordinal = 1`.execute(tables());
      expect(new Uint8Array(stored[0]?.input ?? [])).toEqual(bytes('Zwei\u00ff'));
      expect(stored[0]?.metadata).toEqual({ n: '7' });
      expect(Number(stored[0]?.told)).toBe(1);
    });

    test('one that the database refuses fails by itself; the others are accepted', async () => {
      const accept = groupedAcceptance(tables());
      const broken = submission('Broken.');
      const [article] = broken.articles;
      const bad = {
        ...broken,
        articles: [{ ...(article as (typeof broken.articles)[number]), metadata: { a: '\u0000' } }],
      };
      const all = await Promise.allSettled([
        accept(desk, submission('First.'), now),
        accept(desk, submission('Second.'), now),
        accept(desk, bad, now),
        accept(desk, submission('Third.'), now),
      ]);
      expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
      expect((all[2] as PromiseRejectedResult).reason).toMatchObject({ code: '22P05' });
    });

    test('the same submission finds its unfinished job, whoever stored it, and is new work once that is over', async () => {
      const [one, other] = [groupedAcceptance(tables()), groupedAcceptance(tables())];
      const alone = await acceptSubmission(tables(), desk, submission('The same.'), now);
      const again = await Promise.all(
        [one, other, one, other].map((accept) => accept(desk, submission('The same.'), now)),
      );
      expect(again).toEqual(Array(4).fill({ job: alone.job, resumed: true }));
      for (const { id } of await jobProgress(tables(), desk, alone.job))
        await finishArticle(tables(), id, 'done', null, now);
      const anew = await one(desk, submission('The same.'), now);
      expect(anew.resumed).toBe(false);
      expect(anew.job).not.toBe(alone.job);
      expect(await acceptSubmission(tables(), desk, submission('The same.'), now)).toEqual({
        job: anew.job,
        resumed: true,
      });
    });

    test('promise 2: requests with one key make one job, in however many processes they come at once', async () => {
      const [one, other] = [groupedAcceptance(tables()), groupedAcceptance(tables())];
      const request = { key: 'monday', hash: 'h' };
      const all = await Promise.all(
        Array.from({ length: 50 }, (_, number) => {
          if (number % 3 === 0) return acceptSubmission(tables(), desk, submission('Keyed.'), now, request);
          return (number % 3 === 1 ? one : other)(desk, submission('Keyed.'), now, request);
        }),
      );
      expect(new Set(jobsOf(all)).size).toBe(1);
      expect(all.filter(({ resumed }) => !resumed)).toHaveLength(1);
      const [first] = all as [Accepted];
      for (const { id } of await jobProgress(tables(), desk, first.job))
        await finishArticle(tables(), id, 'done', null, now);
      // The key holds when the job is over, too.
      expect(await one(desk, submission('Keyed.'), now, request)).toEqual({ job: first.job, resumed: true });
    });

    test('of different requests with one key one is taken and the others are conflicts', async () => {
      for (const lines of [1, 2]) {
        const accepts = Array.from({ length: lines }, () => groupedAcceptance(tables()));
        const all = await Promise.allSettled(
          Array.from({ length: 10 }, (_, number) =>
            (accepts[number % lines] as (typeof accepts)[number])(desk, submission(`Body ${number}.`), now, {
              ...{ key: `tuesday-${lines}`, hash: `${number}` },
            }),
          ),
        );
        expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        for (const one of all)
          if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'request.conflict' });
      }
    });
  });
});
