import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { finishArticle } from '../../src/storage/article-end.ts';
import { dump } from '../../src/storage/backup.ts';
import type { Tables } from '../../src/storage/database.ts';
import { defaultDesk, setDesk } from '../../src/storage/desks.ts';
import { eventsAfter } from '../../src/storage/events.ts';
import { acceptSubmission, jobProgress } from '../../src/storage/jobs.ts';
import { knownMigrations, migrate, pendingMigrations } from '../../src/storage/migrate.ts';
import { saveOutputs } from '../../src/storage/outputs.ts';
import { restore } from '../../src/storage/restore.ts';
import { addWebhook, listWebhooks } from '../../src/storage/webhooks.ts';
import { called } from '../cli/called.ts';
import { temporaryFolder } from '../journeys/interlinear.ts';
import { databaseKinds, type TestDatabase, temporaryData } from '../servers/databases.ts';

vi.setConfig({ testTimeout: 60_000 });

const now = new Date('2026-01-01T12:00:00.123Z');
const by = { actor: 'person:ana', now };

async function dumped(tables: Tables): Promise<string[]> {
  let text = '';
  await dump(tables, { version: '0', now }, async (lines) => {
    text += lines;
  });
  return text.split('\n').slice(0, -1);
}
async function* from(lines: string[]): AsyncGenerator<string> {
  yield* lines;
}
/** All rows, without head and foot. */
const rowsOf = (lines: string[]) =>
  lines.slice(1, -1).filter((line) => !line.includes('"disabled"') && !line.includes('"active"'));

/** Some of everything that is hard to carry: bytes, codes, fractions, instants, letters of all kinds. */
async function fill(tables: Tables): Promise<{ desk: string; job: string; secret: string }> {
  const desk = await defaultDesk(tables, now);
  await setDesk(tables, 'newsroom', { dailyBudget: 0.1 + 0.2, fuzzyThreshold: 1 / 3 }, by);
  const bytes = Uint8Array.from({ length: 5000 }, (_, index) => index % 256);
  const { job } = await acceptSubmission(
    tables,
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
      callbackUrl: 'https://a.example/',
      articles: ['a\\b"c.txt', 'تجربة\n\t.txt', '\u2028 null \\N'].map((fileName) => ({
        fileName,
        name: fileName,
        input: bytes,
      })),
    },
    now,
  );
  const [article] = await jobProgress(tables, desk, job);
  await saveOutputs(
    tables,
    desk,
    article?.id as string,
    'es',
    [{ name: 'a.es.txt', mediaType: 'text/plain', content: bytes }],
    now,
  );
  await finishArticle(
    tables,
    article?.id as string,
    'failed',
    { code: 'input.empty', parameters: { file: '\\u0041 [1,2]' } },
    now,
  );
  const { secret } = await addWebhook(tables, desk, { url: 'https://b.example/', kinds: ['job.done'] }, by);
  return { desk, job, secret };
}

const [embedded, postgres] = databaseKinds as [(typeof databaseKinds)[number], (typeof databaseKinds)[number]];

describe.each([
  [embedded, postgres],
  [postgres, embedded],
])('promise 12: from $name', (source, target) => {
  const missing = source.missing ?? target.missing;
  describe.skipIf(missing)(missing ?? `to ${target.name} and back`, () => {
    let first: TestDatabase;
    let second: TestDatabase;
    let made: { desk: string; job: string; secret: string };
    let lines: string[];
    beforeAll(async () => {
      [first, second] = await Promise.all([source.open(), target.open()]);
      made = await fill(first.database.tables);
      lines = await dumped(first.database.tables);
    });
    afterAll(() => Promise.all([first?.close(), second?.close()]));

    test('a backup that is damaged, broken off or of a newer version is refused, and leaves nothing behind', async () => {
      const { tables } = second.database;
      const head = JSON.parse(lines[0] as string);
      const newer = JSON.stringify({ ...head, migrations: [...head.migrations, '9999-later'] });
      const changed = lines.map((line) => line.replace('newsroom', 'newsrooM'));
      for (const [damaged, code] of [
        [lines.slice(0, -1), 'restore.damaged'],
        [lines.slice(0, 20), 'restore.damaged'],
        [lines.filter((_, index) => index !== 12), 'restore.damaged'],
        [changed, 'restore.damaged'],
        [[newer, ...lines.slice(1)], 'restore.newer'],
        [['{}'], 'restore.damaged'],
        [['no json'], 'restore.damaged'],
        [[], 'restore.damaged'],
      ] as const)
        await expect(restore(tables, from([...damaged]))).rejects.toMatchObject({ code });
      expect(await tables.selectFrom('interlinear.desk').selectAll().execute()).toEqual([]);
      expect(await pendingMigrations(tables)).toEqual([]);
    });

    test('everything comes back as it was, no secret is in it, and a database that is not empty is refused', async () => {
      const { tables } = second.database;
      expect(lines.join('\n')).not.toContain(made.secret);
      expect(lines.join('\n')).not.toContain('whsec_');
      await restore(tables, from(lines));
      const again = await dumped(tables);
      expect(rowsOf(again)).toEqual(rowsOf(lines));
      expect(JSON.parse(again.at(-1) as string).rows).toEqual(JSON.parse(lines.at(-1) as string).rows);
      await expect(restore(tables, from(lines))).rejects.toMatchObject({ code: 'restore.not-empty' });
      expect(await listWebhooks(tables, made.desk)).toMatchObject([{ url: 'https://b.example/', state: 'disabled' }]);
    });

    test('the work goes on: events are read in their order, new ones behind them, and articles end', async () => {
      const { tables } = second.database;
      const kinds = async (database: TestDatabase) =>
        (await eventsAfter(database.database.tables, { job: made.job, limit: 100 })).map(({ kind, data }) => [
          kind,
          data,
        ]);
      expect(await kinds(second)).toEqual(await kinds(first));
      const last = (await eventsAfter(tables, { job: made.job, limit: 100 })).at(-1);
      for (const { id } of (await jobProgress(tables, made.desk, made.job)).slice(1))
        await finishArticle(tables, id, 'done', null, now);
      const news = await eventsAfter(tables, { job: made.job, limit: 100, ...(last ? { after: last.cursor } : {}) });
      expect(news.map(({ kind }) => kind)).toEqual(['article.done', 'article.done', 'job.partial']);
      // A place of the time before: better everything twice than something never.
      const stale = await eventsAfter(tables, { job: made.job, limit: 100, after: '9999999999.7' });
      expect(stale.map(({ kind }) => kind)).toContain('job.partial');
    });
  });
});

test('a backup of the previous schema is brought up to date, with its rows', async () => {
  const [old, fresh] = await Promise.all([embedded.open(), embedded.open()]);
  const { tables } = old.database;
  const previous = knownMigrations.filter((name) => name < '0012').at(-1) as string;
  await sql`DROP SCHEMA interlinear CASCADE`.execute(tables);
  await migrate(tables, previous);
  const [desk, job, article] = [newId(), newId(), newId()];
  await sql`INSERT INTO interlinear.desk (id, name, time_zone, house_style, created_at) VALUES (${desk}, 'newsroom', 'UTC', 'ap', ${now})`.execute(
    tables,
  );
  await sql`INSERT INTO interlinear.job (id, desk_id, submission_key, options, created_at, finished_at)
    VALUES (${job}, ${desk}, 'key', '{"to":["es"]}', ${now}, ${now})`.execute(tables);
  await sql`INSERT INTO interlinear.article (id, desk_id, job_id, ordinal, file_name, name, status, created_at, updated_at)
    VALUES (${article}, ${desk}, ${job}, 0, 'a.txt', 'a', 'failed', ${now}, ${now})`.execute(tables);
  const lines = await dumped(tables);
  await restore(fresh.database.tables, from(lines));
  expect(await pendingMigrations(fresh.database.tables)).toEqual([]);
  expect(
    await fresh.database.tables.selectFrom('interlinear.job').select(['id', 'status', 'priority']).execute(),
  ).toEqual([{ id: job, status: 'failed', priority: 10 }]);
  await Promise.all([old.close(), fresh.close()]);
});

test('the commands write one file that only its owner reads, and read it into another data folder', async () => {
  const folder = temporaryFolder();
  const [data, other] = [temporaryData(), temporaryData()];
  const file = join(folder.path, 'desk.ndjson.gz');
  expect(await called('desk', 'add', 'sports', '--data', data.path)).toMatchObject({ end: 0 });
  expect(await called('backup', file, '--data', data.path)).toMatchObject({
    end: 0,
    out: [expect.stringContaining(file)],
  });
  expect(readdirSync(folder.path)).toEqual(['desk.ndjson.gz']);
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(gunzipSync(readFileSync(file)).toString()).toContain('sports');
  const broken = join(folder.path, 'broken.gz');
  for (const content of [readFileSync(file).subarray(0, -200), 'no gzip']) {
    writeFileSync(broken, content);
    expect(await called('restore', broken, '--data', other.path)).toMatchObject({ end: 'restore.damaged' });
  }
  expect(await called('restore', join(folder.path, 'none'), '--data', other.path)).toMatchObject({
    end: 'backup.read',
  });
  expect(await called('backup', join(folder.path, 'none', 'x'), '--data', data.path)).toMatchObject({
    end: 'backup.write',
  });
  expect(await called('restore', file, '--data', other.path)).toMatchObject({ end: 0, notes: [] });
  expect((await called('desk', 'list', '--data', other.path)).out.join()).toContain('sports');
  for (const one of [folder, data, other]) one.remove();
});
