import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseConfig } from '../../src/cli/command.ts';
import { resolveCommand } from '../../src/cli/commands.ts';
import { messagesIn } from '../../src/i18n.ts';
import { ATTEMPTS } from '../../src/queue/dispatch.ts';
import { CHAT_KEY, chatService } from '../engines/services/chat.ts';
import { DEEPL_KEY, deeplService } from '../engines/services/deepl.ts';
import { temporaryData } from '../servers/databases.ts';
import { closeKept } from '../servers/kept-open.ts';
import { filesIn, noApertium, temporaryFolder } from './interlinear.ts';

vi.setConfig({ testTimeout: 120_000 });

let deepl: Awaited<ReturnType<typeof deeplService>>;
let chat: Awaited<ReturnType<typeof chatService>>;
let folder: ReturnType<typeof temporaryFolder>;
let data: ReturnType<typeof temporaryData>;
beforeAll(async () => {
  data = temporaryData();
  [deepl, chat] = await Promise.all([deeplService(), chatService()]);
});
afterAll(async () => {
  await closeKept();
  await Promise.all([deepl.close(), chat.close()]);
  data.remove();
});
beforeEach(() => {
  folder = temporaryFolder();
  deepl.received.length = 0;
  chat.received.length = 0;
  deepl.faults.length = 0;
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder.remove();
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

const estimate = (path: string) =>
  interlinear(['estimate', path, '--from', 'en', '--to', 'es', '--engine', 'deepl', '--json']);

describe('an engine on the network', () => {
  test('is estimated, translates, is waited for when it asks for patience, and is not paid twice', async () => {
    const characters = sentences.join('').length;
    const cost = (characters * 20) / 1e6;
    const before = (await estimate(story())).json();
    expect(before.languages).toMatchObject([
      { language: 'es', engine: 'deepl', total: { segments: 3 }, asked: { segments: 3, characters }, seconds: null },
    ]);
    expect(before.cost).toBeCloseTo(cost);
    expect(deepl.received).toHaveLength(0);

    // Once more than there are attempts: patience uses up none of them.
    const refusal = { status: 429, headers: { 'retry-after': '1' }, body: { message: 'Too many requests' } };
    deepl.faults.push(...Array.from({ length: ATTEMPTS + 1 }, () => refusal));
    expect((await translate(story(), 'deepl')).status).toBe(0);
    expect(spanish()).toBe(loudly);
    const asked = ATTEMPTS + 1 + 2;
    expect(deepl.received).toHaveLength(asked);

    const after = (await estimate(story('again'))).json();
    expect(after.languages).toMatchObject([{ recorded: { segments: 3 }, asked: { segments: 0 }, cost: 0, seconds: 0 }]);
    expect((await translate(story('again'), 'deepl')).status).toBe(0);
    expect(spanish('again')).toBe(loudly);
    expect(deepl.received).toHaveLength(asked);

    const { engines } = (await interlinear(['engines', 'cost', '--json'])).json();
    expect(engines).toMatchObject([{ engine: 'deepl', calls: 3, characters, reused: 3 }]);
    expect(engines[0].spent).toBeCloseTo(cost);
    expect(engines[0].savedByLedger).toBeCloseTo(cost);
  });

  test('whose account is used up keeps what was paid, and the next engine in the chain does the rest', async () => {
    const others = sentences.map((line) => line.replace('bridge', 'station'));
    deepl.faults.push('no-codes', { status: 456, body: { message: 'Quota Exceeded' } });
    const chain = await translate(story('chain', others), 'deepl,openai', {}, ['--format', 'article,jsonl']);
    expect(chain.status).toBe(0);
    expect(spanish('chain')).toBe(`${others.map((line) => line.toUpperCase()).join('\n\n')}\n`);
    const records = (filesIn(join(folder.path, 'out')).get('chain.en-es.jsonl') ?? '').trim().split('\n');
    const used = records.map((line) => JSON.parse(line).target.engine);
    expect(used.filter((name) => name === 'openai').length).toBeGreaterThan(0);
    expect(used.filter((name) => name === 'deepl').length).toBeGreaterThan(0);
  });
});

test('a desk that has spent its budget, or lets no text out, asks nobody and says so; other desks go on', async () => {
  await interlinear(['desk', 'add', 'sports']);
  const desk = { INTERLINEAR_DESK: 'sports' };
  expect((await interlinear(['engines', 'budget', '0.0001'], desk)).out).toContain('0.00010 a day');
  const [spent] = (await translate(story(), 'deepl', desk)).json().files[0].languages;
  expect(spent).toMatchObject({ error: { code: 'engine.budget' }, translated: 0, of: 3 });
  expect(deepl.received).toHaveLength(0);

  await interlinear(['engines', 'outside', 'forbid'], desk);
  // The loopback services count as this machine's; a host that is not, is never asked.
  const away = { INTERLINEAR_DEEPL_URL: 'https://api-free.deepl.example' };
  const [kept] = (await translate(story('kept'), 'deepl', { ...desk, ...away })).json().files[0].languages;
  expect(kept).toMatchObject({ error: { code: 'engine.outside' } });
  expect((await interlinear(['desk', 'list', '--json'])).json().desks).toMatchObject([
    { name: 'newsroom', dailyBudget: null, sendsOutside: true },
    { name: 'sports', dailyBudget: 0.0001, sendsOutside: false },
  ]);
});

test('a model that counts tokens is estimated, paid and held to the budget by them', async () => {
  await interlinear(['desk', 'add', 'features']);
  const environment = { INTERLINEAR_DESK: 'features', INTERLINEAR_ENGINE_PRICES: 'openai=1000/4000' };
  chat.usage = { prompt_tokens: 500, completion_tokens: 100 };
  const asked = ['estimate', story(), '--from', 'en', '--to', 'es', '--engine', 'openai', '--json'];
  const { cost } = (await interlinear(asked, environment)).json();
  expect(cost).toBeGreaterThan(0.2);
  expect((await translate(story(), 'openai', environment)).status).toBe(0);
  const calls = chat.received.length;
  const { engines } = (await interlinear(['engines', 'cost', '--json'], environment)).json();
  expect(engines).toMatchObject([{ engine: 'openai', calls: 3 }]);
  expect(engines[0].spent).toBeCloseTo((calls * (500 * 1000 + 100 * 4000)) / 1e6);
  await interlinear(['engines', 'budget', '1'], environment);
  const others = sentences.map((line) => line.replace('bridge', 'harbour'));
  const [spent] = (await translate(story('others', others), 'openai', environment)).json().files[0].languages;
  expect(spent).toMatchObject({ error: { code: 'engine.budget' } });
  expect(chat.received).toHaveLength(calls);
});

test('an article under an embargo is given to engines of this machine alone, unless the desk allows more', async () => {
  await interlinear(['desk', 'add', 'politics']);
  const desk = {
    INTERLINEAR_DESK: 'politics',
    INTERLINEAR_DEEPL_URL: 'https://api-free.deepl.example',
  };
  const held = ['--embargo', '2999-01-01T06:00Z'];
  const secret = sentences.map((line) => line.replace('bridge', 'embassy'));
  // The next engine of this machine does it: the loopback service counts as one.
  const chain = await translate(story('chained', secret), 'deepl,openai', desk, held);
  expect(chain.status).toBe(0);
  expect(spanish('chained')).toBe(`${secret.map((line) => line.toUpperCase()).join('\n\n')}\n`);
  // Where there is none, the run says why and until when.
  const alone = await translate(story('alone', secret), 'deepl', desk, held);
  expect(alone.status).toBe(3);
  expect(alone.json().files[0].languages).toMatchObject([
    { error: { code: 'engine.embargo', parameters: { engine: 'deepl', until: '2999-01-01 06:00' } }, translated: 0 },
  ]);
  // The article itself may say so; what the submission says holds.
  const stated = ['Strictly embargoed until 06:00 GMT, 1 January 2999', ...secret];
  const estimated = async (...more: string[]) => {
    const args = ['estimate', story('stated', stated), '--from', 'en', '--to', 'es', '--engine', 'deepl', '--json'];
    return (await interlinear([...args, ...more], desk)).json().languages[0];
  };
  expect(await estimated()).toMatchObject({ reason: { code: 'engine.embargo' } });
  expect(await estimated('--embargo', 'none')).toMatchObject({ engine: 'deepl' });
  const [own] = (await translate(story('stated', stated), 'deepl', desk)).json().files[0].languages;
  expect(own).toMatchObject({ error: { code: 'engine.embargo' } });

  expect((await interlinear(['engines', 'outside'], desk)).out).toContain('stay on this machine until it ends');
  expect((await interlinear(['engines', 'outside', '--embargoed', 'allow'], desk)).out).toContain('embargo, too');
  expect(await estimated()).toMatchObject({ engine: 'deepl' });
  expect((await interlinear(['engines', 'outside', '--json'], desk)).json()).toEqual({
    sendsOutside: true,
    sendsEmbargoed: true,
  });
  await expect(translate(story(), 'deepl', desk, ['--embargo', 'tomorrow'])).rejects.toMatchObject({
    code: 'config.value',
    parameters: { name: '--embargo', value: 'tomorrow' },
  });
  expect(deepl.received).toHaveLength(0);
});

test.skipIf(noApertium)('`auto` asks only engines of this machine, although others are set up', async () => {
  const away = {
    INTERLINEAR_DEEPL_URL: 'https://api-free.deepl.example',
    INTERLINEAR_OPENAI_URL: 'https://chat.example/v1',
  };
  const outcome = await translate(story(), 'auto', away);
  expect(outcome.status).toBe(0);
  expect(spanish()).toContain('puente');
  expect(deepl.received).toHaveLength(0);
});
