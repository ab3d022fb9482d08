import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { root, temporaryFolder } from '../journeys/interlinear.ts';
import { called } from './called.ts';

// Each check reads the gazetteer, whoever else is at work.
vi.setConfig({ testTimeout: 120_000 });

const calque = 'fr\ten\twhich-connects\twhich connects\tlinking\tqui relie\tA road [which connects] them.\tA road.';
const furniture =
  'en\tany\tpromo\tlisten to {brand} live\tListen to Radio Example live\tListen to the minister, he said';
const article = join(root, 'examples/idleb/article.en.txt');
let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder?.remove());

function file(name: string, text: string): string {
  const path = join(folder.path, name);
  writeFileSync(path, text);
  return path;
}

describe('a desk’s own rules', () => {
  test.each([
    ['calques', calque],
    ['furniture', furniture],
  ])('for %s are tried line by line, and the lines at fault are told', async (kind, rule) => {
    const good = file(`${kind}.tsv`, `${rule}\n`);
    expect(await called(kind, 'lint', good)).toMatchObject({ end: 0, out: [`${good}: 1 rules, 0 faults`] });
    const bad = file(`bad-${kind}.tsv`, `# ours\n${rule}\nen\tany\n`);
    const { end, out } = await called(kind, 'lint', bad, '--json');
    expect(end).toBe(1);
    expect(JSON.parse(out.join(''))).toMatchObject({
      files: [{ file: bad, rules: 1, faults: [{ line: 3, reason: 'columns', value: '2' }] }],
    });
    const refused = await called('check', article, `--${kind}`, `${good},${bad}`);
    expect(refused.end).toBe(`${kind}.malformed`);
    expect(refused.error).toMatch(/bad-.*line 3/);
    expect(await called(kind, 'lint')).toMatchObject({ end: 'memory.argument' });
    expect(await called('check', article, `--${kind}`, 'none.tsv')).toMatchObject({ end: 'input.missing' });
  });

  test('are in force for a check', async () => {
    const { out } = await called('check', article, '--calques', file('own.tsv', calque), '--json');
    const texts = JSON.parse(out.join('')).findings.map(({ text }: { text: string }) => text);
    expect(texts).toContain('which connects');
    expect(texts).toContain('(...)');
    const story = `A bridge is built\n\nIt took eleven years, and nobody thought that it would stand.\n\nListen to Radio Example live\n`;
    const path = file('story.txt', story);
    const found = async (...more: string[]) =>
      JSON.parse((await called('check', path, '--from', 'en', '--json', ...more)).out.join('')).findings.map(
        ({ check, text }: { check: string; text: string }) => [check, text],
      );
    expect(await found()).toEqual([]);
    expect(await found('--furniture', file('f.tsv', furniture))).toEqual([
      ['furniture', 'Listen to Radio Example live'],
    ]);
  });
});
