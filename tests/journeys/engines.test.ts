import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseConfig } from '../../src/cli/command.ts';
import { resolveCommand } from '../../src/cli/commands.ts';
import { messagesIn } from '../../src/i18n.ts';
import { CHAT_KEY, chatService, type Question } from '../engines/services/chat.ts';
import { DEEPL_KEY, deeplService } from '../engines/services/deepl.ts';
import type { Fault } from '../engines/services/service.ts';
import { temporaryData } from '../servers/databases.ts';
import { filesIn, noApertium, temporaryFolder } from './interlinear.ts';

vi.setConfig({ testTimeout: 120_000 });

let deepl: Awaited<ReturnType<typeof deeplService>>;
let chat: Awaited<ReturnType<typeof chatService>>;
let folder: ReturnType<typeof temporaryFolder>;
let data: ReturnType<typeof temporaryData>;
beforeAll(async () => {
  [deepl, chat] = await Promise.all([deeplService(), chatService()]);
});
afterAll(() => Promise.all([deepl.close(), chat.close()]));
beforeEach(() => {
  folder = temporaryFolder();
  data = temporaryData();
  deepl.received.length = 0;
  deepl.faults.length = 0;
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder.remove();
  data.remove();
});

const sentences = [
  'The mayor opened the new bridge on Monday.',
  'Hundreds of people came to the ceremony.',
  'The old bridge had been closed for six years.',
];

function story(name = 'story', lines = sentences): string {
  const path = join(folder.path, `${name}.txt`);
  writeFileSync(path, `${lines.join('\n\n')}\n`);
  return path;
}

/** Runs a command in this process: a process of its own for each would only take longer. */
async function interlinear(args: string[], environment: Record<string, string> = {}) {
  const settings = {
    INTERLINEAR_DATA: data.path,
    INTERLINEAR_DEEPL_KEY: DEEPL_KEY,
    INTERLINEAR_DEEPL_URL: deepl.url,
    INTERLINEAR_OPENAI_URL: `${chat.url}/v1`,
    INTERLINEAR_OPENAI_KEY: CHAT_KEY,
    INTERLINEAR_OPENAI_MODEL: 'test-model',
    INTERLINEAR_BATCH_SEGMENTS: '2',
    INTERLINEAR_CONCURRENCY: '1',
    ...environment,
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  const { command, rest } = await resolveCommand(args);
  const parsed = parseArgs({ args: rest, options: parseConfig(command), allowPositionals: true, strict: true });
  const lines: string[] = [];
  const notes: string[] = [];
  const status = await command.run({
    positionals: parsed.positionals,
    values: parsed.values as never,
    messages: messagesIn('en'),
    interfaceLanguage: 'en',
    out: (line) => lines.push(line),
    note: (line) => notes.push(line),
  });
  const out = lines.join('\n');
  // Nobody is shown a key.
  for (const key of [DEEPL_KEY, CHAT_KEY]) expect(out + notes.join('\n')).not.toContain(key);
  return { status, out, json: () => JSON.parse(lines.at(-1) ?? '') };
}

const translate = (path: string, engine: string, environment: Record<string, string> = {}, more: string[] = []) =>
  interlinear(
    [
      'translate',
      path,
      '--from',
      'en',
      '--to',
      'es',
      '--engine',
      engine,
      '--out',
      join(folder.path, 'out'),
      '--json',
      ...more,
    ],
    environment,
  );
const spanish = (name = 'story') => filesIn(join(folder.path, 'out')).get(`${name}.es.txt`);
const loudly = `${sentences.map((line) => line.toUpperCase()).join('\n\n')}\n`;
const asked = () => deepl.received.flatMap(({ body }) => (body as { text: string[] }).text);

describe('an engine on the network', () => {
  test('translates, is waited for when it asks for patience, and is not paid twice', async () => {
    const busy: Fault = { status: 429, headers: { 'retry-after': '1' }, body: { message: 'Too many requests' } };
    // More refusals than a job has attempts.
    deepl.faults.push(busy, busy, busy, busy, { status: 500 });
    const first = await translate(story(), 'deepl');
    expect(first.status).toBe(0);
    expect(spanish()).toBe(loudly);
    const calls = deepl.received.length;
    expect(calls).toBe(7);

    const again = await translate(story('again'), 'deepl');
    expect(again.status).toBe(0);
    expect(spanish('again')).toBe(loudly);
    expect(deepl.received).toHaveLength(calls);

    const cost = (await interlinear(['engines', 'cost', '--json'])).json();
    const characters = sentences.join('').length;
    expect(cost.engines).toMatchObject([{ engine: 'deepl', calls: 3, characters, reused: 3 }]);
    expect(cost.engines[0].spent).toBeCloseTo((characters * 20) / 1e6);
    expect(cost.engines[0].savedByLedger).toBeCloseTo((characters * 20) / 1e6);
  });

  test('that refuses its key leaves the language open, and says why', async () => {
    const outcome = await translate(story(), 'deepl', { INTERLINEAR_DEEPL_KEY: 'a-wrong-key' });
    expect(outcome.status).toBe(3);
    expect(outcome.json().files[0].languages[0]).toMatchObject({ translated: 0, of: 3, error: { code: 'engine.key' } });
    expect(outcome.out).not.toContain('a-wrong-key');
    expect(spanish()).toBeUndefined();
  });

  test('whose account is used up keeps what was paid, and the next engine in the chain does the rest', async () => {
    deepl.faults.push('no-codes', { status: 456, body: { message: 'Quota Exceeded' } });
    const alone = await translate(story(), 'deepl');
    expect(alone.json().files[0].languages[0]).toMatchObject({ translated: 2, of: 3, error: { code: 'engine.quota' } });

    deepl.faults.push({ status: 456, body: { message: 'Quota Exceeded' } });
    const chain = await translate(story(), 'deepl,openai', {}, ['--format', 'article,jsonl']);
    expect(chain.status).toBe(0);
    expect(spanish()).toBe(loudly);
    const records = (filesIn(join(folder.path, 'out')).get('story.en-es.jsonl') ?? '').trim().split('\n');
    expect(records.map((line) => JSON.parse(line).target.engine)).toEqual(['deepl', 'deepl', 'openai']);
  });

  test('that answers in the wrong language is asked once more, and then there is a finding', async () => {
    chat.models.push(...Array.from({ length: 4 }, () => sourceEchoed));
    const outcome = await translate(story('echo', sentences.slice(0, 1)), 'openai');
    const { findings } = outcome.json().files[0];
    expect(findings).toMatchObject([{ check: 'target-language', message: expect.stringContaining('en') }]);
    expect(chat.received).toHaveLength(3);
  });
});

/** A model that answers in English, in other words than the source. */
const sourceEchoed = ({ segments }: Question) => ({
  content: JSON.stringify({
    translations: segments.map(({ id }) => ({ id, text: 'On Monday the mayor has opened a bridge that is new.' })),
  }),
});

describe('a desk', () => {
  test('that has spent its budget of the day stops clearly, and asks nobody', async () => {
    expect((await interlinear(['engines', 'budget', '0.001'])).out).toContain('0.0010 a day');
    const outcome = await translate(story(), 'deepl');
    expect(outcome.status).toBe(3);
    const [language] = outcome.json().files[0].languages;
    expect(language).toMatchObject({ error: { code: 'engine.budget' }, of: 3 });
    // 42 and 40 characters at 20 for a million are 0.00164: the first batch is too much, the second one is not.
    expect(asked()).toEqual([sentences[2]]);
    const estimate = await interlinear(['estimate', story(), '--from', 'en', '--to', 'es', '--engine', 'deepl']);
    expect(estimate.status).toBe(0);
    expect(estimate.out).toContain('That is not enough');
  });

  test('may forbid that texts leave this machine', async () => {
    await interlinear(['engines', 'outside', 'forbid']);
    // The loopback services count as this machine's; a host that is not, is never asked.
    const outcome = await translate(story(), 'deepl', { INTERLINEAR_DEEPL_URL: 'https://api-free.deepl.example' });
    expect(outcome.json().files[0].languages[0]).toMatchObject({ error: { code: 'engine.outside' } });
    expect((await interlinear(['engines', 'outside'])).out).toContain('stay on this machine');
  });

  test('knows before a run what it takes', async () => {
    const path = story();
    const before = (
      await interlinear(['estimate', path, '--from', 'en', '--to', 'es', '--engine', 'deepl', '--json'])
    ).json();
    const characters = sentences.join('').length;
    expect(before.languages).toMatchObject([
      { language: 'es', engine: 'deepl', total: { segments: 3 }, asked: { segments: 3, characters }, seconds: null },
    ]);
    expect(before.cost).toBeCloseTo((characters * 20) / 1e6);
    expect(deepl.received).toHaveLength(0);
    await translate(path, 'deepl');
    const after = (
      await interlinear(['estimate', path, '--from', 'en', '--to', 'es', '--engine', 'deepl', '--json'])
    ).json();
    expect(after.languages).toMatchObject([{ recorded: { segments: 3 }, asked: { segments: 0 }, cost: 0, seconds: 0 }]);
  });
});

test.skipIf(noApertium)('`auto` asks only engines of this machine, although others are set up', async () => {
  const outcome = await translate(story(), 'auto', { INTERLINEAR_DEEPL_URL: 'https://api-free.deepl.example' });
  expect(outcome.status).toBe(0);
  expect(spanish()).toContain('puente');
  expect(deepl.received).toHaveLength(0);
});
