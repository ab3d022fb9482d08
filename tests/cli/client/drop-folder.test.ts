import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DropFolder } from '../../../src/cli/client/drop-folder.ts';
import { messagesIn } from '../../../src/i18n.ts';
import { InterlinearError, TransientError } from '../../../src/model/errors.ts';

/** A service that takes what it is given, and ends jobs when it is told to. */
function service() {
  const jobs = new Map<string, { key: string; lines: string[]; status: string; error: object | null }>();
  let refusal: Error | undefined;
  return {
    jobs,
    end: (status: string, error: object | null = null) => {
      for (const job of jobs.values()) Object.assign(job, { status, error });
    },
    refuse: (error: Error | undefined) => {
      refusal = error;
    },
    async submit(lines: () => AsyncIterable<Uint8Array>, key: string) {
      if (refusal) throw refusal;
      const known = [...jobs].find(([, job]) => job.key === key);
      if (known) return { id: known[0], articles: 1, repeated: true };
      const read: string[] = [];
      for await (const line of lines()) read.push(Buffer.from(line).toString());
      const id = `job-${jobs.size + 1}`;
      jobs.set(id, { key, lines: read, status: 'running', error: null });
      return { id, articles: 1, repeated: false };
    },
    job: async (id: string) => ({ status: jobs.get(id)?.status }),
    async *articles(id: string) {
      const { status, error } = jobs.get(id) as { status: string; error: object | null };
      yield { id, name: 'story', fileName: 'story.en.txt', status, error, languages: [] };
    },
    outputs: async (id: string) => [{ name: `${id}.es.txt`, mediaType: 'text/plain', href: '/x' }],
    download: async () => new TextEncoder().encode('Hecho.'),
  };
}

describe('a drop folder', () => {
  let folder: string;
  let clock: number;
  let at: ReturnType<typeof service>;
  let told: { event: string; file: string; job?: string; reason?: string; repeated?: boolean }[];
  let notes: string[];

  const open = () =>
    new DropFolder({
      call: {
        values: { json: true },
        messages: messagesIn('en'),
        interfaceLanguage: 'en',
        positionals: [],
        out: (line: string) => told.push(JSON.parse(line)),
        note: (line: string) => notes.push(line),
      } as never,
      client: at as never,
      folder,
      out: join(folder, 'done'),
      wishes: { to: ['es'] },
      limitMegabytes: 1,
      now: () => clock,
    });
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const lying = () => readdirSync(folder).filter((name) => name !== 'done' && name !== 'failed');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'interlinear-drop-'));
    for (const name of ['done', 'failed']) mkdirSync(join(folder, name));
    clock = 0;
    at = service();
    told = [];
    notes = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('takes a file once it has stopped growing, and moves it away when its job is done', async () => {
    const drop = open();
    put('story.en.txt', 'One.');
    await drop.look();
    clock += 1000;
    put('story.en.txt', 'One. Two.');
    await drop.look();
    clock += 1500;
    await drop.look();
    expect(at.jobs.size).toBe(0);
    clock += 600;
    expect(await drop.look()).toEqual({ idle: false, failed: false });
    expect(lying()).toEqual(['story.en.txt']);
    const [wishes, article] = (at.jobs.get('job-1')?.lines ?? []).map((line) => JSON.parse(line));
    expect(wishes).toEqual({ to: ['es'] });
    expect(Buffer.from(article.base64, 'base64').toString()).toBe('One. Two.');
    at.end('done');
    expect(await drop.look()).toEqual({ idle: true, failed: false });
    expect(lying()).toEqual([]);
    expect(readFileSync(join(folder, 'done', 'story.en.txt'), 'utf8')).toBe('One. Two.');
    expect(readFileSync(join(folder, 'done', 'story', 'job-1.es.txt'), 'utf8')).toBe('Hecho.');
    expect(told.map(({ event }) => event)).toEqual(['submitted', 'done']);
  });

  test('knows its jobs again after a restart, and makes no second one', async () => {
    put('story.en.txt', 'One.');
    const before = open();
    await before.look();
    clock += 3000;
    await before.look();
    const after = open();
    await after.look();
    clock += 3000;
    await after.look();
    expect(at.jobs.size).toBe(1);
    expect(told).toMatchObject([{ repeated: false }, { event: 'submitted', job: 'job-1', repeated: true }]);
  });

  test('submits what was changed meanwhile anew, and loses neither version', async () => {
    const drop = open();
    put('story.en.txt', 'One.');
    await drop.look();
    clock += 3000;
    await drop.look();
    put('story.en.txt', 'Another one.');
    at.end('done');
    await drop.look();
    expect(lying()).toEqual(['story.en.txt']);
    clock += 3000;
    await drop.look();
    expect(at.jobs.size).toBe(2);
    at.end('done');
    await drop.look();
    expect(readFileSync(join(folder, 'done', 'story.en.txt'), 'utf8')).toBe('Another one.');
  });

  test('moves what fails aside with its reason, also what is refused; a name that is taken gets a number', async () => {
    const drop = open();
    for (const round of [1, 2]) {
      put('story.en.txt', `Round ${round}.`);
      await drop.look();
      clock += 3000;
      await drop.look();
      at.end('failed', { code: 'input.empty', parameters: {}, title: 'It is empty.', detail: 'Check it.' });
      expect((await drop.look()).failed).toBe(true);
    }
    expect(readdirSync(join(folder, 'failed')).sort()).toEqual([
      'story.en-2.txt',
      'story.en-2.txt.reason.txt',
      'story.en.txt',
      'story.en.txt.reason.txt',
    ]);
    expect(readFileSync(join(folder, 'failed', 'story.en.txt.reason.txt'), 'utf8')).toContain('It is empty.');
    at.refuse(new InterlinearError('input.too-large', { file: 'b.txt', limit: 1 }));
    put('b.txt', 'b');
    await drop.look();
    clock += 3000;
    expect((await drop.look()).failed).toBe(true);
    expect(existsSync(join(folder, 'failed', 'b.txt'))).toBe(true);
  });

  test('leaves a file where it is while the service is away or refuses everybody, and goes on by itself', async () => {
    const drop = open();
    put('story.en.txt', 'One.');
    await drop.look();
    clock += 3000;
    for (const error of [
      new TransientError('server.away', { url: 'x', reason: 'y' }),
      new InterlinearError('sign-in.key'),
    ]) {
      at.refuse(error);
      await expect(drop.look()).rejects.toBe(error);
      expect(lying()).toEqual(['story.en.txt']);
    }
    at.refuse(undefined);
    await drop.look();
    expect(told.map(({ event }) => event)).toEqual(['submitted']);
  });

  test('leaves other kinds of files and hidden ones alone, and says so once', async () => {
    const drop = open();
    put('photo.jpg', 'x');
    put('.story.en.txt.swp', 'x');
    expect(await drop.look()).toEqual({ idle: true, failed: false });
    await drop.look();
    expect(notes).toHaveLength(1);
    expect(lying().sort()).toEqual(['.story.en.txt.swp', 'photo.jpg']);
  });
});
