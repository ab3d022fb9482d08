import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';
import { type Newsroom, openNewsroom } from './newsroom.ts';
import { type Row, reviewDesk } from './review-desk.ts';

const [embedded] = databaseKinds;

describe('whoever has an article open', () => {
  let database: TestDatabase;
  let room: Newsroom;
  let desk: ReturnType<typeof reviewDesk>;
  let base: string;
  beforeAll(async () => {
    database = await (embedded as NonNullable<typeof embedded>).open();
    room = await openNewsroom(database);
    desk = reviewDesk(room);
    await room.server.listen({ host: '127.0.0.1', port: 0 });
    base = `http://127.0.0.1:${(room.server.server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await room?.close();
    await database?.close();
  });

  /** A stream of an article's events, which can be waited for one after the other. */
  async function follow(article: string, headers: Record<string, string> = {}) {
    const answer = await fetch(`${base}/v1/articles/${article}/events`, { headers });
    const reader = (answer.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    return {
      status: answer.status,
      async next(kind: string) {
        for (;;) {
          const end = text.indexOf('\n\n');
          if (end < 0) {
            const { value, done } = await reader.read();
            if (done) throw new Error('the stream is over');
            text += value;
            continue;
          }
          const part = text.slice(0, end);
          text = text.slice(end + 2);
          const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(part)?.[1];
          if (field('event') === kind) return { id: field('id'), data: JSON.parse(field('data') ?? '') };
        }
      },
      close: () => reader.cancel(),
    };
  }

  test('sees what others write, comment and take on, and where they are', async () => {
    const article = await desk.article('The windmill turns.');
    const elsewhere = await desk.article('The watermill stands still.');
    const stream = await follow(article);
    expect((await stream.next('presence')).data).toEqual({ items: [] });
    const [other] = (await desk.rows(elsewhere)) as [Row];
    await desk.write(elsewhere, other, { text: 'El molino de agua no gira.' });
    const [row] = (await desk.rows(article)) as [Row];
    await desk.write(article, row, { text: 'El molino gira.' }, 'ben');
    const changed = await stream.next('segment.changed');
    expect(changed.data).toMatchObject({
      ...{ article, segment: row.id, language: 'es', state: 'translated', version: 2, actor: 'person:ben' },
    });
    expect(JSON.stringify(changed.data)).not.toContain('molino');
    await desk.ask('POST', `/v1/articles/${article}/comments`, { text: 'Why?', segment: row.id }, desk.as('cara'));
    expect((await stream.next('comment.added')).data).toMatchObject({ segment: row.id, actor: 'person:cara' });
    await desk.ask('PATCH', `/v1/articles/${article}/languages/es`, { assignee: 'person:ben' });
    expect((await stream.next('language.assigned')).data).toMatchObject({ language: 'es', assignee: 'person:ben' });
    const window = randomUUID();
    const presence = `/v1/articles/${article}/presence`;
    const here = await desk.ask('POST', presence, { window, language: 'es', segment: row.id }, desk.as('ben'));
    expect(here.body.items).toMatchObject([{ window, actor: 'person:ben', segment: row.id }]);
    expect((await stream.next('presence')).data.items).toMatchObject([{ window, segment: row.id }]);
    // Another person cannot move or close that window.
    await desk.ask('POST', presence, { window }, desk.as('eve'));
    await desk.ask('DELETE', `${presence}/${window}`, undefined, desk.as('eve'));
    expect((await desk.ask('GET', presence)).body.items).toMatchObject([{ actor: 'person:ben', segment: row.id }]);
    await desk.ask('DELETE', `${presence}/${window}`, undefined, desk.as('ben'));
    expect((await stream.next('presence')).data.items).toEqual([]);
    await stream.close();

    // Whoever was away goes on behind what they have.
    const back = await follow(article, { 'last-event-id': changed.id ?? '' });
    expect((await back.next('comment.added')).data.actor).toBe('person:cara');
    await back.close();
    expect((await follow(article, { 'x-desk': 'other' })).status).toBe(404);
  });

  test('is gone when nothing was heard of them for a while', async () => {
    const article = await desk.article('The sawmill burns.');
    const presence = `/v1/articles/${article}/presence`;
    await desk.ask('POST', presence, { window: randomUUID() });
    await database.database.tables
      .updateTable('interlinear.presence')
      .set({ until: new Date(0) })
      .execute();
    expect((await desk.ask('GET', presence)).body.items).toEqual([]);
    await desk.ask('POST', presence, { window: randomUUID() }, desk.as('ben'));
    const rows = await database.database.tables.selectFrom('interlinear.presence').select('actor').execute();
    expect(rows).toEqual([{ actor: 'person:ben' }]);
    for (const method of ['GET', 'POST'] as const) {
      const payload = method === 'POST' ? { window: randomUUID() } : undefined;
      expect((await desk.ask(method, presence, payload, { 'x-desk': 'other' })).status).toBe(404);
    }
  });
});
