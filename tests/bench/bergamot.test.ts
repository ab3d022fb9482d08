import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bergamotBench } from '../../bench/bergamot.ts';
import { BadUsage } from '../../bench/program.ts';
import { columnOf } from '../../bench/sentences.ts';

const folder = mkdtempSync(join(tmpdir(), 'bench-bergamot-'));
afterAll(() => rmSync(folder, { recursive: true }));
const table = join(folder, 'table.tsv');
writeFileSync(table, 'fr\ten\nLe chat\tThe cat\nLe chien\tThe dog\n');

describe('bench -- bergamot', () => {
  test('measures the same sentences directly, with one thread and with two', async () => {
    const result = await bergamotBench.run(['--data', table, '--rounds', '1']);
    expect(result).toMatchObject({
      program: 'bergamot',
      model: 'fr-en - TEST MODEL',
      sentences: 2,
      words: 4,
      rounds: 1,
    });
    for (const figure of ['overhead', 'cpuOverhead', 'speedUpOfTwo', 'cpuSpeedUpOfTwo', 'ceilingOfTwo', 'ofCeiling'])
      expect(result[figure]).toEqual(expect.any(Number));
  });

  test('refuses what it cannot measure', async () => {
    for (const args of [
      ['--rounds', '0'],
      ['--sentences', 'many'],
      ['--nothing'],
      ['--models', folder],
      ['--data', join(folder, 'none.tsv')],
    ]) {
      await expect(bergamotBench.run(args)).rejects.toBeInstanceOf(BadUsage);
    }
    expect(columnOf(table, 'en', 1)).toEqual(['The cat']);
    expect(() => columnOf(table, 'es', 1)).toThrow(/no column es/);
  });
});
