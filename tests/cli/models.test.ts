import { execFile } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildTestModel } from '../../scripts/test-model/build.ts';
import { dictionaries } from '../../scripts/test-model/write.ts';
import { offerModels, warnOfTestModels } from '../../src/cli/models-offer.ts';
import { downloadView } from '../../src/cli/models-progress.ts';
import { runSetup } from '../../src/cli/setup.ts';
import { readConfig } from '../../src/config.ts';
import { messagesIn } from '../../src/i18n.ts';
import type { Messages } from '../../src/model/ports.ts';
import { type RegistryServer, registryServer, registryThatIsAway } from '../engines/bergamot/registry-server.ts';
import { called } from './called.ts';

const program = fileURLToPath(new URL('../../bin/interlinear.js', import.meta.url));
let server: RegistryServer;
let folder: string;
let place: string[];
let registry: string[];

beforeAll(async () => {
  const model = (pair: string) => buildTestModel(dictionaries[pair] ?? {});
  server = await registryServer([
    { pair: 'fr-en', architecture: 'tiny', releaseStatus: 'Release', model: model('fr-en') },
    { pair: 'en-es', architecture: 'tiny', releaseStatus: 'Release', model: model('en-es') },
    { pair: 'en-ar', architecture: 'base', releaseStatus: 'Nightly', model: model('en-ar') },
  ]);
});
afterAll(() => server.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'models-command-'));
  place = ['--models', join(folder, 'models')];
  registry = ['--registry', server.url, ...place];
});
afterEach(() => rmSync(folder, { recursive: true }));

const installed = () =>
  globSync('*/', { cwd: join(folder, 'models') })
    .map((name) => name.replace(/\/$/, ''))
    .sort();

describe('interlinear models', () => {
  test('pulls a pair, lists it, verifies it and removes it', async () => {
    const pulled = await called('models', 'pull', 'fr', 'en', ...registry);
    expect(pulled).toMatchObject({ end: 0, out: ['fr-en is ready (tiny, Release).'] });
    expect(pulled.notes.some((line) => line.startsWith('fr-en  model.fren.intgemm8.bin  '))).toBe(true);
    expect((await called('models', 'pull', 'fr-en', ...registry)).out).toEqual([
      'fr-en is already here (tiny, Release).',
    ]);
    const { out } = await called('models', 'list', ...registry);
    expect(out).toContainEqual(
      expect.stringMatching(/^ {2}fr-en {2}tiny {2}1\.\d MB {2}TEST MODEL: its output is no translation$/),
    );
    expect(out).toContainEqual(expect.stringMatching(/^ {2}fr-en {2}tiny {2}Release {2}1\.\d MB {2}installed$/));
    expect(out.join('\n')).not.toContain('en-ar');
    expect(await called('models', 'verify', ...place)).toMatchObject({ end: 0, out: ['fr-en  in order'] });
    expect(await called('models', 'remove', 'fr', 'en', ...place)).toMatchObject({
      end: 0,
      out: ['fr-en was removed.'],
    });
    expect(installed()).toEqual([]);
  });

  test('pulls two models where a pair goes through English, and says so', async () => {
    const { end, notes } = await called('models', 'pull', 'fr', 'es', ...registry);
    expect([end, notes[0]]).toEqual([
      0,
      'There is no model from fr to es: translations go through English, with two models.',
    ]);
    expect(installed()).toEqual(['en-es', 'fr-en']);
    expect((await called('models', 'list', '--installed', ...place)).out.at(-1)).toBe('Through English: fr>en>es');
  });

  test('speaks JSON', async () => {
    await called('models', 'pull', 'fr', 'en', ...registry);
    const listed = JSON.parse((await called('models', 'list', '--json', ...registry)).out[0] ?? '');
    expect(listed).toMatchObject({
      installed: [{ pair: 'fr-en', test: true }],
      routes: ['fr>en'],
      offered: [{ pair: 'fr-en' }, { pair: 'en-es' }],
    });
    const verified = JSON.parse((await called('models', 'verify', '--json', ...place)).out[0] ?? '');
    expect(verified.models).toEqual([{ pair: 'fr-en', state: 'ok' }]);
  });

  test('says what is damaged', async () => {
    await called('models', 'pull', 'fr', 'en', ...registry);
    writeFileSync(join(folder, 'models/fr-en/vocab.fren.spm'), 'x');
    const { end, out } = await called('models', 'verify', 'fr', 'en', ...place);
    expect([end, out]).toEqual([
      1,
      ['fr-en  DAMAGED: vocab.fren.spm is not a file of the kind it should be (SentencePiece).'],
    ]);
  });

  test('works from a folder that was copied from another machine, lock and all', async () => {
    await called('models', 'pull', 'fr', 'es', ...registry);
    const copy = join(folder, 'copy');
    cpSync(join(folder, 'models'), copy, { recursive: true });
    expect(await called('models', 'verify', '--models', copy)).toMatchObject({
      end: 0,
      out: ['en-es  in order', 'fr-en  in order'],
    });
  });

  test.each([
    [['pull', 'fr'], 'models.pair', /needs two different languages.*interlinear models pull fr en/],
    [['pull', 'fr', 'fr-CA'], 'models.pair', /two different languages/],
    [['pull', 'fr', 'qqq'], 'language.unknown', /qqq/],
    [['pull', 'en', 'ar'], 'models.none', /no released model from en to ar.*base \(Nightly\)/],
    [['pull', 'fr', 'en', '--architecture', 'giant'], 'models.none', /tiny \(Release\)/],
  ])('says in one sentence what is wrong with %j', async (words, code, text) => {
    const { end, error } = await called('models', ...words, ...registry);
    expect(end).toBe(code);
    expect(error).toMatch(text);
    expect(installed()).toEqual([]);
  });

  test('says what is wrong with a pair that is not there, and lists what is installed when the registry is away', async () => {
    expect(await called('models', 'remove', 'fr', 'en', ...place)).toMatchObject({ end: 'models.not-installed' });
    expect(await called('models', 'verify', 'fr', 'en', ...place)).toMatchObject({ end: 'models.not-installed' });
    const { end, out, notes } = await called('models', 'list', '--registry', await registryThatIsAway(), ...place);
    expect([end, out]).toEqual([0, [`There are no models in ${join(folder, 'models')}.`]]);
    expect(notes).toEqual([expect.stringMatching(/does not answer \(ECONNREFUSED\)/)]);
  });

  test('leaves nothing half-written when the disk is full', async () => {
    // A process that may write no file larger than 64 blocks meets the same as one on a full disk.
    const shell = 'ulimit -f 64; exec "$0" "$@"';
    const words = [process.execPath, program, 'models', 'pull', 'fr', 'en', ...registry];
    const failed = await promisify(execFile)('bash', ['-c', shell, ...words], {
      env: { ...process.env, INTERLINEAR_LANG: 'en' },
    }).catch((error) => error);
    expect(failed).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/has no room for this model\. Free some space/),
    });
    expect(globSync('**/*', { cwd: join(folder, 'models') })).toEqual([]);
  });
});

describe('The first use of a pair', () => {
  const call = () => {
    const notes: string[] = [];
    const out: string[] = [];
    const note = (line: string) => void notes.push(line);
    return {
      notes,
      out: (line: string) => void out.push(line),
      lines: out,
      note,
      messages: messagesIn('en'),
      positionals: [],
      values: {},
      interfaceLanguage: 'en',
    };
  };
  const config = (flags: Record<string, string> = {}) =>
    readConfig(
      { models: join(folder, 'models'), registry: server.url, engine: 'bergamot', ...flags },
      { INTERLINEAR_APERTIUM: join(folder, 'no-apertium') },
    );
  const story = {
    fileName: 'a.txt',
    name: 'a',
    input: Buffer.from('Le chat dort dans la maison, et le chien mange dans la grande ville rouge.'),
  };

  test('asks, and pulls after a yes', async () => {
    const questions: string[] = [];
    const answer = (yes: boolean) => async (question: string) => {
      questions.push(question);
      return yes;
    };
    await offerModels(call(), { config: config(), to: ['es', 'fr'] }, [story], answer(false), true);
    expect(questions).toEqual([
      expect.stringMatching(/^This machine has no model yet for fr>es\. Download it \(2\.\d MB\)\?/),
    ]);
    expect(installed()).toEqual([]);
    await offerModels(call(), { config: config(), to: ['es'], from: 'fr' }, [story], answer(true), true);
    expect(installed()).toEqual(['en-es', 'fr-en']);
    await offerModels(call(), { config: config(), to: ['es'] }, [story], answer(true), true);
    expect(questions).toHaveLength(2);
  });

  test('pulls without asking where the call says yes, and not at all where nobody can answer', async () => {
    await offerModels(
      call(),
      { config: config(), to: ['es'] },
      [story],
      () => Promise.reject(new Error('asked')),
      false,
    );
    expect(installed()).toEqual([]);
    await offerModels(
      call(),
      { config: config(), to: ['es'], yes: true },
      [story],
      () => Promise.reject(new Error('asked')),
      false,
    );
    expect(installed()).toEqual(['en-es', 'fr-en']);
  });

  test('is left alone where another engine was chosen or can do the pair', async () => {
    const asked = () => Promise.reject(new Error('asked'));
    await offerModels(call(), { config: config({ engine: 'apertium' }), to: ['es'] }, [story], asked, true);
    await offerModels(call(), { config: config(), to: [] }, [story], asked, true);
    await offerModels(call(), { config: config(), to: ['fr'] }, [story], asked, true);
  });

  test('goes on without a registry that does not answer, and says so', async () => {
    const notices = call();
    await offerModels(notices, { config: config({ registry: await registryThatIsAway() }), to: ['es'], yes: true }, [
      story,
    ]);
    expect(notices.notes).toEqual([expect.stringMatching(/does not answer/), 'The run goes on without this model.']);
  });

  test('of a test model is told', async () => {
    await offerModels(call(), { config: config(), to: ['en'], yes: true }, [story]);
    const notices = call();
    warnOfTestModels(notices, config());
    warnOfTestModels(notices, config({ engine: 'auto' }));
    expect(notices.notes).toEqual(['TEST MODELS are in use (fr-en): what they make is no translation.']);
  });
});

describe('interlinear setup with models', () => {
  const messages: Messages = (key, parameters = {}) => [key, ...Object.values(parameters)].join(' ');
  const plan = {
    registry: {},
    models: [{ pair: 'fr-en', files: { model: { path: 'm', uncompressedSize: 2_000_000 } } }],
    pivoted: [],
  } as never;

  async function setup(yes: boolean, planned: () => Promise<never>, ask?: (question: string) => Promise<boolean>) {
    const printed: string[] = [];
    let pulled = false;
    const pull = async () => {
      pulled = true;
    };
    // No program is found here: what follows is a machine without packages.
    const path = process.env.PATH;
    process.env.PATH = folder;
    try {
      const result = await runSetup({
        yes,
        print: (line) => printed.push(line),
        messages,
        models: { plan: planned, pull },
        ...(ask ? { ask } : {}),
      });
      return { ...result, printed, pulled };
    } finally {
      process.env.PATH = path;
    }
  }

  test('pulls those of the demo where the registry answers', async () => {
    const result = await setup(true, async () => plan);
    expect(result).toMatchObject({ engine: true, pulled: true });
    expect(result.printed[0]).toBe('cli:setup.pulling fr-en 2.0');
    expect(result.printed).not.toContain('cli:setup.memory-only');
    expect(
      await setup(
        false,
        async () => plan,
        async () => false,
      ),
    ).toMatchObject({ engine: false, pulled: false });
  });

  test('falls back to Apertium where it does not, and says why', async () => {
    const { readRegistry } = await import('../../src/engines/bergamot/registry.ts');
    const result = await setup(true, async () => (await readRegistry(await registryThatIsAway())) as never);
    expect(result).toMatchObject({ engine: false, pulled: false });
    expect(result.printed[0]).toMatch(/^cli:setup\.no-models errors:models\.unreachable/);
    expect(result.printed[1]).toMatch(/^cli:setup\.installing apertium/);
  });
});

describe('The progress of a download', () => {
  const progress = (received: number) => ({ pair: 'fr-en', file: 'model.bin', received, total: 2_000_000 });
  const call = (notes: string[]) =>
    ({ messages: messagesIn('en'), note: (line: string) => void notes.push(line) }) as never;

  test('is a bar that repaints itself on a terminal', () => {
    let painted = '';
    const view = downloadView(call([]), { isTTY: true, columns: 60, write: (text) => (painted += text) });
    for (const received of [0, 1_000_000, 1_000_000, 2_000_000]) view.show(progress(received));
    view.show({ ...progress(0), file: 'vocab.spm' });
    view.end();
    const lines = painted.split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]?.split('\r\x1b[K')).toEqual([
      '',
      '[--------------------] fr-en  model.bin  0.0 / 2.0 MB',
      '[##########----------] fr-en  model.bin  1.0 / 2.0 MB',
      '[####################] fr-en  model.bin  2.0 / 2.0 MB',
    ]);
  });

  test('is a line a half elsewhere, and goes without a total', () => {
    const notes: string[] = [];
    const view = downloadView(call(notes), {});
    for (const received of [0, 400_000, 1_000_000, 1_500_000, 2_000_000]) view.show(progress(received));
    view.show({ pair: 'fr-en', file: 'lex.bin', received: 10, total: undefined });
    view.end();
    expect(notes).toEqual([
      'fr-en  model.bin  0.0 / 2.0 MB',
      'fr-en  model.bin  1.0 / 2.0 MB',
      'fr-en  model.bin  2.0 / 2.0 MB',
      'fr-en  lex.bin  0.0 MB',
    ]);
  });
});
