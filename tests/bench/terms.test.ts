import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lemmasOf } from '../../bench/terms/hunspell.ts';
import { measureInflection } from '../../bench/terms/recall.ts';
import { terms } from '../../bench/terms.ts';

const folder = mkdtempSync(join(tmpdir(), 'interlinear-bench-terms-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the bench program of terms', () => {
  it('finds nearly all forms of French words, and few of other words', () => {
    const figures = measureInflection('fr', lemmasOf('fr'), 150);
    expect(figures.recall).toBeGreaterThanOrEqual(0.95);
    expect(figures.collisions).toBeLessThanOrEqual(0.1);
    expect(figures.snowball.collisions).toBeGreaterThan(figures.collisions);
  });

  it('refuses options and data that it cannot work with', async () => {
    const bad = join(folder, 'bad.tsv');
    writeFileSync(bad, 'es\tnoun\n');
    await expect(terms.run(['--terms', 'many'])).rejects.toThrow('--terms is a whole number');
    await expect(terms.run(['--terms', '10', '--forms', bad])).rejects.toThrow('line 1');
    await expect(terms.run(['--terms', '10', '--forms', join(folder, 'absent')])).rejects.toThrow('cannot be read');
  });
});
