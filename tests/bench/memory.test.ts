import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { called as bench } from './called.ts';

const program = fileURLToPath(new URL('../../bench/run.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'interlinear-bench-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const words = 'one two three four five six seven eight nine ten red green blue white black'.split(' ');
const data = join(folder, 'units.tsv');
const lines = Array.from({ length: 200 }, (_, at) => {
  const sentence = Array.from(
    { length: 12 },
    (_, place) => words[(at * (place + 3) + place * place) % words.length],
  ).join(' ');
  return `set\t${at}\tle ${sentence} ${at}\tthe ${sentence} ${at}`;
});
writeFileSync(data, `set\tline\tfr\ten\n${lines.join('\n')}\n`);

describe('the bench program of the memory', () => {
  it('prints its figures as JSON on the last line, with nothing missed, and says what it made up', async () => {
    const { status, out, err } = await bench(
      'memory',
      '--units',
      data,
      '--size',
      '150,600',
      '--synthesise',
      '600',
      '--adding',
      '1',
    );
    expect(err).toContain('600 units: 160 of the file, 440 recombined');
    expect(status).toBe(0);
    const { sizes } = JSON.parse(out);
    expect(sizes.map(({ units }: { units: number }) => units)).toEqual([150, 600]);
    for (const size of sizes) {
      expect(size).toMatchObject({ recall: { '0.7': 1, '0.5': 1 }, peer: null });
      const numbers =
        'buildSeconds indexMegabytes snapshotLoadSeconds p50 p95 p99 queriesPerSecond exactPerSecond articleMs addP95Ratio concordanceP95';
      for (const name of numbers.split(' ')) expect(size[name], name).toBeGreaterThanOrEqual(0);
    }
  }, 120_000);

  const wrong: [string, string[]][] = [
    ['an unknown program', ['nothing']],
    ['no data', ['memory', '--size', '100']],
    ['data that is not there', ['memory', '--units', join(folder, 'none.tsv'), '--size', '100']],
    ['more units than the file has', ['memory', '--units', data, '--size', '1000']],
    ['a size that is none', ['memory', '--units', data, '--size', '1e']],
    ['an unknown option', ['memory', '--units', data, '--size', '100', '--fast']],
  ];
  it.each(wrong)('refuses %s with status 2 and its usage', async (_, args) => {
    const { status, out, err } = await bench(...args);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain('memory --units FILE.tsv --size N,N');
  });

  it('refuses no program with status 2 and its usage, as the process that it is', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program], { encoding: 'utf8', timeout: 120_000 });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('memory --units FILE.tsv --size N,N');
  }, 120_000);
});
