import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { linkFigures, pairFigures, placesCovered } from '../../bench/names/figures.ts';
import { levenshtein, nearestWrong, type Pair } from '../../bench/names/pairs.ts';
import { readNames, readPool } from '../../bench/names/rows.ts';
import { names } from '../../bench/names.ts';
import { BadUsage } from '../../bench/program.ts';
import type { AliasLookup } from '../../src/terminology/names/aliases.ts';
import { NameIndex } from '../../src/terminology/names/linker.ts';

const folder = mkdtempSync(join(tmpdir(), 'interlinear-bench-names-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, lines: string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

const data = file('names.tsv', [
  'id\ttype\tclass\tfr\ten\tes\tsource\tlicence',
  'a\tplace\tnear\tKoursk\tKursk\tKursk\tcurated\tCC0-1.0',
  'b\tplace\tnear\tMossoul\tMosul\tMosul\tcurated\tCC0-1.0',
  'c\tplace\tnear\tBerdytchiv\tBerdychiv;Berdichev\t\tgeonames\tCC-BY-4.0',
  'd\tplace\tmarks\tHanoï\tHanoi\tHanói\tcurated\tCC0-1.0',
  'e\tplace\tsame\tIrbid\tIrbid\tIrbid\tcurated\tCC0-1.0',
  'f\tplace\tfar\tAllemagne\tGermany\tAlemania\tcurated\tCC0-1.0',
  'g\tplace\tnear\tKoupiansk\t"Kupiansk;Kup""yans\'k"\t\tgeonames\tCC-BY-4.0',
]);
const confusables = file('confusables.tsv', ['a\tb', 'Hama\tHoms', 'Niger\tNigeria']);

describe('the bench program of names', () => {
  it('prints its figures, each of key and whole', async () => {
    const result = await names.run(['--data', data, '--confusables', confusables]);
    const rates =
      'f1 precision recall recallAtPrecision98 linkingTop1 suggestionPrecision suggestionRecall falseSuggestionRate';
    for (const figures of [result.key, result.whole] as Record<string, number>[]) {
      for (const rate of `${rates} rightNamesFlagged`.split(' ')) {
        expect(figures[rate], rate).toBeGreaterThanOrEqual(0);
        expect(figures[rate], rate).toBeLessThanOrEqual(1);
      }
      expect(figures).toMatchObject({ confusables: 2, confusablesAccepted: 0, linkingTop1: 1, rightNamesFlagged: 0 });
    }
    expect(result).toMatchObject({ placesCovered: 1, positives: 5, negatives: 7, names: 9 });
  });

  it('judges the links of the whole by entity: another right form of the same place is no mistake', async () => {
    const path = file('forms.tsv', [
      'fr\ten',
      'Andriï Iermak\tAndrij Yermak',
      'Viktor Ianoukovitch\tViktor Yanukovych',
    ]);
    const { whole, wholeByListedForms } = (await names.run(['--data', path, '--confusables', confusables])) as Record<
      string,
      Record<string, number>
    >;
    expect(whole?.falseSuggestionRate).toBeLessThan(wholeByListedForms?.falseSuggestionRate ?? 0);
  });

  it('reads files of other languages without classes, and a pool', async () => {
    const spanish = file('spanish.tsv', [
      'es\ten\tsource',
      'Járkov\tKharkov\tx',
      'Kiev\tKiev\tx',
      'Jersón\tKherson\tx',
    ]);
    const pool = file('pool.txt', ['Kharkiv', 'Kyiv;Kiev']);
    const result = await names.run(['--data', spanish, '--confusables', confusables, '--pool', pool]);
    expect(result).toMatchObject({ positives: 2, names: 6 });
    expect(readPool(pool)).toEqual(['Kharkiv', 'Kyiv', 'Kiev']);
    expect(readPool(spanish)).toEqual(['Kharkov', 'Kiev', 'Kherson']);
  });

  it.each([
    ['no data', []],
    ['no confusables', ['--data', data]],
    ['an unknown option', ['--data', data, '--confusables', confusables, '--fast']],
    ['data that is not there', ['--data', join(folder, 'none.tsv'), '--confusables', confusables]],
    ['a file without names', ['--data', confusables, '--confusables', confusables]],
  ])('refuses %s', async (_, args) => {
    await expect(names.run(args)).rejects.toThrow(BadUsage);
  });
});

describe('the figures of names', () => {
  const pair = (same: boolean, confusable = false): Pair => ({
    row: undefined,
    spelling: '',
    names: [],
    same,
    confusable,
  });

  it('count pairs above the threshold', () => {
    const pairs = [pair(true), pair(true), pair(true), pair(false), pair(false, true)];
    expect(pairFigures(pairs, [1, 0.99, 0.01, 0.9, 0.8])).toEqual({
      f1: 0.5714,
      precision: 0.5,
      recall: 0.6667,
      recallAtPrecision98: 0.6667,
      confusablesAccepted: 1,
      confusables: 1,
    });
  });

  it('take the nearest name that no row accepts for the entity', () => {
    const rows = readNames(data);
    expect(nearestWrong(rows, rows.slice(2, 3), 1).get(rows[2] as (typeof rows)[0])).toEqual(['Irbid']);
    expect(levenshtein('kitten', 'sitting')).toBe(3);
  });

  it('let a table of aliases go first', () => {
    const rows = readNames(data);
    const aliases: AliasLookup = {
      find: (spelling) =>
        spelling === 'Allemagne' ? [{ house: 'Germany' }] : spelling === 'Koursk' ? [{ house: 'Mosul' }] : [],
    };
    const index = new NameIndex(rows.flatMap((row) => row.accepted.map((name) => ({ name, entity: row.id }))));
    const asked = rows.filter((row) => row.class === 'near' || row.class === 'far');
    expect(linkFigures(index, asked, [], aliases).linkingTop1).toBe(0.8);
    expect(placesCovered(rows, aliases)).toBe(0.2);
  });
});

const development = fileURLToPath(new URL('../../../shared/data/names/', import.meta.url));

describe.skipIf(!existsSync(development))('names of the development data', () => {
  it('are told from names that look alike', async () => {
    const rows = readNames(join(development, 'names-dev.tsv')).filter((_, at) => at % 8 === 0);
    const header = 'id\ttype\tclass\tfr\ten';
    const part = rows.map(({ id, type, class: kind, spelling, accepted }) =>
      [id, type, kind, spelling, accepted.join(';')].join('\t'),
    );
    const { key } = await names.run([
      '--data',
      file('part.tsv', [header, ...part]),
      '--confusables',
      join(development, 'confusables-dev.tsv'),
    ]);
    const figures = key as Record<string, number>;
    expect(figures.recall).toBeGreaterThan(0.9);
    expect(figures.confusablesAccepted).toBeLessThanOrEqual(5);
    expect(figures.linkingTop1).toBeGreaterThan(0.95);
    expect(figures.rightNamesFlagged).toBeLessThan(0.005);
  });
});
