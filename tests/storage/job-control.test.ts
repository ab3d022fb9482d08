import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoredError } from '../../src/model/errors.ts';
import { cancelArticle, cancelLanguage } from '../../src/storage/article-cancel.ts';
import { finishArticle } from '../../src/storage/article-end.ts';
import { finishLanguage, loadLanguages } from '../../src/storage/article-languages.ts';
import { loadArticle, savePrepared } from '../../src/storage/articles.ts';
import { failBatch, finishBatch, loadBatches } from '../../src/storage/batches.ts';
import { deadLetters } from '../../src/storage/dead-letters.ts';
import { addDesk, defaultDesk } from '../../src/storage/desks.ts';
import { eventsAfter } from '../../src/storage/events.ts';
import { cancelJob, redrive, retryLanguages } from '../../src/storage/job-control.ts';
import { acceptSubmission, jobProgress } from '../../src/storage/jobs.ts';
import { claimRows } from '../../src/storage/outbox.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';

const now = new Date('2026-01-01T12:00:00Z');
const by = { actor: 'person:ana', now };
const failure: StoredError = { code: 'engine.failed', parameters: { engine: 'double' } };

describe.each(databaseKinds)('on $name', ({ missing, open }) => {
  describe.skipIf(missing)(missing ?? 'the control of jobs', () => {
    let opened: TestDatabase;
    let desk: string;
    let other: string;
    const tables = () => opened.database.tables;
    beforeAll(async () => {
      opened = await open();
      desk = await defaultDesk(tables(), now);
      other = (await addDesk(tables(), 'other', 'UTC', by)).id;
    });
    afterAll(() => opened?.close());

    async function accept(
      articles: number,
      priority?: 'interactive' | 'bulk',
    ): Promise<{ job: string; ids: string[] }> {
      const mark = newId();
      const { job } = await acceptSubmission(
        tables(),
        desk,
        {
          options: {
            to: ['es', 'ca'],
            engine: 'auto',
            formats: [],
            interfaceLanguage: 'en',
            glossaries: [],
            memories: [],
            ...(priority ? { priority } : {}),
          },
          articles: Array.from({ length: articles }, (_, number) => ({
            fileName: `${number}.txt`,
            name: String(number),
            input: new TextEncoder().encode(`${mark} ${number}`),
          })),
        },
        now,
      );
      return { job, ids: (await jobProgress(tables(), desk, job)).map(({ id }) => id) };
    }

    /** Two segments, each a batch of its own, in Spanish and Catalan. */
    async function segment(id: string): Promise<void> {
      const article = await loadArticle(tables(), id);
      if (!article) throw new Error('no article');
      const segments = ['One.', 'Two.'].map((text, ordinal) => ({
        ordinal,
        block: 0,
        start: ordinal * 5,
        end: ordinal * 5 + 4,
        before: '',
        text,
        after: '',
        codes: [],
      }));
      const delivered = {
        format: 'text' as const,
        encoding: 'utf-8',
        bom: false,
        input: 'One. Two.',
        language: 'en',
        blocks: [],
        segments,
      };
      const corrected = segments.map(({ text }) => ({ text, codes: [] }));
      const prepared = {
        delivered,
        original: { evidence: 'unknown' as const },
        beads: [],
        corrected,
        findings: [],
        notRun: [],
      };
      const batches = [
        { first: 0, end: 1 },
        { first: 1, end: 2 },
      ];
      const languages = ['es', 'ca'].map((language) => ({ language, kind: 'target' as const, batches }));
      await savePrepared(tables(), article, prepared, languages, now);
    }

    /** Ends an article: each language as said, the second batch of a failed one as failed. */
    async function end(id: string, outcomes: Record<string, 'done' | 'failed'>): Promise<void> {
      for (const batch of await loadBatches(tables(), id)) {
        if (outcomes[batch.language] === 'failed' && batch.first === 1) await failBatch(tables(), batch, failure, now);
        else await finishBatch(tables(), batch, new Map(), null, now);
      }
      const article = await loadArticle(tables(), id);
      for (const language of await loadLanguages(tables(), article?.revision ?? '')) {
        if (language.status !== 'waiting') continue;
        const status = outcomes[language.language] === 'failed' ? ('partial' as const) : ('done' as const);
        const error = status === 'partial' ? failure : null;
        await finishLanguage(
          tables(),
          language.id,
          { status, translated: status === 'done' ? 2 : 1, of: 2, error, findings: [], notRun: [] },
          now,
        );
      }
      const status = Object.values(outcomes).every((outcome) => outcome === 'done') ? 'done' : 'partial';
      await finishArticle(tables(), id, status, null, now);
    }

    const statusesOf = async (job: string) => (await jobProgress(tables(), desk, job)).map(({ status }) => status);
    const jobStatus = async (job: string) =>
      (await tables().selectFrom('interlinear.job').select('status').where('id', '=', job).executeTakeFirstOrThrow())
        .status;
    const kindsOf = async (job: string) => (await eventsAfter(tables(), { job, limit: 200 })).map(({ kind }) => kind);
    const untold = async (ids: string[]) =>
      (await claimRows(tables(), 1000, now)).filter(({ article }) => ids.includes(article)).length;
    const auditsOf = async (subject: string) =>
      tables()
        .selectFrom('interlinear.audit')
        .select(['actor', 'act', 'before', 'after'])
        .where('desk_id', '=', desk)
        .where('subject', '=', subject)
        .execute();

    test('canceling a job ends what is under way and leaves what was done; doing it again changes nothing', async () => {
      const { job, ids } = await accept(3);
      const [done, begun, waiting] = ids as [string, string, string];
      await segment(done);
      await end(done, { es: 'done', ca: 'done' });
      await segment(begun);
      const [first] = await loadBatches(tables(), begun);
      expect(await cancelJob(tables(), desk, job, by)).toEqual({ status: 'canceled', articles: 2 });
      expect(await statusesOf(job)).toEqual(['done', 'canceled', 'canceled']);
      expect(await jobStatus(job)).toBe('canceled');
      const batches = await loadBatches(tables(), begun);
      expect(new Set(batches.map(({ status }) => status))).toEqual(new Set(['canceled']));
      expect(await untold([begun, waiting])).toBe(0);
      // What a worker had in hand comes too late.
      if (first) await finishBatch(tables(), first, new Map(), null, now);
      await finishArticle(tables(), begun, 'done', null, now);
      expect((await statusesOf(job))[1]).toBe('canceled');
      expect((await loadBatches(tables(), begun))[0]?.status).toBe('canceled');
      expect(await cancelJob(tables(), desk, job, by)).toEqual({ status: 'canceled', articles: 0 });
      expect((await kindsOf(job)).filter((kind) => kind === 'job.canceled')).toHaveLength(1);
      expect(await auditsOf(job)).toEqual([
        {
          actor: 'person:ana',
          act: 'job.cancel',
          before: { status: 'running' },
          after: { status: 'canceled', articles: 2 },
        },
      ]);
    });

    test('a language that failed is made again, and only its batches that came to nothing; the job runs until it is over', async () => {
      const { job, ids } = await accept(2);
      const [id, whole] = ids as [string, string];
      for (const one of [id, whole]) await segment(one);
      await end(id, { es: 'failed', ca: 'done' });
      await end(whole, { es: 'done', ca: 'done' });
      expect(await jobStatus(job)).toBe('partial');
      await untold([]);
      expect(await retryLanguages(tables(), desk, job, ['ca'], by)).toEqual({ articles: 0, languages: 0 });
      expect(await retryLanguages(tables(), desk, job, ['es', 'ca'], by)).toEqual({ articles: 1, languages: 1 });
      expect(await jobStatus(job)).toBe('running');
      expect(await statusesOf(job)).toEqual(['segmented', 'done']);
      const batches = await loadBatches(tables(), id);
      expect(batches.map(({ language, first, status }) => `${language} ${first} ${status}`)).toEqual([
        'es 0 done',
        'es 1 waiting',
        'ca 0 done',
        'ca 1 done',
      ]);
      expect(await untold([id])).toBe(1);
      await end(id, { es: 'done', ca: 'done' });
      expect(await jobStatus(job)).toBe('done');
      const kinds = await kindsOf(job);
      expect(kinds.filter((kind) => kind.startsWith('job.'))).toEqual([
        'job.accepted',
        'job.partial',
        'job.resumed',
        'job.done',
      ]);
      expect((await auditsOf(job)).map(({ act }) => act)).toEqual(['job.retry']);
    });

    test('what was given up is listed with its reasons, page by page, and redriven by its article', async () => {
      const unreadable: StoredError = { code: 'input.empty', parameters: {} };
      const { id: own } = await addDesk(tables(), newId(), 'UTC', by);
      const before = desk;
      desk = own;
      try {
        const { job, ids } = await accept(3);
        const [broken, halved, done] = ids as [string, string, string];
        await finishArticle(tables(), broken, 'failed', unreadable, now);
        for (const one of [halved, done]) await segment(one);
        await end(halved, { es: 'failed', ca: 'done' });
        await end(done, { es: 'done', ca: 'done' });
        const first = await deadLetters(tables(), desk, { limit: 1 });
        const second = await deadLetters(tables(), desk, { limit: 1, after: first.next ?? '' });
        expect([...first.items, ...second.items]).toEqual([
          {
            article: halved,
            job,
            fileName: '1.txt',
            status: 'partial',
            error: null,
            languages: [{ language: 'es', status: 'partial', error: failure }],
            since: now,
          },
          { article: broken, job, fileName: '0.txt', status: 'failed', error: unreadable, languages: [], since: now },
        ]);
        expect(second.next).toBe(null);
        expect(await deadLetters(tables(), other, { limit: 10 })).toEqual({ items: [], next: null });
        await untold([]);
        expect((await redrive(tables(), desk, [broken, halved, done], by)).sort()).toEqual([broken, halved].sort());
        expect(await statusesOf(job)).toEqual(['accepted', 'segmented', 'done']);
        expect((await deadLetters(tables(), desk, { limit: 10 })).items).toEqual([]);
        expect(await untold(ids)).toBe(2);
        expect((await auditsOf(broken)).map(({ act, before: old }) => [act, old])).toEqual([
          ['article.redrive', { status: 'failed', error: unreadable }],
        ]);
      } finally {
        desk = before;
      }
    });

    test('a redriven article has all its tries again', async () => {
      const { ids } = await accept(1);
      const [id] = ids as [string];
      await tables()
        .updateTable('interlinear.article')
        .set({ dispatches: 20, taken: 9 })
        .where('id', '=', id)
        .execute();
      await finishArticle(tables(), id, 'failed', { code: 'article.poison', parameters: { times: 8 } }, now);
      await redrive(tables(), desk, [id], by);
      expect(await loadArticle(tables(), id)).toMatchObject({ status: 'accepted', tries: 0 });
    });

    test('a submission that is under way anew is not disturbed when its old job is resumed', async () => {
      const articles = [{ fileName: 'a.txt', name: 'a', input: new TextEncoder().encode(newId()) }];
      const options = {
        to: ['es'],
        engine: 'auto',
        formats: [],
        interfaceLanguage: 'en',
        glossaries: [],
        memories: [],
      };
      const submit = () => acceptSubmission(tables(), desk, { options, articles }, now);
      const old = await submit();
      const [article] = await jobProgress(tables(), desk, old.job);
      await finishArticle(tables(), article?.id ?? '', 'failed', failure, now);
      const anew = await submit();
      expect(anew.job).not.toBe(old.job);
      expect(await redrive(tables(), desk, [article?.id ?? ''], by)).toHaveLength(1);
      expect(await submit()).toEqual({ job: anew.job, resumed: true });
    });

    test('one article is canceled, and what a worker had in hand comes too late; the job ends with the others as partial', async () => {
      const { job, ids } = await accept(3);
      const [begun, waiting, going] = ids as [string, string, string];
      for (const id of [begun, going]) await segment(id);
      const [first] = await loadBatches(tables(), begun);
      const canceled = { status: 'canceled', canceled: true, job: { id: job, status: 'running' } };
      expect(await cancelArticle(tables(), desk, begun, by)).toEqual(canceled);
      expect(await cancelArticle(tables(), desk, waiting, by)).toEqual(canceled);
      expect(await untold([begun, waiting])).toBe(0);
      if (first) await finishBatch(tables(), first, new Map(), null, now);
      const [version] = await loadLanguages(tables(), (await loadArticle(tables(), begun))?.revision ?? '');
      const late = { status: 'done' as const, translated: 2, of: 2, error: null, findings: [], notRun: [] };
      expect(await finishLanguage(tables(), version?.id ?? '', late, now)).toBeUndefined();
      await finishArticle(tables(), begun, 'done', null, now);
      expect(await statusesOf(job)).toEqual(['canceled', 'canceled', 'segmented']);
      await end(going, { es: 'done', ca: 'done' });
      expect(await jobStatus(job)).toBe('partial');
      expect(await cancelArticle(tables(), desk, begun, by)).toMatchObject({ canceled: false });
      expect(await cancelArticle(tables(), desk, going, by)).toMatchObject({ status: 'done', canceled: false });
      expect(await retryLanguages(tables(), desk, job, undefined, by)).toEqual({ articles: 0, languages: 0 });
      expect(await redrive(tables(), desk, [begun], by)).toEqual([]);
      expect((await kindsOf(job)).filter((kind) => /canceled/.test(kind))).toEqual(Array(2).fill('article.canceled'));
      expect(await auditsOf(begun)).toEqual([
        {
          ...{ actor: 'person:ana', act: 'article.cancel' },
          ...{ before: { status: 'segmented' }, after: { status: 'canceled' } },
        },
      ]);
    });

    test('a job whose articles are canceled one by one is canceled; one with nothing but failures beside them has failed', async () => {
      const { job, ids } = await accept(2);
      for (const id of ids) await cancelArticle(tables(), desk, id, by);
      expect(await jobStatus(job)).toBe('canceled');
      const other = await accept(2);
      await finishArticle(tables(), other.ids[0] as string, 'failed', failure, now);
      await cancelArticle(tables(), desk, other.ids[1] as string, by);
      expect(await jobStatus(other.job)).toBe('failed');
    });

    test('one language is canceled and the other comes out; it was not given up, and with the last one the article is canceled', async () => {
      const { job, ids } = await accept(2);
      const [id, whole] = ids as [string, string];
      await expect(cancelLanguage(tables(), desk, id, 'es', by)).rejects.toMatchObject({ code: 'article.unread' });
      for (const one of ids) await segment(one);
      await untold([]);
      await expect(cancelLanguage(tables(), desk, id, 'de', by)).rejects.toMatchObject({ code: 'not-found.language' });
      expect(await cancelLanguage(tables(), desk, id, 'es', by)).toMatchObject({ status: 'segmented', canceled: true });
      expect(await untold([id])).toBe(1);
      expect(await cancelLanguage(tables(), desk, id, 'es', by)).toMatchObject({ canceled: false });
      const batches = await loadBatches(tables(), id);
      expect(batches.map(({ language, status }) => `${language} ${status}`)).toEqual([
        ...Array(2).fill('es canceled'),
        ...Array(2).fill('ca waiting'),
      ]);
      await end(id, { es: 'failed', ca: 'done' });
      const versions = await loadLanguages(tables(), (await loadArticle(tables(), id))?.revision ?? '');
      expect(versions.map(({ status }) => status)).toEqual(['canceled', 'done']);
      for (const language of ['es', 'ca']) await cancelLanguage(tables(), desk, whole, language, by);
      expect(await statusesOf(job)).toEqual(['partial', 'canceled']);
      expect(await jobStatus(job)).toBe('partial');
      const letters = await deadLetters(tables(), desk, { limit: 100 });
      expect(letters.items.map(({ article }) => article)).not.toContain(id);
    });

    test('another desk’s jobs and articles are not there', async () => {
      const { job, ids } = await accept(1);
      await expect(cancelJob(tables(), other, job, by)).rejects.toMatchObject({ code: 'not-found.job' });
      await expect(retryLanguages(tables(), other, job, undefined, by)).rejects.toMatchObject({
        code: 'not-found.job',
      });
      const [id] = ids as [string];
      const gone = { code: 'not-found.article' };
      await expect(redrive(tables(), other, ids, by)).rejects.toMatchObject(gone);
      await expect(cancelArticle(tables(), other, id, by)).rejects.toMatchObject(gone);
      await expect(cancelLanguage(tables(), other, id, 'es', by)).rejects.toMatchObject(gone);
      expect(await jobStatus(job)).toBe('running');
    });

    test('a canceled job is not made again: neither its languages nor its articles', async () => {
      const { job, ids } = await accept(2);
      await finishArticle(tables(), ids[0] as string, 'failed', failure, now);
      await cancelJob(tables(), desk, job, by);
      await expect(retryLanguages(tables(), desk, job, undefined, by)).rejects.toMatchObject({ code: 'job.canceled' });
      expect(await redrive(tables(), desk, ids, by)).toEqual([]);
      expect(await statusesOf(job)).toEqual(['failed', 'canceled']);
    });

    test('jobs that are canceled, resumed and ended at once wait for each other and come out in one state', async () => {
      const { job, ids } = await accept(6);
      for (const id of ids) await segment(id);
      await Promise.all([
        ...ids.slice(0, 4).map((id) => end(id, { es: 'failed', ca: 'done' })),
        cancelJob(tables(), desk, job, by),
        retryLanguages(tables(), desk, job, undefined, by).catch(() => {}),
      ]);
      expect(await jobStatus(job)).toBe('canceled');
      for (const status of await statusesOf(job)) expect(['partial', 'canceled']).toContain(status);
    });

    test('what is urgent is told to the queue first, then what has begun, then the rest', async () => {
      await untold([]);
      const bulk = await accept(2, 'bulk');
      const normal = await accept(2);
      const urgent = await accept(1, 'interactive');
      await segment(bulk.ids[1] as string);
      await segment(normal.ids[1] as string);
      const told = (await claimRows(tables(), 4, now)).map(({ article }) => article);
      expect(told.slice(0, 2)).toEqual([urgent.ids[0], normal.ids[1]]);
      expect(told.slice(2).sort()).toEqual(normal.ids.slice().sort());
      expect((await claimRows(tables(), 1, now))[0]?.article).toBe(bulk.ids[1]);
      expect(await claimRows(tables(), 10, now, 5)).toEqual([]);
      await untold([]);
    });
  });
});
