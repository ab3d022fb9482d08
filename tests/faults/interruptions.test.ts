import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { openDataFolder } from '../../src/storage/data-folder.ts';
import { LIBRE_KEY, libretranslateService } from '../engines/services/libretranslate.ts';
import type { Service } from '../engines/services/service.ts';
import { type Place, run, runHere, start, temporaryFolder, until } from '../journeys/interlinear.ts';
import { temporaryData } from '../servers/databases.ts';
import { compiled } from './odd.ts';
import { smallDisk } from './small-disk.ts';
import { stories, wholeStories } from './stations.ts';

vi.setConfig({ testTimeout: 240_000 });

const folder = temporaryFolder();
let engine: Service;
const place: Place = {};
beforeAll(async () => {
  engine = await libretranslateService();
  place.environment = {
    INTERLINEAR_ENGINE: 'libretranslate',
    INTERLINEAR_LIBRETRANSLATE_URL: engine.url,
    INTERLINEAR_LIBRETRANSLATE_KEY: LIBRE_KEY,
    INTERLINEAR_BATCH_SEGMENTS: '2',
  };
});
afterAll(async () => {
  await engine?.close();
  folder.remove();
});

// A worker that gets a SIGTERM is in outages.test.ts.
test('promise 8: a run that is broken off by SIGINT ends soon with status 130, writes nothing half, and goes on when it is run again', async () => {
  const data = temporaryData();
  const files = stories(join(folder.path, 'sigint'), 2, 4);
  const out = join(folder.path, 'sigint-out');
  const args = ['translate', ...files, '--to', 'es', '--out', out, '--data', data.path];
  engine.pace = 500;
  const running = start(args, place);
  await until(() => engine.received.length >= 2);
  const asked = Date.now();
  running.child.kill('SIGINT');
  const broken = await running.ended;
  expect(Date.now() - asked).toBeLessThan(10_000);
  expect(broken).toMatchObject({ status: 130, err: expect.stringContaining('run the same command') });
  expect(existsSync(join(data.path, 'lock.json'))).toBe(false);
  expect(readdirSync(out, { recursive: true }).filter((one) => String(one).includes('.'))).toEqual([]);

  engine.pace = 0;
  expect(await runHere(args, place)).toMatchObject({
    status: 0,
    err: expect.stringContaining('Going on with the same work'),
  });
  expect(wholeStories(out, 2, 4)).toEqual([]);
  data.remove();
});

describe('a command that is stopped before or after the work', () => {
  const [file] = stories(join(folder.path, 'early'), 1) as [string];
  const stopped = { status: 130, signal: null, err: expect.stringContaining('run the same command') };

  test('while it opens its data folder leaves it unlocked', async () => {
    const data = temporaryData();
    const running = start(['translate', file, '--out', join(folder.path, 'early-out'), '--data', data.path]);
    await until(() => existsSync(join(data.path, 'lock.json')));
    running.child.kill('SIGINT');
    expect(await running.ended).toMatchObject(stopped);
    expect(existsSync(join(data.path, 'lock.json'))).toBe(false);
    data.remove();
  });

  test('while it waits for another command ends at once', async () => {
    const data = temporaryData();
    const other = openDataFolder(data.path, 'desk list');
    const running = start(['translate', file, '--out', join(folder.path, 'early-out'), '--data', data.path]);
    await until(() => running.err().includes('Waiting for'));
    running.child.kill('SIGTERM');
    expect(await running.ended).toMatchObject(stopped);
    expect(existsSync(join(data.path, 'lock.json'))).toBe(true);
    other.release();
    data.remove();
  });

  test('as the demo says that nothing is kept, and keeps nothing', async () => {
    const temporary = join(folder.path, 'demo');
    mkdirSync(temporary);
    const environment = { TMPDIR: temporary, ...compiled };
    const running = start(['demo', '--out', join(folder.path, 'demo-out')], { environment });
    await until(() => running.err().includes('article.en.txt'), 200_000);
    running.child.kill('SIGINT');
    const outcome = await running.ended;
    expect(outcome).toMatchObject({ status: 130, err: expect.stringContaining('keeps nothing') });
    expect(outcome.err).not.toContain('is kept');
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe('a full disk', () => {
  test('promise 11: under the outputs: one sentence, no half-written file, and the work is not lost', async (context) => {
    const disk = smallDisk(join(folder.path, 'outputs'), '80k');
    if (!disk) return context.skip('mounting a small file system needs root');
    const data = temporaryData();
    const [file] = stories(join(folder.path, 'full'), 1) as [string];
    const out = join(disk.path, 'out');
    const args = ['translate', file, '--to', 'es', '--out', out, '--data', data.path];
    expect(await runHere(args, place)).toMatchObject({ status: 1, err: expect.stringMatching(/disk is full/) });
    for (const name of readdirSync(out)) {
      expect(name).not.toMatch(/part$/);
      expect(readFileSync(join(out, name)).length).toBeGreaterThan(0);
    }
    disk.grow('20m');
    expect(await runHere(args, place)).toMatchObject({ status: 0 });
    expect(wholeStories(out, 1)).toEqual([]);
    disk.remove();
    data.remove();
  });

  test('promise 11: under the database: one sentence, and what was accepted is done once there is room', async (context) => {
    const disk = smallDisk(join(folder.path, 'database'), '80m');
    if (!disk) return context.skip('mounting a small file system needs root');
    const data = join(disk.path, 'data');
    cpSync(inject('dataTemplate'), data, { recursive: true });
    const { bavail, bsize } = statfsSync(disk.path);
    // What is left is enough to open the database and too little to work in it.
    writeFileSync(join(disk.path, 'filler'), Buffer.alloc(bavail * bsize - 400_000, 1));
    const [file] = stories(join(folder.path, 'long'), 1, 80) as [string];
    const out = join(folder.path, 'long-out');
    const args = ['translate', file, '--to', 'es', '--out', out, '--data', data];
    const full = await run(args, place);
    expect(full, full.err).toMatchObject({ status: 1, err: expect.stringMatching(/disk is full/) });
    rmSync(join(disk.path, 'filler'));
    const outcome = await runHere(args, place);
    expect(outcome, outcome.err).toMatchObject({ status: 0 });
    expect(wholeStories(out, 1, 80)).toEqual([]);
    disk.remove();
  });
});
