import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { eventsAfter } from '../../src/storage/events.ts';
import { jobProgress } from '../../src/storage/jobs.ts';
import { loud, type Received, type Service, startService } from '../engines/services/service.ts';
import { until } from '../journeys/interlinear.ts';
import { type DeskPlace, setUps } from './desk.ts';
import { deskSettings, handIn, startOddWorker, within, workHere } from './odd.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

/** An engine that never says the same twice. */
async function moodyEngine(): Promise<Service> {
  let calls = 0;
  return startService(
    ({ path, body }: Received) => {
      if (path === '/languages') return { body: [{ code: 'en', name: 'en', targets: ['en', 'es'] }] };
      calls++;
      const { q } = body as { q: string[] };
      return { body: { translatedText: q.map((text) => `${loud(text)} ${calls}`) } };
    },
    ({ path }) => path === '/translate',
  );
}

/** Whether a process stands still. */
const isStopped = (pid = 0) => /^State:\s+T/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

describe.each(setUps)('on $name', ({ name, missing, place: placeOf }) => {
  const scaledOut = name === 'Redis and PostgreSQL';
  const unable =
    missing ?? (existsSync('/proc/self/status') ? undefined : 'only Linux tells which process stands still');
  describe.skipIf(unable)(unable ?? 'a worker that stands still for longer than its lock holds', () => {
    let place: DeskPlace;
    let engine: Service;
    beforeAll(async () => {
      [place, engine] = await Promise.all([placeOf(), moodyEngine()]);
    });
    afterAll(async () => {
      await engine?.close();
      await place?.remove();
    });

    /** All that a worker writes. */
    const written = (job: string) =>
      within(place, async (tables, desk) => {
        const articles = await jobProgress(tables, desk, job);
        const targets = await tables
          .selectFrom('interlinear.translation as target')
          .innerJoin('interlinear.segment as segment', 'segment.id', 'target.segment_id')
          .innerJoin('interlinear.revision as revision', 'revision.id', 'segment.revision_id')
          .select(['target.id', 'target.text', 'target.version', 'target.updated_at'])
          .where('revision.article_id', '=', articles[0]?.id as string)
          .orderBy('target.id')
          .execute();
        const all = await Promise.all([
          tables.selectFrom('interlinear.target_change').selectAll().orderBy('seq').execute(),
          tables.selectFrom('interlinear.article_language').selectAll().orderBy('id').execute(),
          tables.selectFrom('interlinear.engine_call').select(['key', 'reply', 'answered_at']).orderBy('key').execute(),
        ]);
        const events = (await eventsAfter(tables, { job, limit: 1000 })).map(({ kind }) => kind);
        return { articles, targets, all, events };
      });

    let serial = 0;
    // `reply`: an answer has come, and is not yet recorded. The others: in the middle of the transaction that ends a stage.
    test.each(scaledOut ? ['reply', 'language.progress', 'article.done'] : ['reply'])(
      'promise 4: right before %s, and then goes on, overwrites nothing and does nothing twice',
      async (step) => {
        const settings = deskSettings(place, engine.url);
        const text = [1, 2].map((town) => `The mayor of town ${++serial} opened bridge ${town}.`).join('\n\n');
        const job = await within(place, (tables, desk) => handIn(tables, desk, [text], ['es']));
        const paused = startOddWorker({ ...settings, STOP_AT: `before ${step}` });
        await Promise.race([
          until(() => isStopped(paused.child.pid), 120_000),
          paused.ended.then(({ status }) => {
            throw new Error(`it ended with ${status}, and never stood still: ${paused.err()}`);
          }),
        ]);
        // The embedded set-up knows no second worker: there it is the queue that takes the work from the one that stood still.
        if (scaledOut) await workHere(settings);
        else await pause(2500);
        const before = scaledOut && (await written(job));
        paused.child.kill('SIGCONT');
        expect(await paused.ended, paused.err()).toMatchObject({ status: 0 });
        const after = await written(job);
        if (before) expect(after).toEqual(before);
        expect(after.articles).toMatchObject([{ status: 'done' }]);
        expect(after.targets.map(({ version }) => version)).toEqual([1, 1]);
        const told = (kind: string) => after.events.filter((one) => one === kind).length;
        expect(['language.progress', 'language.done', 'article.done', 'job.done'].map(told)).toEqual([1, 1, 1, 1]);
      },
    );
  });
});
