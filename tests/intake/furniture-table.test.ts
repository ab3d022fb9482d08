import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { patternsOf, readFurniture } from '../../src/intake/furniture-table.ts';
import { readArticle } from '../../src/intake/read.ts';

const builtin = readFileSync(new URL('../../src/intake/furniture.tsv', import.meta.url), 'utf8');

describe('every rule for page furniture', () => {
  it('fits its example as a whole, and not the other', () => {
    const { rows, faults } = readFurniture(builtin);
    expect(faults).toEqual([]);
    expect(rows.length).toBeGreaterThan(100);
  });
});

describe('a table of page furniture', () => {
  const good = 'en\tany\tpromo\tlisten to {brand} live\tListen to Radio Example live\tListen to the minister, he said';
  it.each([
    ['en\tany\tpromo\tlisten', 'columns', '4'],
    [good.replace('\tany\t', '\ttop\t'), 'where', 'top'],
    [good.replace('{brand}', '{brands}'), 'macro', '{brands}'],
    [good.replace('listen to', '(listen to'), 'expression', expect.stringContaining('nterminated')],
    [good.replace('listen to {brand} live', '.*'), 'wide', '.*'],
    [good.replace('Listen to the minister, he said', 'Listen to Mozart live'), 'found', 'Listen to Mozart live'],
    [good.replace('Listen to Radio', 'Hear Radio'), 'not-found', 'Hear Radio Example live'],
  ])('names the line at fault: %j', (text, reason, value) => {
    expect(readFurniture(`# comment\n\n${good}\n${text}`)).toMatchObject({
      rows: [{ where: 'any' }],
      faults: [{ line: 4, reason, value }],
    });
  });

  it('is used beside the rules of the product', () => {
    const story = ['A bridge is built', 'It took eleven years, and nobody thought that it would stand.'];
    const input = Buffer.from([...story, 'Listen to Radio Example live', 'Download the app'].join('\n\n'));
    const roles = (furniture = '') =>
      readArticle(input, { fileName: 'a.txt', furniture: patternsOf(readFurniture(furniture).rows) })
        .blocks.slice(2)
        .map(({ role }) => role);
    expect(roles()).toEqual(['body', 'furniture']);
    expect(roles(good)).toEqual(['furniture', 'furniture']);
  });
});
