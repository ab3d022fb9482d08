import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';
import { type Newsroom, openNewsroom } from './newsroom.ts';

const [embedded] = databaseKinds;

describe('the events of a job', () => {
  let database: TestDatabase;
  let room: Newsroom;
  let base: string;
  beforeAll(async () => {
    database = await (embedded as NonNullable<typeof embedded>).open();
    room = await openNewsroom(database);
    await room.server.listen({ host: '127.0.0.1', port: 0 });
    base = `http://127.0.0.1:${(room.server.server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await room?.close();
    await database?.close();
  });

  const submit = async () => {
    const payload = { to: ['es'], engines: ['capitals'], articles: [{ text: 'The road is closed. It opens in May.' }] };
    return (await room.server.inject({ method: 'POST', url: '/v1/jobs', payload })).json().id as string;
  };
  const parsed = (text: string) =>
    text
      .split('\n\n')
      .filter((part) => part.startsWith('id:'))
      .map((part) => {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(part)?.[1] ?? '';
        return { id: field('id'), event: field('event'), data: JSON.parse(field('data')) };
      });
  const follow = (job: string, headers: Record<string, string> = {}) =>
    fetch(`${base}/v1/jobs/${job}/events`, { headers });

  test('come as they happen, with stage, counts and pace, and end with the job', async () => {
    const job = await submit();
    const stream = await follow(job);
    expect(stream.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const text = stream.text();
    await room.work(job);
    const events = parsed(await text);
    expect(events.map((event) => event.event)).toEqual([
      'job.accepted',
      'article.accepted',
      'article.segmented',
      'language.started',
      'language.progress',
      'language.done',
      'article.done',
      'job.done',
    ]);
    expect(events[4]?.data).toMatchObject({
      job,
      stage: 'translation',
      language: 'es',
      done: 2,
      of: 2,
      secondsLeft: 0,
    });
    expect(events[4]?.data.wordsPerSecond).toBeGreaterThan(0);

    // Whoever was cut off goes on behind what they have.
    const rest = parsed(await (await follow(job, { 'last-event-id': events[5]?.id ?? '' })).text());
    expect(rest.map((event) => event.event)).toEqual(['article.done', 'job.done']);
    expect((await follow(job, { 'last-event-id': events.at(-1)?.id ?? '' })).status).toBe(204);
    expect((await follow(job, { 'last-event-id': 'nonsense' })).status).toBe(400);
  });

  test('go to a few streams of one caller at a time', async () => {
    const job = await submit();
    const streams = await Promise.all(Array.from({ length: 7 }, () => follow(job)));
    expect(streams.map((stream) => stream.status).sort()).toEqual([200, 200, 200, 200, 200, 200, 429]);
    for (const stream of streams) await stream.body?.cancel();
    for (const late = Date.now() + 20_000; Date.now() < late; ) {
      const next = await follow(job);
      const { status } = next;
      await next.body?.cancel();
      if (status === 200) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('streams that were left are still counted');
  });
});
