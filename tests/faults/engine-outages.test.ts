import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { libretranslate } from '../../src/engines/libretranslate.ts';
import { deadLetters } from '../../src/storage/dead-letters.ts';
import { redrive } from '../../src/storage/job-control.ts';
import { LIBRE_KEY, libretranslateService } from '../engines/services/libretranslate.ts';
import type { Fault, Service } from '../engines/services/service.ts';
import { type Desk, setUps } from './desk.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** What a batch is tried before it is given up. */
const ATTEMPTS = 4;

// Both set-ups at once: most of it is waiting.
describe.each(setUps)('on $name', { concurrent: true }, ({ missing, open }) => {
  describe.skipIf(missing)(missing ?? 'an engine that is elsewhere', () => {
    let desk: Desk;
    const services: Service[] = [];
    beforeAll(async () => {
      desk = await open();
    });
    afterAll(async () => {
      await desk?.close();
      for (const service of services) await service.close();
    });

    /** An engine of that name, whose service fails in these ways first. */
    async function engineThatFails(name: string, faults: Fault[]): Promise<Service> {
      const service = await libretranslateService();
      services.push(service);
      service.faults.push(...faults);
      engineAt(name, service.url);
      return service;
    }
    function engineAt(name: string, libretranslateUrl: string): void {
      // Slow bytes never end: a busy machine's own slowness must not count as them.
      const engine = libretranslate({ libretranslateUrl, libretranslateKey: LIBRE_KEY, timeoutMs: 4000 });
      desk.application.engines.set(name, { ...engine, name });
    }
    const submit = (engine: string) => desk.submit([`The road to ${engine} is closed.`], { engine });
    const statusOf = async (job: string) => (await desk.over(job, 40_000)).map(({ status }) => status);

    test('promise 6: 429 burns no attempt, 503, slow bytes and cuts are tried again, what cannot be reached is given up and goes on later', async () => {
      const limit: Fault = { status: 429, headers: { 'retry-after': '1' } };
      const limited = await engineThatFails('limited', Array(ATTEMPTS + 1).fill(limit));
      const flaky = await engineThatFails('flaky', [{ status: 503 }, 'slow', 'cut']);
      const broken = await engineThatFails('broken', Array(20).fill({ status: 503 }));
      engineAt('nowhere', 'http://nowhere.invalid');
      const jobs = {
        limited: await submit('limited'),
        flaky: await submit('flaky'),
        broken: await submit('broken'),
        nowhere: await submit('nowhere'),
      };

      expect(await statusOf(jobs.limited)).toEqual(['done']);
      // More refusals than attempts, and then the one that was answered.
      expect(limited.received).toHaveLength(ATTEMPTS + 2);
      expect(await statusOf(jobs.flaky)).toEqual(['done']);
      expect(flaky.received).toHaveLength(4);
      expect(await statusOf(jobs.broken)).toEqual(['partial']);
      expect(broken.received).toHaveLength(ATTEMPTS);
      expect(await statusOf(jobs.nowhere)).toEqual(['partial']);

      const { tables } = desk.application.database;
      const { items } = await deadLetters(tables, desk.application.desk, { limit: 10 });
      const dead = items.filter(({ job }) => job === jobs.nowhere || job === jobs.broken);
      expect(dead.map(({ languages }) => languages.map(({ error }) => error?.code))).toEqual([
        [expect.stringMatching(/^engine\./)],
        [expect.stringMatching(/^engine\./)],
      ]);

      await engineThatFails('nowhere', []);
      broken.faults.length = 0;
      const by = { actor: 'test', now: new Date() };
      const articles = dead.map(({ article }) => article);
      expect((await redrive(tables, desk.application.desk, articles, by)).sort()).toEqual([...articles].sort());
      await desk.application.dispatch();
      expect([await statusOf(jobs.nowhere), await statusOf(jobs.broken)]).toEqual([['done'], ['done']]);
    });
  });
});
