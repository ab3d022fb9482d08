import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Served, setUps } from './served.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

describe.each(setUps)('over HTTP, on $name', ({ name, missing, open }) => {
  describe.skipIf(missing)(missing ?? 'the service as a process', () => {
    let service: Served;
    beforeAll(async () => {
      service = await open();
      await service.start();
    });
    afterAll(() => service?.remove());

    const story = (number: number) => ({
      fileName: `${number}.en.txt`,
      text: `The mayor of Idleb opened bridge ${number}.`,
    });
    const correcting = (from: number, count: number) => ({
      to: [],
      from: 'en',
      articles: Array.from({ length: count }, (_, number) => story(from + number)),
    });

    test('promise 2: fifty requests at once with one key make one job', async () => {
      const headers = { 'idempotency-key': 'monday' };
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => service.ask('POST', '/v1/jobs', correcting(0, 1), headers)),
      );
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
      expect(answers.map(({ status }) => status).sort()).toEqual([...Array(49).fill(200), 202]);
      expect((await service.ask('GET', '/v1/jobs')).body.items).toHaveLength(1);
      expect(await service.over(answers[0]?.body.id)).toBe('done');
      expect((await service.ask('POST', '/v1/jobs', correcting(1, 1), headers)).status).toBe(409);
    });

    test('promise 1: what was answered with 202 is done, although the service was killed at once and the queue lost everything', async () => {
      const jobs: string[] = [];
      for (let round = 0; round < 3; round++) {
        const answer = await service.ask('POST', '/v1/jobs', correcting(100 * round + 10, 4));
        expect(answer.status).toBe(202);
        jobs.push(answer.body.id);
      }
      await service.kill();
      await service.loseQueue();
      await service.start();
      for (const job of jobs) {
        expect(await service.over(job)).toBe('done');
        const { items } = (await service.ask('GET', `/v1/articles?job=${job}`)).body;
        expect(items.map(({ status }: { status: string }) => status)).toEqual(Array(4).fill('done'));
      }
    });

    /** Waits until the service says of itself how it is. */
    async function untilReady(failing: string[]): Promise<void> {
      await expect
        .poll(async () => (await service.ask('GET', '/readyz')).body.failing, { timeout: 30_000 })
        .toEqual(failing);
      expect((await service.ask('GET', '/healthz')).status).toBe(200);
    }

    test.skipIf(name === 'the embedded set-up')(
      'promise 11: while Redis is away the service says so, shows what there is and accepts work, which is done once it is back',
      async () => {
        const { queue } = service.servers ?? {};
        queue?.kill9();
        await untilReady(['queue']);
        const { status, body } = await service.ask('POST', '/v1/jobs', correcting(500, 2));
        expect(status).toBe(202);
        expect((await service.ask('GET', `/v1/jobs/${body.id}`)).body).toMatchObject({ status: 'running' });
        await queue?.restart();
        expect(await service.over(body.id)).toBe('done');
        await untilReady([]);
      },
    );

    test.skipIf(name === 'the embedded set-up')(
      'promise 11: while PostgreSQL is away everybody is told so, nothing is accepted, and it goes on by itself once it is back',
      async () => {
        const { database } = service.servers ?? {};
        database?.kill9();
        await untilReady(['database']);
        for (const [method, path, body] of [
          ['GET', '/v1/jobs', undefined],
          ['POST', '/v1/jobs', correcting(600, 1)],
        ] as const)
          expect(await service.ask(method, path, body)).toMatchObject({
            status: 503,
            body: { status: 503, code: 'database.down', detail: expect.stringContaining('PostgreSQL') },
          });
        await database?.restart();
        await untilReady([]);
        const { status, body } = await service.ask('POST', '/v1/jobs', correcting(600, 1));
        expect(status).toBe(202);
        expect(await service.over(body.id)).toBe('done');
      },
    );
  });
});
