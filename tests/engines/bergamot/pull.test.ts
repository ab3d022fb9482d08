import {
  chmodSync,
  cpSync,
  existsSync,
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildTestModel } from '../../../scripts/test-model/build.ts';
import { type CatalogueModel, releasedModel } from '../../../src/engines/bergamot/catalogue.ts';
import { installedModels, readLock } from '../../../src/engines/bergamot/installed.ts';
import { type PullProgress, pullModel, removeModel, verifyModel } from '../../../src/engines/bergamot/pull.ts';
import { readRegistry } from '../../../src/engines/bergamot/registry.ts';
import { bergamot } from '../../../src/engines/bergamot.ts';
import { segment } from '../segments.ts';
import { type RegistryServer, registryServer, registryThatIsAway, serve } from './registry-server.ts';

const model = buildTestModel({ chat: 'cat', le: 'the' });
let server: RegistryServer;
let original: string;
let folder: string;

beforeAll(async () => {
  server = await registryServer([
    { pair: 'fr-en', architecture: 'base-memory', releaseStatus: 'Release', model },
    { pair: 'fr-en', architecture: 'tiny', releaseStatus: 'Release', model: buildTestModel({ chat: 'kitty' }) },
  ]);
  original = mkdtempSync(join(tmpdir(), 'original-'));
  cpSync(server.folder, original, { recursive: true });
});
afterAll(async () => {
  await server.close();
  rmSync(original, { recursive: true });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pulled-'));
  server.requests.length = 0;
});
afterEach(() => {
  server.fault = undefined;
  cpSync(original, server.folder, { recursive: true });
  rmSync(folder, { recursive: true, force: true });
});

async function pull(place = server.url, architecture?: string, seen: PullProgress[] = []): Promise<boolean> {
  const registry = await readRegistry(place);
  const wanted = releasedModel(registry.catalogue.models, 'fr', 'en', architecture) as CatalogueModel;
  return pullModel(folder, registry, wanted, { progress: (progress) => seen.push(progress), pauseMs: 1 });
}

const files = () =>
  globSync('**/*.*', { cwd: folder })
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
const complete = [
  'fr-en/lex.50.50.fren.s2t.bin',
  'fr-en/model.fren.intgemm8.bin',
  'fr-en/vocab.fren.spm',
  'models.lock.json',
];
/** What a failed pull may leave: a download that can go on, or nothing. */
const nothing = () => expect(files().filter((file) => !file.includes('.part.gz'))).toEqual([]);
const packed = (part: string) =>
  globSync(`models/fr-en/base-memory_Release/**/${part}*.gz`, { cwd: server.folder }).map((path) =>
    join(server.folder, path),
  )[0] as string;

describe('Pulling a model', () => {
  test('downloads, unpacks, checks and locks it, and the engine translates with it', async () => {
    const seen: PullProgress[] = [];
    expect(await pull(server.url, undefined, seen)).toBe(true);
    expect(files()).toEqual(complete);
    expect(readFileSync(join(folder, 'fr-en/model.fren.intgemm8.bin')).equals(model.model)).toBe(true);
    expect(readLock(folder).models['fr-en']).toMatchObject({
      architecture: 'base-memory',
      releaseStatus: 'Release',
      registry: server.url,
    });
    const size = statSync(packed('model')).size;
    expect(seen.filter(({ file }) => file.startsWith('model')).at(-1)).toMatchObject({
      pair: 'fr-en',
      received: size,
      total: size,
    });
    const engine = bergamot({ modelsFolder: folder, threads: 1 });
    const reply = await engine.translate({ from: 'fr', to: 'en', segments: [segment('Le chat')] });
    expect(reply).toMatchObject({
      version: expect.stringContaining('fr-en base-memory TEST MODEL #'),
      results: [{ text: 'The cat' }],
    });
    await engine.close();
  });

  test('asks for nothing but the list when it is there already', async () => {
    await pull();
    server.requests.length = 0;
    expect(await pull()).toBe(false);
    expect(server.requests.map(({ path }) => path)).toEqual(['/db/models.json']);
  });

  test('fetches a file again that was damaged here', async () => {
    await pull();
    truncateSync(join(folder, 'fr-en/vocab.fren.spm'), 10);
    server.requests.length = 0;
    expect(await pull()).toBe(true);
    expect(server.requests).toHaveLength(2);
    expect(readFileSync(join(folder, 'fr-en/vocab.fren.spm')).equals(model.vocab)).toBe(true);
  });

  test('takes the architecture that is wished for, in the place of the other', async () => {
    await pull();
    await pull(server.url, 'tiny');
    expect(files()).toEqual(complete);
    expect(installedModels(folder)).toMatchObject([{ pair: 'fr-en', architecture: 'tiny', test: true }]);
  });

  test('works from a folder with a copy of the registry, and from a mirror that is a copy of Mozilla’s', async () => {
    expect(await pull(server.folder)).toBe(true);
    rmSync(folder, { recursive: true });
    const list = join(server.folder, 'db/models.json');
    const written = JSON.parse(readFileSync(list, 'utf8'));
    written.baseUrl = 'https://storage.googleapis.com/moz-fx-translations-data--303e-prod-translations-data';
    writeFileSync(list, JSON.stringify(written));
    expect(await pull()).toBe(true);
    expect(files()).toEqual(complete);
  });

  test('follows redirections', async () => {
    server.fault = (request, response) => {
      if (request.url?.includes('moved') || !request.url?.endsWith('.gz')) return false;
      response.writeHead(302, { Location: `${request.url}?moved` }).end();
      return true;
    };
    expect(await pull()).toBe(true);
    expect(files()).toEqual(complete);
  });
});

describe('A connection that is cut', () => {
  /** Sends so many bytes of an answer with the model's file, by where it begins, and hangs up. */
  const hangUpAfter = (bytesFrom: (from: number) => number) => {
    server.fault = (request, response, file) => {
      if (!file || !request.url?.includes('model.')) return false;
      const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
      const headers = { ETag: '"one"', 'Content-Length': file.length - from };
      const place = `bytes ${from}-${file.length - 1}/${file.length}`;
      if (from === 0) response.writeHead(200, headers);
      else response.writeHead(206, { ...headers, 'Content-Range': place });
      const part = file.subarray(from, from + bytesFrom(from));
      if (part.length === file.length - from) response.end(part);
      else response.write(part.length > 0 ? part : Buffer.alloc(0), () => setTimeout(() => response.destroy(), 150));
      return true;
    };
  };
  const ranges = () => server.requests.filter(({ path }) => path.includes('/model.')).map(({ range }) => range);

  test('is opened again where it ended, as often as it brings something', async () => {
    const size = statSync(packed('model')).size;
    const part = Math.ceil(size / 6);
    hangUpAfter(() => part);
    expect(await pull()).toBe(true);
    // What was on its way when the connection was cut may be asked for twice.
    expect([...new Set(ranges())]).toEqual(
      [undefined, 1, 2, 3, 4, 5].map((times) => (typeof times === 'number' ? `bytes=${times * part}-` : times)),
    );
    expect(files()).toEqual(complete);
  });

  test('and brings no more ends the pull; the next one goes on where it stopped', async () => {
    const size = statSync(packed('model')).size;
    const part = Math.ceil(size / 10);
    hangUpAfter((from) => (from === 0 ? part : 0));
    await expect(pull()).rejects.toMatchObject({
      code: 'models.cut',
      parameters: { file: 'model.fren.intgemm8.bin.gz', got: part, total: size },
    });
    nothing();
    hangUpAfter(() => size);
    server.requests.length = 0;
    expect(await pull()).toBe(true);
    expect(ranges()).toEqual([`bytes=${part}-`]);
    expect(files()).toEqual(complete);
  });

  test('is begun anew where the file has changed in between, or the server knows no ranges', async () => {
    const size = statSync(packed('model')).size;
    hangUpAfter((from) => (from === 0 ? Math.ceil(size / 10) : 0));
    await expect(pull()).rejects.toThrow();
    // The answers above had another ETag than those of the unharmed server.
    server.fault = undefined;
    expect(await pull()).toBe(true);
    rmSync(folder, { recursive: true });
    hangUpAfter((from) => (from === 0 ? Math.ceil(size / 10) : 0));
    await expect(pull()).rejects.toThrow();
    server.fault = (_, response, bytes) => {
      if (!bytes) return false;
      response.writeHead(200, { 'Transfer-Encoding': 'chunked' }).end(bytes);
      return true;
    };
    expect(await pull()).toBe(true);
    expect(files()).toEqual(complete);
  });
});

describe('A registry that is not in order', () => {
  const corrupted = (part: string, change: (bytes: Buffer) => Buffer) => {
    const path = packed(part);
    writeFileSync(path, gzipSync(change(gunzipSync(readFileSync(path)))));
  };

  test('with a wrong hash or size installs nothing, and leaves what was there', async () => {
    await pull();
    const before = readFileSync(join(folder, 'fr-en/model.fren.intgemm8.bin'));
    const list = join(server.folder, 'db/models.json');
    const wrong = JSON.parse(readFileSync(list, 'utf8'));
    wrong.models['fr-en'][0].files.model.uncompressedHash = 'ab'.repeat(32);
    writeFileSync(list, JSON.stringify(wrong));
    await expect(pull()).rejects.toMatchObject({
      code: 'models.hash',
      parameters: { file: 'model.fren.intgemm8.bin.gz', expected: 'ab'.repeat(32) },
    });
    expect(files()).toEqual(complete);
    expect(readFileSync(join(folder, 'fr-en/model.fren.intgemm8.bin')).equals(before)).toBe(true);
    rmSync(folder, { recursive: true });
    await expect(pull()).rejects.toMatchObject({ code: 'models.hash' });
    nothing();
    corrupted('model', (bytes) => Buffer.concat([bytes, Buffer.from('more')]));
    await expect(pull()).rejects.toMatchObject({ code: 'models.size' });
    nothing();
  });

  test('that changes a file behind its path is held to the first pull', async () => {
    await pull();
    rmSync(join(folder, 'fr-en/vocab.fren.spm'));
    corrupted('vocab', (bytes) => Buffer.concat([bytes.subarray(0, -1), Buffer.from([7])]));
    await expect(pull()).rejects.toMatchObject({ code: 'models.pin', parameters: { file: 'vocab.fren.spm' } });
    expect(existsSync(join(folder, 'fr-en/vocab.fren.spm'))).toBe(false);
    expect(globSync('**/*.part*', { cwd: folder })).toEqual([]);
  });

  test('with a file that cannot be unpacked, or that is not there', async () => {
    writeFileSync(packed('lex'), 'this is no gzip');
    await expect(pull()).rejects.toMatchObject({ code: 'models.corrupt' });
    nothing();
    rmSync(packed('lex'));
    await expect(pull()).rejects.toMatchObject({
      code: 'models.not-there',
      parameters: { url: expect.stringContaining('lex.50.50.fren') },
    });
    nothing();
  });

  test('that does not answer, answers with an error or with something else', async () => {
    await expect(readRegistry(await registryThatIsAway())).rejects.toMatchObject({
      code: 'models.unreachable',
    });
    await expect(readRegistry(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'models.not-there' });
    server.fault = (_, response) => {
      response.writeHead(503).end();
      return true;
    };
    await expect(readRegistry(server.url)).rejects.toMatchObject({
      code: 'models.refused',
      parameters: { status: 503 },
    });
    server.fault = (_, response) => {
      response.writeHead(200).end('<html>sign in to this network</html>');
      return true;
    };
    await expect(readRegistry(server.url)).rejects.toMatchObject({ code: 'models.registry' });
    server.fault = () => true;
    await expect(readRegistry(server.url, { timeoutMs: 50 })).rejects.toMatchObject({
      code: 'models.unreachable',
      parameters: { reason: 'timeout' },
    });
  });
});

describe('The models folder', () => {
  test('that cannot be written is said so', async () => {
    writeFileSync(join(folder, 'file'), '');
    const within = join(folder, 'file', 'models');
    const registry = await readRegistry(server.url);
    const wanted = releasedModel(registry.catalogue.models, 'fr', 'en') as CatalogueModel;
    await expect(pullModel(within, registry, wanted, { progress() {} })).rejects.toMatchObject({
      code: 'models.unwritable',
    });
    if (process.getuid?.() === 0) return;
    chmodSync(folder, 0o500);
    await expect(pull()).rejects.toMatchObject({ code: 'models.unwritable' });
    chmodSync(folder, 0o700);
  });

  test('is changed by one process at a time; the mark of one that is gone does not count', async () => {
    writeFileSync(join(folder, '.pulling'), String(process.pid));
    await expect(pull()).rejects.toMatchObject({ code: 'models.busy', parameters: { pid: process.pid } });
    writeFileSync(join(folder, '.pulling'), '999999999');
    expect(await pull()).toBe(true);
    expect(existsSync(join(folder, '.pulling'))).toBe(false);
  });

  test('is verified to the last byte', async () => {
    await pull();
    const only = () => installedModels(folder)[0] as ReturnType<typeof installedModels>[number];
    expect(await verifyModel(folder, only())).toEqual({ state: 'ok' });
    const path = join(folder, 'fr-en/model.fren.intgemm8.bin');
    const bytes = readFileSync(path);
    bytes[bytes.length - 300] = (bytes[bytes.length - 300] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    expect(await verifyModel(folder, only())).toMatchObject({
      state: 'damaged',
      file: 'model.fren.intgemm8.bin',
      reason: 'model.changed',
    });
    truncateSync(path, 1000);
    expect(await verifyModel(folder, only())).toMatchObject({ state: 'damaged', reason: 'model.truncated' });
    rmSync(join(folder, 'models.lock.json'));
    writeFileSync(path, model.model);
    expect(await verifyModel(folder, only())).toEqual({ state: 'unknown' });
  });

  test('with a lock file that leads out of it is taken as one without', async () => {
    await pull();
    const lock = readLock(folder);
    const entry = lock.models['fr-en'];
    if (!entry?.files.vocab) throw new Error('no lock');
    entry.files.vocab = { ...entry.files.vocab, name: '../../vocab.spm' };
    writeFileSync(join(folder, 'models.lock.json'), JSON.stringify(lock));
    expect(readLock(folder).models).toEqual({});
    expect(installedModels(folder)).toMatchObject([
      { pair: 'fr-en', architecture: '', files: { vocab: join(folder, 'fr-en/vocab.fren.spm') } },
    ]);
  });

  test('loses a model without a trace', async () => {
    await pull();
    expect(await removeModel(folder, 'fr-en')).toBe(true);
    expect(files()).toEqual(['models.lock.json']);
    expect(readLock(folder).models).toEqual({});
    expect(await removeModel(folder, 'fr-en')).toBe(false);
  });
});

test('the server of these tests gives ranges only of the file that was begun', () => {
  const answers: number[] = [];
  const response = { writeHead: (status: number) => ({ end: () => answers.push(status) }) };
  const bytes = Buffer.from('x'.repeat(100));
  for (const headers of [{}, { range: 'bytes=5-' }, { range: 'bytes=5-', 'if-range': '"other"' }])
    serve({ headers } as never, response as never, bytes);
  serve({ headers: {} } as never, response as never, undefined);
  expect(answers).toEqual([200, 200, 200, 404]);
});
