import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { calqueRows, readCalques } from '../../src/terminology/calque-table.ts';
import { findCalques } from '../../src/terminology/calques.ts';

const good = [
  ...['fr', 'en', 'raw-milk', 'throw|throws oil on the? fire', '{1} fuel on the fire', 'jeter de l’huile sur le feu'],
  ...['He [throws oil on the fire].', 'He threw oil away.'],
];
const line = (changes: Record<number, string> = {}) => good.map((cell, at) => changes[at] ?? cell).join('\t');

describe('a desk’s table of calques', () => {
  it('has the form of the product’s own rules, with the pair of languages before them', () => {
    const folder = new URL('../../src/terminology/calques/', import.meta.url);
    for (const file of readdirSync(folder)) {
      const pair = file.replace('.tsv', '').replace('-', '\t');
      const rules = readFileSync(new URL(file, folder), 'utf8')
        .trim()
        .split('\n')
        .filter((row) => !row.startsWith('#'))
        .map((row) => `${pair}\t${row}`);
      const read = readCalques(rules.join('\r\n'));
      expect(read.faults, file).toEqual([]);
      expect(read.rows).toHaveLength(rules.length);
    }
  });

  it('is used beside the product’s rules', () => {
    const own = calqueRows(`\uFEFF# ours\n\n${line()}\n`, 'desk.tsv');
    const text = 'He throws oil on the fire of a dead letter: it remained a dead letter.';
    expect(findCalques(text, 'en', 'fr', own).map((match) => [match.text, match.accepted[0]])).toEqual([
      ['throws oil on the fire', 'throws fuel on the fire'],
      ['remained a dead letter', 'never been implemented'],
    ]);
    expect(findCalques(text, 'en', 'de', own)).toEqual([]);
    expect(findCalques(text, 'en', 'fr')).toHaveLength(1);
  });

  it('takes the place of a rule of the same name, or switches it off', () => {
    const text = 'It remained a dead letter.';
    const own = calqueRows(line({ 2: 'dead-letter' }), 'desk.tsv');
    expect(findCalques(text, 'en', 'fr', own)).toEqual([]);
    expect(findCalques(text, 'en', 'fr', calqueRows('fr\ten\tdead-letter\t-\t\t\t\t', 'desk.tsv'))).toEqual([]);
    expect(findCalques(text, 'en', 'fr', calqueRows('es\ten\tdead-letter\t-', 'desk.tsv'))).toHaveLength(1);
  });

  it.each([
    [good.slice(0, 6).join('\t'), 'columns', '6'],
    [`${line()}\torder\tmore`, 'columns', '10'],
    [`${line()}\tmore`, 'kind', 'more'],
    [line({ 0: 'klingonish' }), 'language', 'klingonish'],
    [line({ 2: 'Raw milk' }), 'id', 'Raw milk'],
    [line(), 'duplicate', '3'],
    [line({ 2: 'b', 3: 'throws {Thing}' }), 'slot', '{Thing}'],
    [line({ 2: 'b', 3: '{word} {Name}' }), 'wide', '{word} {Name}'],
    [line({ 2: 'b', 3: `throws ${'oil '.repeat(100)}` }), 'long', '300'],
    [line({ 2: 'b', 3: 'a '.repeat(10) + '{word} '.repeat(10) }), 'slots', '9'],
    [line({ 2: 'b', 4: '{2} fuel' }), 'suggestion', '{2}'],
    [line({ 2: 'b', 6: 'He throws oil on the fire.' }), 'brackets', 'He throws oil on the fire.'],
    [line({ 2: 'b', 6: 'He [throws oil on] the fire.' }), 'not-found', 'throws oil on'],
    [line({ 2: 'b', 7: 'Do not throw oil on the fire.' }), 'found', 'throw oil on the fire'],
    [line({ 2: 'b', 4: 'throw oil on fire' }), 'again', 'throw oil on fire'],
    [line({ 2: 'b', 3: '(.+)+ oil', 4: '-', 6: 'He throws [oil].' }), 'not-found', 'oil'],
  ])('names the line at fault: %j', (text, reason, value) => {
    const table = `# ours\n\n${line()}\n${text}`;
    expect(readCalques(table)).toMatchObject({ rows: [{ id: 'raw-milk' }], faults: [{ line: 4, reason, value }] });
    expect(() => calqueRows(table, 'desk.tsv')).toThrow(
      expect.objectContaining({
        code: 'calques.malformed',
        parameters: { name: 'desk.tsv', line: 4, reason: `calques.reason.${reason}`, value },
      }),
    );
  });
});
