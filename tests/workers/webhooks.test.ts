import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { v7 as newId } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isSigned } from '../../src/model/webhook-signature.ts';
import { callWebhook } from '../../src/server/webhook-call.ts';
import { finishArticle } from '../../src/storage/article-end.ts';
import { forgetFuture } from '../../src/storage/clock-jump.ts';
import { addDesk } from '../../src/storage/desks.ts';
import type { EventKind } from '../../src/storage/event.ts';
import { recordEvent } from '../../src/storage/events.ts';
import { acceptSubmission, jobProgress } from '../../src/storage/jobs.ts';
import { claimDue, fanOut } from '../../src/storage/webhook-deliveries.ts';
import { listDeliveries, replayDelivery, replaySince, sendTest } from '../../src/storage/webhook-log.ts';
import {
  addWebhook,
  enableWebhook,
  findWebhook,
  removeWebhook,
  renewCallbackSecret,
} from '../../src/storage/webhooks.ts';
import { attemptOf, webhookRound } from '../../workers/webhooks.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';

interface Received {
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
  data: { type: string; data: Record<string, unknown> };
}

let receiver: Server;
let url: string;
let received: Received[] = [];
let answer: (request: Received, response: ServerResponse, socket: IncomingMessage['socket']) => void;
const well: typeof answer = (_request, response) => response.end('ok');
beforeAll(async () => {
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const one = { path: request.url ?? '', headers: request.headers, body, data: JSON.parse(body) };
      received.push(one);
      answer(one, response, request.socket);
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
});
afterAll(() => {
  receiver.closeAllConnections();
  receiver.close();
});
beforeEach(() => {
  received = [];
  answer = well;
});

describe.each(databaseKinds)('on $name', ({ missing, open }) => {
  describe.skipIf(missing)(missing ?? 'promise 10: webhooks', () => {
    let opened: TestDatabase;
    let desk: string;
    let time = Date.now();
    let hooks: string[] = [];
    const clock = { now: () => new Date(time) };
    const by = () => ({ actor: 'test', now: clock.now() });
    const tables = () => opened.database.tables;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened?.close());
    beforeEach(async () => {
      time += 1000;
      desk = (await addDesk(tables(), newId(), 'UTC', by())).id;
    });
    afterEach(async () => {
      for (const hook of hooks) await removeWebhook(tables(), desk, hook, by());
      hooks = [];
    });

    /** Works until nothing is due. A busy machine's own slowness is no silence of a receiver: only who tests that is soon tired of it. */
    async function rounds(timeoutMs = 20_000) {
      const call: typeof callWebhook = (message, options) => callWebhook(message, { ...options, timeoutMs });
      while (await webhookRound({ tables: tables(), clock, config: { privateAddresses: ['127.0.0.1'] } }, call));
    }
    async function hook(kinds: EventKind[] = ['language.progress'], at = url) {
      const made = await addWebhook(tables(), desk, { url: at, kinds }, by());
      hooks.push(made.webhook.id);
      return { id: made.webhook.id, secret: made.secret };
    }
    async function job(callback?: string) {
      const accepted = await acceptSubmission(
        tables(),
        desk,
        {
          options: {
            to: ['es'],
            engine: 'auto',
            formats: [],
            interfaceLanguage: 'en',
            glossaries: [],
            memories: [],
          },
          ...(callback ? { callbackUrl: callback } : {}),
          articles: [{ fileName: 'a.txt', name: 'a', input: new TextEncoder().encode(newId()) }],
        },
        clock.now(),
      );
      const [article] = await jobProgress(tables(), desk, accepted.job);
      return { job: accepted.job, article: article?.id as string };
    }
    const happen = (of: { job: string; article: string }, done: number) =>
      recordEvent(tables(), { desk, ...of, kind: 'language.progress', data: { done } }, clock.now());
    const deliveries = async (id: string) => listDeliveries(tables(), desk, id, { limit: 100 });
    const told = () => received.map(({ data }) => data.data.done);

    test('promise 11: a message that waits to be sent again, or was in hand, does not wait for an hour that comes twice', async () => {
      const { id } = await hook();
      const work = await job();
      await happen(work, 1);
      answer = (_request, response) => response.writeHead(503).end();
      await rounds();
      expect(await deliveries(id)).toMatchObject([{ status: 'waiting', attempts: 1 }]);
      // Another process has taken a message and died; then the clock is set back.
      await happen(await job(), 2);
      await fanOut(tables(), clock.now());
      expect(await claimDue(tables(), 10, clock.now())).toHaveLength(1);
      time -= 3_600_000;
      answer = well;
      await rounds();
      expect(told()).toEqual([1]);
      await forgetFuture(tables(), clock.now(), { call: 0, pass: 0 });
      await rounds();
      expect(told()).toEqual([1, 1]);
      expect(await findWebhook(tables(), desk, id)).toMatchObject({ failingSince: null });
      time += 61_000;
      await rounds();
      expect(told()).toEqual([1, 1, 2]);
    });

    test('what happens is sent once, signed so that the receiver can verify it, and nothing else is', async () => {
      const { id, secret } = await hook();
      const work = await job();
      await happen(work, 1);
      await rounds();
      await rounds();
      expect(received).toHaveLength(1);
      const [message] = received as [Received];
      expect(message.data).toEqual({
        type: 'language.progress',
        timestamp: clock.now().toISOString(),
        data: { ...work, done: 1 },
      });
      expect(isSigned(secret, message.headers, message.body, clock.now())).toBe(true);
      expect(isSigned(secret, message.headers, message.body, new Date(time + 600_000))).toBe(false);
      expect(await deliveries(id)).toMatchObject([
        {
          id: message.headers['webhook-id'],
          status: 'delivered',
          attempts: 1,
          responseStatus: 200,
          responseExcerpt: 'ok',
        },
      ]);
    });

    test('messages of one article keep their order over failures, and others do not wait for them', async () => {
      const { id } = await hook();
      const [first, second] = [await job(), await job()];
      for (let done = 1; done <= 4; done++) await happen(first, done);
      await happen(second, 9);
      let failures = 3;
      answer = ({ data }, response) => {
        const fails = data.data.job === first.job && failures-- > 0;
        response.writeHead(fails ? 500 : 200).end(fails ? 'not now' : '');
      };
      await rounds();
      expect(told().sort()).toEqual([1, 9]);
      expect((await deliveries(id)).filter(({ responseStatus }) => responseStatus === 500)).toMatchObject([
        { status: 'waiting', attempts: 1, responseExcerpt: 'not now', error: { code: 'webhook.answer' } },
      ]);
      expect((await findWebhook(tables(), desk, id)).failingSince).not.toBe(null);
      for (let round = 0; round < 6; round++) {
        time += 60_000;
        await rounds();
      }
      expect(told().filter((done) => done !== 9)).toEqual([1, 1, 1, 1, 2, 3, 4]);
      expect((await deliveries(id)).every(({ status }) => status === 'delivered')).toBe(true);
      expect((await findWebhook(tables(), desk, id)).failingSince).toBe(null);
    });

    test('a receiver that is silent, cuts the line or sends elsewhere is tried again, and a redirect is not followed', async () => {
      const { id } = await hook();
      const [slow, cut, elsewhere] = [await job(), await job(), await job()];
      for (const work of [slow, cut, elsewhere]) await happen(work, 1);
      answer = ({ data: { data } }, response, socket) => {
        if (data.job === cut.job) socket.destroy();
        else if (data.job === elsewhere.job) response.writeHead(302, { location: `${url}/elsewhere` }).end();
      };
      await rounds(400);
      const codes = (await deliveries(id)).map(({ error, responseStatus, status }) => [
        error?.code,
        responseStatus,
        status,
      ]);
      expect(codes.sort()).toEqual([
        ['webhook.answer', 302, 'waiting'],
        ['webhook.unreachable', null, 'waiting'],
        ['webhook.unreachable', null, 'waiting'],
      ]);
      expect(received.map(({ path }) => path)).not.toContain('/hook/elsewhere');
      answer = well;
      time += 60_000;
      await rounds();
      expect((await deliveries(id)).map(({ status }) => status)).toEqual(['delivered', 'delivered', 'delivered']);
    });

    test('an address that is not public is not called, wherever its name leads', async () => {
      const { id } = await hook(['language.progress'], url.replace('127.0.0.1', 'localhost'));
      await happen(await job(), 1);
      while (await webhookRound({ tables: tables(), clock, config: { privateAddresses: [] } }));
      expect(received).toEqual([]);
      expect(await deliveries(id)).toMatchObject([{ error: { code: 'address.private' }, responseStatus: null }]);
    });

    test('messages are given up after a day, the webhook is disabled after three, and a replay sends all that was missed in order', async () => {
      const { id } = await hook();
      const since = clock.now();
      const work = await job();
      await happen(work, 1);
      answer = (_request, response) => response.writeHead(503).end();
      const day = 24 * 3_600_000;
      for (let hour = 0; hour < 30; hour++) {
        await rounds();
        time += 3_600_000;
      }
      const [lost] = await deliveries(id);
      expect(lost).toMatchObject({ status: 'failed', responseStatus: 503 });
      expect(lost?.attempts).toBeGreaterThan(8);
      await happen(work, 2);
      time += 3 * day;
      await rounds();
      expect((await findWebhook(tables(), desk, id)).state).toBe('disabled');
      await happen(work, 3);
      time += 3_600_000;
      const before = received.length;
      await rounds();
      expect(received.length).toBe(before);
      answer = well;
      expect((await enableWebhook(tables(), desk, id, by())).state).toBe('active');
      received = [];
      expect(await replaySince(tables(), desk, id, since, clock.now())).toBe(3);
      await rounds();
      expect(told()).toEqual([1, 2, 3]);
      expect(received[0]?.headers['webhook-id']).toBe(lost?.id);
    });

    test('one message can be sent again, and a test message says that the line works', async () => {
      const { id } = await hook();
      await happen(await job(), 1);
      await rounds();
      const [delivery] = await deliveries(id);
      await replayDelivery(tables(), desk, id, delivery?.id as string, clock.now());
      await sendTest(tables(), desk, id, clock.now());
      await rounds();
      expect(received.map(({ data }) => data.type).sort()).toEqual([
        'language.progress',
        'language.progress',
        'webhook.test',
      ]);
      const { id: stranger } = await addDesk(tables(), newId(), 'UTC', by());
      await expect(sendTest(tables(), stranger, id, clock.now())).rejects.toMatchObject({ code: 'not-found.webhook' });
      await expect(replayDelivery(tables(), desk, id, newId(), clock.now())).rejects.toMatchObject({
        code: 'not-found.delivery',
      });
    });

    test('the callback of a job is called at its end, signed with the desk’s secret', async () => {
      const secret = await renewCallbackSecret(tables(), desk, by());
      const work = await job(`${url}/done`);
      await rounds();
      expect(received).toEqual([]);
      await finishArticle(tables(), work.article, 'done', null, clock.now());
      await rounds();
      expect(received.map(({ path, data }) => [path, data.type, data.data.job])).toEqual([
        ['/hook/done', 'job.done', work.job],
      ]);
      expect(isSigned(secret, received[0]?.headers ?? {}, received[0]?.body ?? '', clock.now())).toBe(true);
    });

    test('many processes send each message once', async () => {
      await hook();
      for (let one = 0; one < 8; one++) await happen(await job(), one);
      await Promise.all([rounds(), rounds(), rounds()]);
      await rounds();
      expect(told().sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    });
  });
});

describe('after a failure', () => {
  const now = new Date('2026-01-01T12:00:00Z');
  const failed = {
    status: 500,
    excerpt: '',
    durationMs: 1,
    error: { code: 'webhook.answer', parameters: {} },
    retryAfter: null,
  };
  const wait = (attempts: number, more = {}, random = 0.5) =>
    ((attemptOf({ attempts, firstAt: now, failingSince: now }, { ...failed, ...more }, now, random).again?.getTime() ??
      NaN) -
      now.getTime()) /
    1000;

  test('waits double, vary by half and grow no longer than six hours', () => {
    expect([0, 1, 2, 3].map((attempts) => wait(attempts))).toEqual([5, 10, 20, 40]);
    expect([wait(0, {}, 0), wait(0, {}, 1)]).toEqual([2.5, 7.5]);
    expect(wait(30)).toBe(6 * 3600);
  });

  test('the receiver’s wish for patience is heard', () => {
    expect(wait(0, { status: 429, retryAfter: 120 })).toBe(120);
    expect(wait(0, { status: 503, retryAfter: 1e9 })).toBe(6 * 3600);
  });

  test('a receiver that says it is gone is called no more', () => {
    const outcome = attemptOf({ attempts: 0, firstAt: null, failingSince: null }, { ...failed, status: 410 }, now, 0.5);
    expect(outcome).toMatchObject({ again: null, disable: true });
  });
});
