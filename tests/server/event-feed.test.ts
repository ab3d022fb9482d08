import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EventFeed, eventFeed } from '../../src/server/event-feed.ts';
import { addDesk, defaultDesk } from '../../src/storage/desks.ts';
import { eventsAfter, recordEvent, recordEvents, type StoredEvent } from '../../src/storage/events.ts';
import { acceptSubmission } from '../../src/storage/jobs.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';

const now = new Date('2026-01-01T12:00:00Z');
let opened: TestDatabase;
let feed: EventFeed;
let desk: string;

beforeAll(async () => {
  opened = await (databaseKinds[0] as (typeof databaseKinds)[number]).open();
  desk = await defaultDesk(opened.database.tables, now);
  feed = eventFeed(opened.database.tables);
});
afterAll(async () => {
  await feed?.close();
  await opened?.close();
});

async function newJob(of = desk): Promise<string> {
  const { job } = await acceptSubmission(
    opened.database.tables,
    of,
    {
      options: { to: ['es'], engine: 'auto', formats: [], interfaceLanguage: 'en', glossaries: [], memories: [] },
      articles: [{ fileName: 'a.txt', name: 'a', input: new TextEncoder().encode(newId()) }],
    },
    now,
  );
  return job;
}

const progress = (job: string, done: number, of = desk) => ({
  desk: of,
  job,
  kind: 'language.progress' as const,
  data: { done },
});
const tell = (job: string, done: number, of = desk) =>
  recordEvent(opened.database.tables, progress(job, done, of), now);

async function until(what: () => boolean): Promise<void> {
  for (let waited = 0; !what(); waited += 10) {
    if (waited > 5000) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test('a listener gets what was before it came and what comes, once each and in order, and only of its job', async () => {
  const job = await newJob();
  const other = await newJob();
  await tell(job, 1);
  const heard: StoredEvent[] = [];
  const stop = feed.subscribe({ desk, job }, undefined, (event) => void heard.push(event));
  const bySide: number[] = [];
  const stopOther = feed.subscribe({ desk, job: other }, undefined, ({ data }) => void bySide.push(data.done ?? 0));
  for (let done = 2; done <= 20; done++) {
    await tell(job, done);
    if (done % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 60));
  }
  await tell(other, 77);
  await until(() => heard.length === 22 && bySide.at(-1) === 77);
  expect(heard.slice(2).map(({ data }) => data.done)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  expect(bySide).toEqual([0, 0, 77]);
  stop();
  stopOther();
});

test('one who comes back with the last event that it got goes on behind it', async () => {
  const job = await newJob();
  for (let done = 1; done <= 5; done++) await tell(job, done);
  const all = await eventsAfter(opened.database.tables, { job, limit: 100 });
  const heard: number[] = [];
  const stop = feed.subscribe({ desk, job }, all[4]?.cursor, ({ data }) => void heard.push(data.done ?? 0));
  await until(() => heard.length === 2);
  await tell(job, 6);
  await until(() => heard.length === 3);
  expect(heard).toEqual([4, 5, 6]);
  stop();
});

test('a desk never hears of another one, not even with the id of its job', async () => {
  const { id: stranger } = await addDesk(opened.database.tables, newId(), 'UTC', { actor: 'test', now });
  const job = await newJob();
  const heard: StoredEvent[] = [];
  const stops = [
    feed.subscribe({ desk: stranger, job }, undefined, (event) => void heard.push(event)),
    feed.subscribe({ desk: stranger }, undefined, (event) => void heard.push(event)),
  ];
  await tell(job, 1);
  const own = await newJob(stranger);
  await until(() => heard.length >= 2);
  expect(new Set(heard.map((event) => event.job))).toEqual(new Set([own]));
  for (const stop of stops) stop();
});

test('a slow listener loses nothing, and does not hold up the others', async () => {
  const job = await newJob();
  const slow: number[] = [];
  let go = () => {};
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const stopSlow = feed.subscribe({ desk, job }, undefined, async ({ data }) => {
    await gate;
    slow.push(data.done ?? 0);
  });
  const quick: number[] = [];
  const stopQuick = feed.subscribe({ desk, job }, undefined, ({ data }) => void quick.push(data.done ?? 0));
  await until(() => quick.length === 2);
  const many = Array.from({ length: 2600 }, (_, index) => progress(job, index + 1));
  await recordEvents(opened.database.tables, many, now);
  await until(() => quick.length === 2602);
  expect(slow).toEqual([]);
  go();
  await until(() => slow.length === 2602);
  expect(slow).toEqual(quick);
  stopSlow();
  stopQuick();
});

test('a listener that throws is told of nothing more; the others are', async () => {
  const job = await newJob();
  let calls = 0;
  feed.subscribe({ desk, job }, undefined, () => {
    calls++;
    throw new Error('gone');
  });
  const heard: number[] = [];
  const stop = feed.subscribe({ desk, job }, undefined, ({ data }) => void heard.push(data.done ?? 0));
  await tell(job, 1);
  await until(() => heard.length === 3);
  expect(calls).toBe(1);
  stop();
});

test('news come within half a second, and while nobody listens nothing is read', async () => {
  const job = await newJob();
  let reads = 0;
  const counted = new Proxy(opened.database.tables, {
    get(target, name) {
      if (name === 'selectFrom') reads++;
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const own = eventFeed(counted);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(reads).toBe(0);
  const heardAt = new Map<number, number>();
  const stop = own.subscribe({ desk, job }, undefined, ({ data }) => void heardAt.set(data.done ?? 0, Date.now()));
  await new Promise((resolve) => setTimeout(resolve, 300));
  const waits: number[] = [];
  for (let done = 1; done <= 5; done++) {
    const told = Date.now();
    await tell(job, done);
    await until(() => heardAt.has(done));
    waits.push((heardAt.get(done) as number) - told);
  }
  // The quickest of five: what else the machine does at the moment is not measured.
  expect(Math.min(...waits)).toBeLessThan(500);
  stop();
  // What was being read when it stopped may still come to its end.
  let before = -1;
  for (let round = 0; round < 20 && reads !== before; round++) {
    before = reads;
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
  expect(reads).toBe(before);
  await own.close();
});

test('a place that no log has given is refused at once', () => {
  expect(() => feed.subscribe({ desk }, '1;2', () => {})).toThrow(expect.objectContaining({ code: 'event.cursor' }));
});
