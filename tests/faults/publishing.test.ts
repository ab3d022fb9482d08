import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Tables } from '../../src/storage/database.ts';
import { addDestination } from '../../src/storage/destinations.ts';
import { versionMark } from '../../src/storage/editions.ts';
import { eventsAfter } from '../../src/storage/events.ts';
import { jobProgress } from '../../src/storage/jobs.ts';
import { listPublications, requestPublication, requestWithdrawal } from '../../src/storage/publications.ts';
import { until } from '../journeys/interlinear.ts';
import { temporaryData } from '../servers/databases.ts';
import { type DeskPlace, setUps } from './desk.ts';
import { handIn, startOddWorker, within, workHere } from './odd.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
/** Whether a process stands still. */
const isStopped = (pid = 0) => /^State:\s+T/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
const by = () => ({ actor: 'person:pia', now: new Date() });
const page = (text: string) => [
  { name: 'index.html', mediaType: 'text/html', content: new TextEncoder().encode(text) },
];

describe.each(setUps)('on $name', ({ name, missing, place: placeOf }) => {
  const scaledOut = name === 'Redis and PostgreSQL';
  const unable =
    missing ?? (existsSync('/proc/self/status') ? undefined : 'only Linux tells which process stands still');
  describe.skipIf(unable)(unable ?? 'promise 4: one live version per article, language and destination', () => {
    let place: DeskPlace;
    let folder: ReturnType<typeof temporaryData>;
    let settings: Record<string, string>;
    beforeAll(async () => {
      [place, folder] = [await placeOf(), temporaryData()];
      settings = { ...place.settings, INTERLINEAR_PUBLISH_FOLDER: folder.path, INTERLINEAR_LOCK_SECONDS: '1' };
      await within(place, (tables, desk) =>
        addDestination(tables, desk, { name: 'site', kind: 'folder', settings: { folder: 'site' } }, by()),
      );
    });
    afterAll(async () => {
      folder?.remove();
      await place?.remove();
    });

    /** An article whose work is over, so that nothing but its publications waits. */
    let serial = 0;
    const article = () =>
      within(place, async (tables, desk) => {
        const job = await handIn(tables, desk, [`Pier ${++serial} is open.`], ['es']);
        const [{ id } = { id: '' }] = await jobProgress(tables, desk, job);
        await tables.updateTable('interlinear.article').set({ status: 'done' }).where('id', '=', id).execute();
        return id;
      });
    const publish = async (tables: Tables, desk: string, id: string, text: string) => {
      const { id: revision } = await tables
        .selectFrom('interlinear.revision')
        .select('id')
        .where('article_id', '=', id)
        .executeTakeFirstOrThrow();
      const edition = {
        article: id,
        language: 'es',
        revision,
        status: 'usable' as const,
        files: page(text),
        asOf: new Date(),
      };
      const mark = await versionMark(tables, desk, revision, 'es');
      await requestPublication(tables, desk, { edition, mark, destination: 'site', place: `story-${id}` }, by());
    };
    const withdraw = (tables: Tables, desk: string, id: string) =>
      requestWithdrawal(
        tables,
        desk,
        { article: id, language: 'es', reason: 'Wrong.', files: page('Withdrawn') },
        by(),
      );
    /** What readers find, and what the database says that they find. */
    const found = async (id: string) => {
      const at = join(folder.path, 'site', `story-${id}`, 'es');
      const told = await within(place, async (tables, desk) => ({
        publications: await listPublications(tables, desk, { article: id }),
        events: (await eventsAfter(tables, { article: id, limit: 100 }))
          .map(({ kind }) => kind)
          .filter((kind) => kind.startsWith('publication.')),
      }));
      return {
        ...told,
        states: told.publications.map(({ edition, status }) => `${edition} ${status}`),
        text: readFileSync(join(at, 'index.html'), 'utf8'),
        manifest: JSON.parse(readFileSync(join(at, 'manifest.json'), 'utf8')),
        files: readdirSync(at).sort(),
      };
    };
    const first = (id: string) => within(place, (tables, desk) => publish(tables, desk, id, 'one'));

    test.each(['before file', 'before publication.live'])(
      'killed right %s, what was asked for is there once, and live',
      async (step) => {
        const id = await article();
        await first(id);
        const killed = startOddWorker({ ...settings, DIE_AT: step });
        expect(await killed.ended, killed.err()).toMatchObject({ signal: 'SIGKILL' });
        await workHere(settings);
        expect(await found(id)).toMatchObject({
          ...{ states: ['1 live'], events: ['publication.live'], text: 'one', manifest: { fence: 1, edition: 1 } },
        });
      },
    );

    // Before a file comes to its place, and after: the destination is what refuses. Before the commit: the database is.
    test.each(scaledOut ? ['before file', 'after file', 'before publication.live'] : ['before file', 'after file'])(
      'a worker that stands still right %s for longer than its lock holds does nothing twice, and undoes nothing',
      async (step) => {
        const id = await article();
        await first(id);
        const paused = startOddWorker({ ...settings, STOP_AT: step });
        await until(() => isStopped(paused.child.pid), 120_000);
        if (scaledOut) {
          // Meanwhile another worker withdraws it, and publishes a newer edition.
          await within(place, async (tables, desk) => {
            if (step !== 'before publication.live') await withdraw(tables, desk, id);
            if (step !== 'before publication.live') await publish(tables, desk, id, 'three');
          });
          const other = workHere(settings);
          // Where the one that stands still holds a transaction open, the other waits for its end.
          if (step !== 'before publication.live') await other;
          else await pause(4000);
          paused.child.kill('SIGCONT');
          await other;
        } else {
          await pause(2500);
          paused.child.kill('SIGCONT');
        }
        expect(await paused.ended, paused.err()).toMatchObject({ status: 0 });
        const after = await found(id);
        const newer = scaledOut && step !== 'before publication.live';
        expect(after.publications.filter(({ status }) => status === 'live')).toHaveLength(1);
        expect(after).toMatchObject(
          newer
            ? { states: ['3 live', '2 replaced', '1 replaced'], text: 'three', manifest: { fence: 3, edition: 3 } }
            : { states: ['1 live'], text: 'one', manifest: { fence: 1 } },
        );
        expect(after.events).toEqual(['publication.live']);
        expect(after.files).toEqual(['index.html', 'manifest.json']);
      },
    );

    test.runIf(scaledOut)(
      'two workers racing over editions and withdrawals of many articles: the newest of each is live',
      async () => {
        const ids = [await article(), await article(), await article(), await article()];
        await within(place, async (tables, desk) => {
          for (let round = 0; round < 3; round++)
            for (const id of ids) {
              await publish(tables, desk, id, `text ${round}`);
              if (round > 0) await withdraw(tables, desk, id);
            }
        });
        const paused = startOddWorker({ ...settings, STOP_AT: 'before file' });
        await until(() => isStopped(paused.child.pid), 120_000);
        // What it holds is taken over while more comes in.
        const other = startOddWorker(settings);
        await other.ready;
        await within(place, async (tables, desk) => {
          for (const id of ids.slice(0, 2)) await publish(tables, desk, id, 'the last word');
        });
        await pause(1500);
        paused.child.kill('SIGCONT');
        for (const worker of [paused, other]) await worker.ended;
        await workHere(settings);
        for (const [index, id] of ids.entries()) {
          const after = await found(id);
          const fence = index < 2 ? 6 : 5;
          expect(after.publications.filter(({ status }) => status === 'live')).toMatchObject([{ fence }]);
          expect(after.publications.every(({ status }) => status === 'live' || status === 'replaced')).toBe(true);
          expect(after.manifest.fence).toBe(fence);
          expect(after.text).toBe(index < 2 ? 'the last word' : 'Withdrawn');
        }
      },
    );
  });
});
