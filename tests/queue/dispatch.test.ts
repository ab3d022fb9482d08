import { afterAll, beforeAll, expect, test } from 'vitest';
import { openQueue, type QueueBackend, queueNames } from '../../src/queue/backend.ts';
import { dispatchOutbox, queueJobId, rebuildQueue, sweep } from '../../src/queue/dispatch.ts';
import { loadArticle, savePrepared } from '../../src/storage/articles.ts';
import { failBatch, finishBatch, loadBatches } from '../../src/storage/batches.ts';
import { defaultDesk } from '../../src/storage/desks.ts';
import { acceptSubmission, jobProgress } from '../../src/storage/jobs.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';

let embedded: TestDatabase;
let backend: QueueBackend;
let desk: string;
let time = Date.parse('2026-01-01T12:00:00Z');
const clock = { now: () => new Date(time) };
const failure = { code: 'engine.failed', parameters: {} };

beforeAll(async () => {
  embedded = await (databaseKinds[0] as (typeof databaseKinds)[number]).open();
  backend = await openQueue(embedded.config, embedded.database);
  desk = await defaultDesk(embedded.database.tables, clock.now());
});
afterAll(async () => {
  await backend?.close();
  await embedded?.close();
});

async function accepted(text: string): Promise<string> {
  const { tables } = embedded.database;
  const { job } = await acceptSubmission(
    tables,
    desk,
    {
      options: { to: ['es', 'ca'], engine: 'auto', formats: [], interfaceLanguage: 'en', glossaries: [], memories: [] },
      articles: [{ fileName: 'a.txt', name: 'a', input: new TextEncoder().encode(text) }],
    },
    clock.now(),
  );
  return (await jobProgress(tables, desk, job))[0]?.id ?? '';
}

async function segmented(text: string): Promise<string> {
  const { tables } = embedded.database;
  const id = await accepted(text);
  const article = await loadArticle(tables, id);
  if (!article) throw new Error('no article');
  const segment = { ordinal: 0, block: 0, start: 0, end: text.length, before: '', text, after: '', codes: [] };
  const delivered = {
    format: 'text' as const,
    encoding: 'utf-8',
    bom: false,
    input: text,
    language: 'en',
    blocks: [],
    segments: [segment],
  };
  const batches = [{ first: 0, end: 1 }];
  await savePrepared(
    tables,
    article,
    {
      delivered,
      original: { evidence: 'unknown' },
      beads: [],
      corrected: [{ text, codes: [] }],
      findings: [],
      notRun: [],
    },
    [
      { language: 'es', kind: 'target', batches },
      { language: 'ca', kind: 'target', batches },
    ],
    clock.now(),
  );
  return id;
}

const counts = async () =>
  Object.fromEntries(
    await Promise.all(
      queueNames.map(async (name) => {
        const counts = await backend.queue(name).getJobCounts('waiting', 'prioritized', 'waiting-children');
        return [name, Object.values(counts).reduce((sum, count) => sum + count, 0)] as const;
      }),
    ),
  );
const jobOf = (
  kind: Parameters<typeof queueJobId>[0],
  queue: (typeof queueNames)[number],
  row: string,
  dispatch: number,
) => backend.queue(queue).getJob(queueJobId(kind, row, dispatch));

test('the queue is told of an accepted article once, with nothing but its id', async () => {
  const id = await accepted('one');
  const { tables } = embedded.database;
  expect(await dispatchOutbox(tables, backend, clock)).toBe(1);
  expect(await dispatchOutbox(tables, backend, clock)).toBe(0);
  expect((await jobOf('intake', 'intake', id, 1))?.data).toEqual({ id });
});

test('a segmented article becomes a flow: the article waits for the batches of its languages, and for languages without any', async () => {
  const { tables } = embedded.database;
  const id = await segmented('two');
  await dispatchOutbox(tables, backend, clock);
  expect(await counts()).toMatchObject({ segments: 2, languages: 0, articles: 1 });
  const root = await jobOf('article', 'articles', id, 1);
  expect(Object.keys((await root?.getDependencies())?.unprocessed ?? {})).toHaveLength(2);
  for (const batch of await loadBatches(tables, id)) await failBatch(tables, batch, failure, clock.now());
  await rebuildQueue(tables, backend, clock);
  await dispatchOutbox(tables, backend, clock);
  expect(await counts()).toMatchObject({ segments: 0, languages: 2, articles: 1 });
});

test('the last batch of a language says so, once', async () => {
  const { tables } = embedded.database;
  const [one, other] = await loadBatches(tables, await segmented('last'));
  if (!one || !other) throw new Error('no batches');
  expect(await failBatch(tables, one, failure, clock.now())).toBe(true);
  expect(await failBatch(tables, one, failure, clock.now())).toBe(false);
  expect(await finishBatch(tables, other, new Map(), null, clock.now())).toBe('last');
  expect(await finishBatch(tables, other, new Map(), null, clock.now())).toBe('one');
});

test('what is over is left out when an article is dispatched again', async () => {
  const { tables } = embedded.database;
  await rebuildQueue(tables, backend, clock);
  const id = await segmented('three');
  const [first] = await loadBatches(tables, id);
  if (!first) throw new Error('no batch');
  await failBatch(tables, first, failure, clock.now());
  await rebuildQueue(tables, backend, clock);
  await dispatchOutbox(tables, backend, clock);
  const waiting = await backend.queue('segments').getJobs(['waiting', 'prioritized']);
  const ids = waiting.map((job) => job.data.id);
  expect(ids).not.toContain(first.id);
  expect(ids).toContain((await loadBatches(tables, id))[1]?.id);
});

test('the sweeper leaves alone what the queue has, and has dispatched anew what it has lost', async () => {
  const { tables } = embedded.database;
  await dispatchOutbox(tables, backend, clock);
  time += 60_000;
  expect(await sweep(tables, backend, clock, 10_000)).toEqual([]);
  time += 60_000;
  for (const name of queueNames) await backend.queue(name).obliterate({ force: true });
  const lost = await sweep(tables, backend, clock, 10_000);
  expect(lost.length).toBeGreaterThanOrEqual(3);
  await dispatchOutbox(tables, backend, clock);
  expect((await counts()).intake).toBeGreaterThanOrEqual(1);
  expect((await counts()).articles).toBeGreaterThanOrEqual(2);
});
