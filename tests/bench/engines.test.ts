import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bleu, tokens } from '../../bench/engines/bleu.ts';
import { chrf } from '../../bench/engines/chrf.ts';
import { readColumns } from '../../bench/engines/columns.ts';
import { called as bench } from './called.ts';

/** Translations, references, and what sacreBLEU 2.6.0 says of them: chrF2 and BLEU with its default signatures. */
const known: [string[], string[], number, number][] = [
  [
    ['The dog bit the man.', "It wasn't surprising.", 'The man had just bitten him.'],
    ['The dog bit the man.', 'It was not unexpected.', 'The man bit him first.'],
    50.043063606582294,
    45.06750632106114,
  ],
  [['this is a test'], ['this is a fest'], 60.627705627705616, 59.460355750136046],
  [
    ['El 3,5 % de los 1.200 refugiados (según la ONU) volvió: “no hay paz”, dijo.'],
    ['El 3.5% de 1,200 refugiados -según la ONU- regresó; "no hay paz", dijeron.'],
    48.42051659245022,
    5.415315253510896,
  ],
  [['a'], ['b'], 0, 0],
  [['', ''], ['x', 'y z'], 0, 0],
  [['AT&amp;T pagó $5-6 m. en 2019-2020.'], ['AT&T pagó 5-6 m. $ en 2019-20.'], 56.04763823366823, 51.29497107827518],
];

describe('the scores of translations', () => {
  it('are those of sacreBLEU', () => {
    for (const [translations, references, wantedChrf, wantedBleu] of known) {
      expect(chrf(translations, references)).toBeCloseTo(wantedChrf, 9);
      expect(bleu(translations, references)).toBeCloseTo(wantedBleu, 9);
    }
  });

  const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { minLength: 1, maxLength: 5 });
  it('are between 0 and 100, and 100 for the reference itself', () => {
    fc.assert(
      fc.property(texts, texts, (some, others) => {
        const pairs = others.map((_, index) => some[index] ?? '');
        for (const score of [chrf(pairs, others), bleu(pairs, others)]) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100 + 1e-9);
        }
        const same = chrf(others, others);
        if (others.some((text) => text.trim() !== '')) expect(same).toBeCloseTo(100);
      }),
    );
    expect(bleu(['one two three four five'], ['one two three four five'])).toBeCloseTo(100);
  });

  it('count words as mteval-v13a cuts them', () => {
    expect(tokens('It cost $1,000.50, he said (again) - in 2019-20.')).toEqual(
      'It cost $ 1,000.50 , he said ( again ) - in 2019 - 20 .'.split(' '),
    );
    expect(tokens('“l’homme” &amp; A-Z')).toEqual(['“l’homme”', '&', 'A-Z']);
  });
});

const folder = mkdtempSync(join(tmpdir(), 'interlinear-bench-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the bench program of the engines', () => {
  const translator = fileURLToPath(new URL('../engines/services/translator.js', import.meta.url));
  const data = join(folder, 'rows.tsv');
  writeFileSync(data, 'en\tfr\tes\none two\tx\tONE TWO\nthree four five six\ty\tTHREE FOUR FIVE SEVEN\n');
  beforeEach(() => {
    vi.stubEnv('INTERLINEAR_COMMAND', JSON.stringify([process.execPath, translator, 'no-fault']));
    vi.stubEnv('INTERLINEAR_ENGINE_PRICES', 'command=1000000');
  });
  afterEach(() => void vi.unstubAllEnvs());

  it('prints quality, speed and cost of each engine, and what is missing of those that cannot', async () => {
    const { status, out } = await bench(
      'engines',
      '--engine',
      'command,deepl',
      '--data',
      data,
      '--from',
      'en',
      '--to',
      'es',
    );
    expect(status).toBe(0);
    const { engines, rows, words } = JSON.parse(out);
    expect({ rows, words }).toEqual({ rows: 2, words: 6 });
    expect(engines.command.chrf).toBeGreaterThan(60);
    expect(engines.command.chrf).toBeLessThan(100);
    expect(engines.command).toMatchObject({ cost: 26, empty: 0, route: 'en>es' });
    expect(engines.command.wordsPerSecond).toBeGreaterThan(0);
    expect(engines.deepl).toMatchObject({ chrf: null, error: expect.stringContaining('engine.none') });
  });

  it('ends with 2 where options or data are of no use', async () => {
    for (const args of [
      ['--engine', 'babel', '--data', data, '--from', 'en', '--to', 'es'],
      ['--engine', 'command', '--data', data, '--from', 'en', '--to', 'de'],
      ['--engine', 'command', '--data', join(folder, 'none.tsv'), '--from', 'en', '--to', 'es'],
    ])
      expect((await bench('engines', ...args)).status, args.join(' ')).toBe(2);
  });

  it('finds a column by its language, and a row that is broken by its line', () => {
    expect(readColumns('en-GB\tes\na\tb\n\tc\n', 'f', 'en', 'es')).toEqual([{ source: 'a', target: 'b' }]);
    expect(readColumns('no\tFRA\tspa_Latn\n1\ta\tb\n', 'f', 'fr', 'es')).toEqual([{ source: 'a', target: 'b' }]);
    expect(() => readColumns('en\tes\na\tb\tc\n', 'f', 'en', 'es')).toThrow(/f:2: 3 columns instead of 2/);
    expect(() => readColumns('en\tes\n', 'f', 'en', 'es')).toThrow(/no rows/);
  });
});
