import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { TransientError } from '../../src/model/errors.ts';
import { loadBatches } from '../../src/storage/batches.ts';
import { deadLetters } from '../../src/storage/dead-letters.ts';
import { eventsAfter } from '../../src/storage/events.ts';
import { cancelJob, redrive, retryLanguages } from '../../src/storage/job-control.ts';
import { type Desk, refusal, setUps } from './desk.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let serial = 0;
/** Texts of some sentences, none of which was ever seen before. */
const texts = (count: number, sentences = 1) =>
  Array.from({ length: count }, () => {
    serial++;
    return Array.from({ length: sentences }, (_, line) => `The mayor opened bridge ${serial} line ${line}.`).join(
      '\n\n',
    );
  });
const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

describe.each(setUps)('on $name', ({ missing, open }) => {
  describe.skipIf(missing)(missing ?? 'work that is under way', () => {
    let desk: Desk;
    beforeAll(async () => {
      // Nothing gets lost here: as often as with the usual lock it is looked for, and no more.
      desk = await open({ INTERLINEAR_LOCK_SECONDS: '30' });
    });
    afterAll(() => desk?.close());
    beforeEach(() => {
      desk.before = async () => {};
      desk.asked.length = 0;
    });
    const by = () => ({ actor: 'test', now: new Date() });
    const tables = () => desk.application.database.tables;
    const kindsOf = async (job: string) => (await eventsAfter(tables(), { job, limit: 1000 })).map(({ kind }) => kind);

    test('is told of from its acceptance to its end, in order and once', async () => {
      const job = await desk.submit(texts(1, 5), { to: ['es', 'fr'] });
      await desk.over(job);
      // Events are read only once every transaction that began before them has ended: somebody else's may take a moment.
      let kinds = await kindsOf(job);
      for (let look = 0; look < 1500 && kinds.at(-1) !== 'job.done'; look++) {
        await pause(20);
        kinds = await kindsOf(job);
      }
      expect(kinds.slice(0, 3)).toEqual(['job.accepted', 'article.accepted', 'article.segmented']);
      expect(kinds.slice(-2)).toEqual(['article.done', 'job.done']);
      const count = (kind: string) => kinds.filter((one) => one === kind).length;
      expect(['language.started', 'language.progress', 'language.done'].map(count)).toEqual([2, 6, 2]);
      const events = await eventsAfter(tables(), { job, limit: 1000 });
      const spanish = events.filter(({ data }) => data.language === 'es');
      expect(spanish.map(({ kind }) => kind)).toEqual([
        'language.started',
        'language.progress',
        'language.progress',
        'language.progress',
        'language.done',
      ]);
      // Batches of two, two and one end in any order.
      const done = spanish.flatMap(({ kind, data }) => (kind === 'language.progress' ? [Number(data.done)] : []));
      expect(done).toEqual([...new Set(done)].sort((one, other) => one - other));
      expect(done.at(-1)).toBe(5);
    });

    test('canceling it lets no further call of an engine pass, and ends the job', async () => {
      desk.before = () => pause(150);
      const job = await desk.submit(texts(6, 6));
      while (desk.asked.length < 3) await pause(10);
      expect(await cancelJob(tables(), desk.application.desk, job, by())).toMatchObject({ status: 'canceled' });
      // What was at the engine when the job was canceled has begun.
      await pause(200);
      const asked = desk.asked.length;
      await pause(400);
      expect(desk.asked.length).toBe(asked);
      expect(asked).toBeLessThan(20);
      expect(await desk.jobStatus(job)).toBe('canceled');
      const next = await desk.submit(texts(1));
      expect(await desk.over(next)).toMatchObject([{ status: 'done' }]);
    });

    test('promise 5: a language that fails ends with its reason, the others are made, the job says partial; it is retried by itself', async () => {
      desk.before = async (_segments, to) => {
        if (to === 'fr') throw refusal();
      };
      const job = await desk.submit(texts(1, 3), { to: ['es', 'fr', 'ca'] });
      const [article] = await desk.over(job);
      expect(article?.languages.map(({ language, status, error }) => [language, status, error?.code])).toEqual([
        ['es', 'done', undefined],
        ['fr', 'partial', 'engine.refused'],
        ['ca', 'done', undefined],
      ]);
      expect(await desk.jobStatus(job)).toBe('partial');
      desk.before = async () => {};
      desk.asked.length = 0;
      expect(await retryLanguages(tables(), desk.application.desk, job, ['fr'], by())).toEqual({
        articles: 1,
        languages: 1,
      });
      await desk.application.dispatch();
      expect(await desk.over(job)).toMatchObject([{ status: 'done' }]);
      expect(desk.asked.length).toBe(3);
      expect(await desk.jobStatus(job)).toBe('done');
    });

    test('promise 7: an article that cannot be done goes to the dead letters with its reason, and one redrive does it', async () => {
      const [poison, good] = texts(2) as [string, string];
      let tries = 0;
      desk.before = async (segments) => {
        if (!segments.some(({ text }) => text === poison)) return;
        tries++;
        throw new TransientError('engine.failed', { engine: 'double', reason: 'broken' });
      };
      const job = await desk.submit([poison, good]);
      expect((await desk.over(job)).map(({ status }) => status)).toEqual(['partial', 'done']);
      expect(tries).toBe(4);
      const { items } = await deadLetters(tables(), desk.application.desk, { limit: 10 });
      const dead = items.filter((item) => item.job === job);
      expect(dead).toMatchObject([
        { fileName: '0.txt', languages: [{ language: 'es', error: { code: 'engine.failed' } }] },
      ]);
      desk.before = async () => {};
      const article = dead[0]?.article as string;
      expect(await redrive(tables(), desk.application.desk, [article], by())).toEqual([article]);
      await desk.application.dispatch();
      expect((await desk.over(job)).map(({ status }) => status)).toEqual(['done', 'done']);
    });

    test('promise 7: what kills its worker every time is given up after some tries, and what lay beside it is done', async () => {
      const [poison, good] = texts(2) as [string, string];
      let waits = 0;
      desk.before = async (segments) => {
        if (!segments.some(({ text }) => text === poison)) return;
        waits++;
        throw new TransientError('engine.limited', { engine: 'double', seconds: 1 });
      };
      const job = await desk.submit([poison, good]);
      while (waits === 0) await pause(10);
      // As if workers had died with it in their hands; none has: what is put back in order does not count.
      const [first] = await desk.progress(job);
      const [batch] = await loadBatches(tables(), first?.id ?? '');
      const died = () =>
        tables()
          .updateTable('interlinear.batch')
          .set({ taken: 8 })
          .where('id', '=', batch?.id ?? '')
          .where('taken', '=', 0)
          .returning('id')
          .execute();
      while ((await died()).length === 0) await pause(10);
      const articles = await desk.over(job);
      expect(articles.map(({ status }) => status)).toEqual(['partial', 'done']);
      expect(articles[0]?.languages).toMatchObject([{ status: 'partial', error: { code: 'article.poison' } }]);
    });

    test('an interactive job starts soon, ahead of a batch that has been waiting', async () => {
      desk.before = () => pause(20);
      const bulk = await desk.submit(texts(150), { priority: 'bulk' });
      while (desk.asked.length < 10) await pause(20);
      const submitted = Date.now();
      const urgent = await desk.submit(texts(1), { priority: 'interactive' });
      await desk.over(urgent);
      const events = await eventsAfter(tables(), { job: urgent, limit: 100 });
      const started = events.find(({ kind }) => kind === 'language.started')?.at.getTime() ?? Infinity;
      // How soon on a machine that does nothing else is what `npm run bench -- service` measures.
      expect(started - submitted).toBeLessThan(5000);
      const open = (await desk.progress(bulk)).filter(({ status }) => status === 'accepted').length;
      expect(open).toBeGreaterThan(50);
      await cancelJob(tables(), desk.application.desk, bulk, by());
    });
  });
});
