import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Pool } from '../../../src/engines/bergamot/pool.ts';
import type { ModelFiles } from '../../../src/engines/bergamot/protocol.ts';
import { modelsFolder } from './models-folder.ts';

const OPTIONS = [
  'beam-size: 1',
  'gemm-precision: int8shiftAll',
  'alignment: soft',
  'skip-cost: true',
  'quiet: true',
  'quiet-translation: true',
];
const LENGTHS = [
  'cpu-threads: 0',
  'max-length-break: 128',
  'mini-batch-words: 1024',
  'workspace: 8',
  'max-length-factor: 2.0',
  'ssplit-mode: sentence',
];

let models: ReturnType<typeof modelsFolder>;
let pool: Pool | undefined;
beforeAll(() => {
  models = modelsFolder('fr-en', 'en-es', 'en-ar');
});
afterEach(() => pool?.close());
afterAll(() => models.remove());

/** A loaded model counts for 100 bytes here, so that budgets are easy to read. */
function model(pair: string, changed: Partial<ModelFiles> = {}): ModelFiles {
  const file = (name: string) => join(models.folder, pair, name.replace('*', pair.replace('-', '')));
  return {
    key: pair,
    model: file('model.*.intgemm8.bin'),
    shortlist: file('lex.50.50.*.s2t.bin'),
    vocabularies: [file('vocab.*.spm')],
    options: [...OPTIONS, ...LENGTHS].join('\n'),
    bytes: 100,
    ...changed,
  };
}

function started(threads: number, memoryBytes: number, timeoutMs = 30_000): Pool {
  pool = new Pool({ threads, memoryBytes, timeoutMs });
  return pool;
}

/** Enough to keep a thread busy for a while. */
const much = Array.from({ length: 40 }, () => 'Le chat dort dans la maison et le chien mange.');

describe('The threads of the engine', () => {
  test('share the work, and no more of them run than are allowed', async () => {
    const threads = started(2, 1000);
    const batches = Array.from({ length: 5 }, (_, index) =>
      threads.translate([model('fr-en')], [`chat ${index}`], false),
    );
    expect(await Promise.all(batches)).toEqual([0, 1, 2, 3, 4].map((index) => [`cat ${index}`]));
    expect(threads.state()).toMatchObject({ threads: 2, busy: 0, waiting: 0, replaced: 0 });
  });

  test('keep models loaded within their budget, and let go of the one that was not used for longest', async () => {
    const threads = started(1, 250);
    const use = (pair: string) => threads.translate([model(pair)], ['The cat'], false);
    await use('en-es');
    await use('en-ar');
    await use('en-es');
    expect(threads.state().loaded).toEqual([['en-ar', 'en-es']]);
    await use('fr-en');
    expect(threads.state().loaded).toEqual([['en-es', 'fr-en']]);
    expect(await use('en-ar')).toEqual(['هذا القط']);
    expect(threads.state().loaded).toEqual([['fr-en', 'en-ar']]);
  });

  test('are fewer where the memory would not do for all of them', async () => {
    const threads = started(4, 250);
    const batches = Array.from({ length: 6 }, () =>
      threads.translate([model('fr-en'), model('en-es')], ['chat'], false),
    );
    expect(await Promise.all(batches)).toEqual(Array.from({ length: 6 }, () => ['gato']));
    expect(threads.state().threads).toBe(1);
  });

  test('are replaced when they are killed, and nothing of the work is lost', async () => {
    const threads = started(2, 1000);
    const running = Array.from({ length: 2 }, () => threads.translate([model('fr-en')], much, false));
    while (!threads.killOne()) await new Promise((resolve) => setTimeout(resolve, 5));
    for (const texts of await Promise.all(running))
      expect(texts).toEqual(much.map(() => 'The cat sleeps in the house and the dog eats.'));
    expect(threads.state().replaced).toBe(1);
  });

  test('that are stopped by one text give up that text alone', async () => {
    const threads = started(1, 1000);
    // The engine ends itself over markup that is not closed.
    const work = ['chat', '<b>chien', 'maison', 'ville'].map((text) =>
      threads.translate([model('fr-en')], [text], true).catch((error) => error.parameters),
    );
    expect(await Promise.all(work)).toEqual([
      ['cat'],
      expect.objectContaining({ engine: 'bergamot', reason: expect.stringMatching(/./) }),
      ['house'],
      ['town'],
    ]);
    const mixed = threads.translate([model('fr-en')], ['chat', '<b>chien', 'maison'], true);
    await expect(mixed).rejects.toMatchObject({ code: 'engine.failed' });
    expect(await threads.translate([model('fr-en')], ['chat'], true)).toEqual(['cat']);
  });

  test('that take too long are ended', async () => {
    const slow = started(1, 1000, 50);
    const texts = Array.from({ length: 30 }, () => much.join(' '));
    const reason = { code: 'engine.failed', parameters: { reason: 'timeout' } };
    await expect(slow.translate([model('fr-en')], texts, false)).rejects.toMatchObject(reason);
    expect(slow.state().replaced).toBe(2);
  });

  test('that a model ends again and again are not replaced for ever', async () => {
    const refused = started(1, 1000);
    const broken = model('fr-en', { shortlist: model('fr-en').model });
    const texts = Array.from({ length: 8 }, () => 'chat');
    await expect(refused.translate([broken], texts, false)).rejects.toMatchObject({ code: 'engine.failed' });
    expect(refused.state().replaced).toBeLessThanOrEqual(12);
  });

  test('end with their pool, and what waits for them fails', async () => {
    const threads = started(1, 1000);
    const work = Promise.allSettled([much, much].map((texts) => threads.translate([model('fr-en')], texts, false)));
    await threads.close();
    expect((await work).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
