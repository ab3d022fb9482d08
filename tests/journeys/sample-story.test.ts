import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { validator } from '../formats/jsonl/schema.ts';
import { haveSchemas, validateTmx, validateXliff12, validateXliff21 } from '../formats/validators.ts';
import { temporaryData } from '../servers/databases.ts';
import { available as noPostgres, type PostgresServer, startPostgres } from '../servers/postgres.ts';
import { available as noRedis, type RedisServer, startRedis } from '../servers/redis.ts';
import {
  filesIn,
  noApertium,
  type Outcome,
  type Place,
  type Running,
  root,
  runHere,
  start,
  temporaryFolder,
  until,
  watchedApertium,
} from './interlinear.ts';

// A journey starts processes, and shares two cores with the journey beside it.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const story = (name: string) => join(root, 'examples/idleb', name);
const translateTo = (to: string, out: string, ...more: string[]) => [
  'translate',
  story('article.en.txt'),
  '--source',
  story('article.fr.txt'),
  '--to',
  to,
  '--glossary',
  story('glossary.csv'),
  '--memory',
  story('memory.tmx'),
  '--out',
  out,
  ...more,
];
const translate = (out: string, ...more: string[]) => translateTo('es,ca', out, ...more);

const expectedFiles = [
  'article.ca.txt',
  'article.en.corrected.txt',
  'article.en.jsonl',
  'article.en.page.html',
  'article.en.txt',
  'article.es.txt',
  'article.fr-ca.jsonl',
  'article.fr-ca.page.html',
  'article.fr-ca.tmx',
  'article.fr-ca.xlf',
  'article.fr-ca.xliff12.xlf',
  'article.fr-en.jsonl',
  'article.fr-en.page.html',
  'article.fr-en.tmx',
  'article.fr-en.xlf',
  'article.fr-en.xliff12.xlf',
  'article.fr-es.jsonl',
  'article.fr-es.page.html',
  'article.fr-es.tmx',
  'article.fr-es.xlf',
  'article.fr-es.xliff12.xlf',
  'article.fr.txt',
  'article.page.html',
  'article.tmx',
  'changes.html',
  'report.json',
];

/** What must be true of the outputs, whichever way they were made. */
function examine(outcome: Outcome, out: string, catalan = true): void {
  expect(outcome, outcome.err).toMatchObject({ status: 0 });
  const files = filesIn(out);
  expect([...files.keys()]).toEqual(expectedFiles.filter((name) => catalan || !/\bca\b/.test(name)));
  expect(files.get('article.en.txt')).toBe(readFileSync(story('article.en.txt'), 'utf8'));
  expect(files.get('article.en.corrected.txt')).toContain('Idlib');
  expect(files.get('article.en.corrected.txt')).not.toMatch(/Idleb|Ocha|badge/);
  const spanish = files.get('article.es.txt') ?? '';
  expect(spanish).toContain('Idlib');
  expect(spanish).not.toMatch(/Idleb|badge/);
  expect(spanish).toMatch(/\b(la provincia|los|una|según)\b/);
  if (catalan) expect(files.get('article.ca.txt')).toMatch(/\b(la província|els|una|segons)\b/);
  const report = JSON.parse(files.get('report.json') ?? '{}');
  const found = report.findings.map(({ check, text }: { check: string; text: string }) => `${check} ${text}`);
  expect(found.filter((one: string) => one === 'terminology Idleb')).toHaveLength(6);
  expect(found).toContain('terminology Ocha');
  expect(found).toContain('credit-line With AFP');
  expect(found.filter((one: string) => one.startsWith('furniture'))).toHaveLength(4);
  expect(found.filter((one: string) => /^(omission|addition|numbers)/.test(one))).toEqual([]);
  const lines = (files.get('article.fr-es.jsonl') ?? '')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toHaveLength(21);
  expect(new Set(lines.map((line) => line.target.route))).toEqual(new Set(['fr>es']));
  expect(lines.filter((line) => line.target.origin === 'memory').length).toBeGreaterThanOrEqual(2);
  expect(lines.every((line) => line.target.state === 'initial')).toBe(true);
}

/** Outputs of two runs differ in nothing but the time. */
function withoutTimes(text: string): string {
  return text
    .replaceAll(/\d{8}T\d{6}Z/g, 'TIME')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, 'TIME')
    .replaceAll(/on \w+ \d+, \d{4} at [^<]+ UTC/g, 'TIME');
}

/** Every exchange file is what its standard and our own schemas say. */
function validate(out: string): void {
  const segment = validator('segment');
  const report = validator('report');
  for (const [name, text] of filesIn(out)) {
    if (name.endsWith('.jsonl'))
      for (const line of text.trim().split('\n'))
        expect(segment(JSON.parse(line)), `${name} ${JSON.stringify(segment.errors)}`).toBe(true);
    if (name === 'report.json') expect(report(JSON.parse(text)), JSON.stringify(report.errors)).toBe(true);
    if (!haveSchemas) continue;
    if (name.endsWith('.tmx')) validateTmx(text);
    else if (name.endsWith('.xliff12.xlf')) validateXliff12(text);
    else if (name.endsWith('.xlf')) validateXliff21(text);
  }
}

describe.skipIf(noApertium)(`the sample story${noApertium ? ` (${noApertium})` : ''}`, () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());

  test('embedded: one command, and everything is written', async () => {
    const data = temporaryData();
    const out = join(folder.path, 'embedded');
    examine(await runHere(translate(out, '--data', data.path)), out);
    validate(out);
    data.remove();
  });

  test('embedded, killed with -9 in the middle: the same command goes on, and nothing recorded is paid twice', async () => {
    const data = temporaryData();
    const out = join(folder.path, 'killed');
    const engine = temporaryFolder();
    const apertium = watchedApertium(engine.path, 0.2);
    const place: Place = {
      environment: {
        INTERLINEAR_APERTIUM: apertium.path,
        INTERLINEAR_BATCH_SEGMENTS: '4',
        // One engine call after the other, each at most three runs of Apertium: when the eighth run begins, the first five are recorded.
        INTERLINEAR_CONCURRENCY: '1',
      },
    };
    const asked = translateTo('es', out, '--data', data.path);
    const killed = start(asked, place);
    await until(() => apertium.calls().length >= 8);
    killed.child.kill('SIGKILL');
    expect(await killed.ended).toMatchObject({ signal: 'SIGKILL' });
    expect(existsSync(join(out, 'report.json'))).toBe(false);

    const outcome = await runHere(asked, place);
    examine(outcome, out, false);
    expect(outcome.err).toMatch(/Going on with the same work/);
    const calls = apertium.calls();
    const paid = calls.slice(0, 5);
    expect(paid.length).toBe(5);
    for (const call of paid) expect(calls.filter((other) => other === call)).toHaveLength(1);
    data.remove();
    engine.remove();
  });

  const noServers = noPostgres() ?? noRedis();
  describe.skipIf(noServers)(noServers ?? 'on Redis and PostgreSQL', () => {
    let postgres: PostgresServer;
    let redis: RedisServer;
    let place: Place;
    let workers: Running[];
    beforeAll(async () => {
      [postgres, redis] = await Promise.all([startPostgres(inject('clusterTemplate')), startRedis()]);
      place = { environment: { DATABASE_URL: postgres.readyDatabase, REDIS_URL: redis.url } };
      workers = [start(['worker'], place), start(['worker'], place)];
      await Promise.all(workers.map((worker) => until(() => worker.err().includes('Processing the queue'))));
    });
    afterAll(async () => {
      for (const worker of workers ?? []) worker.child.kill('SIGKILL');
      await Promise.all([postgres?.stop(), redis?.stop()]);
    });

    test('two worker processes do the work, and the outputs are those of the embedded run', async () => {
      const out = join(folder.path, 'servers');
      examine(await runHere(translate(out), place), out);
      const embedded = filesIn(join(folder.path, 'embedded'));
      for (const [name, text] of filesIn(out))
        expect(withoutTimes(text), name).toBe(withoutTimes(embedded.get(name) ?? ''));
    });

    test('a worker that is asked to stop lets go of the queue and ends with status 0', async () => {
      const worker = workers[0] as Running;
      worker.child.kill('SIGTERM');
      expect(await worker.ended).toMatchObject({ status: 0, signal: null });
      const out = join(folder.path, `after-${randomUUID()}`);
      examine(await runHere(translateTo('es', out), place), out, false);
    });
  });

  const shared = join(root, '../shared/examples/idleb/article.en.txt');
  test.skipIf(!existsSync(shared))(
    'the story of the desk’s development data, without its source, where it is at hand',
    async () => {
      const data = temporaryData();
      const out = join(folder.path, 'shared');
      mkdirSync(out);
      const outcome = await runHere(['translate', shared, '--to', 'es,ca', '--out', out, '--data', data.path]);
      expect(outcome, outcome.err).toMatchObject({ status: 0 });
      const report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'));
      const acceptance = JSON.parse(
        readFileSync(join(root, '../shared/data/names/sample-article-acceptance.json'), 'utf8'),
      );
      const delivered = report.findings.filter((finding: { input?: object }) => finding.input);
      const spans = delivered.map(
        (finding: { input: { start: number; end: number } }) => `${finding.input.start}-${finding.input.end}`,
      );
      const wanted = acceptance.findings.filter((finding: { category: string; severity: string }) =>
        ['name.transliteration', 'acronym.case', 'credit', 'boilerplate'].includes(finding.category),
      );
      expect(wanted).toHaveLength(12 + 0);
      for (const { start, end, text } of wanted) expect(spans, text).toContain(`${start}-${end}`);
      for (const { start, end, text } of acceptance.must_not_flag) expect(spans, text).not.toContain(`${start}-${end}`);
      copyFileSync(join(out, 'article.es.txt'), join(folder.path, 'shared.es.txt'));
      expect(readFileSync(join(folder.path, 'shared.es.txt'), 'utf8')).not.toContain('Idleb');
      data.remove();
    },
  );
});
