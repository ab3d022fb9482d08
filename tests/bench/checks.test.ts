import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { measureCases } from '../../bench/checks/cases.ts';
import { readCases, readClean, readSeeded } from '../../bench/checks/rows.ts';
import { measureClean, measureSeeded } from '../../bench/checks/seeded.ts';
import { checks } from '../../bench/checks.ts';

const folder = mkdtempSync(join(tmpdir(), 'interlinear-bench-checks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const lines = (rows: object[]): string => rows.map((row) => JSON.stringify(row)).join('\n');

const pair = { sourceLang: 'en', targetLang: 'fr', source: 'They saw 12 boats.', clean: 'Ils ont vu 12 bateaux.' };
const seeded = file(
  'seeded.jsonl',
  lines([
    { ...pair, errorType: 'none', target: pair.clean },
    { ...pair, errorType: 'number_change', target: 'Ils ont vu 17 bateaux.' },
    { ...pair, errorType: 'name_swap', target: 'Ils ont vu 12 bateaux.' },
  ]),
);

describe('the bench program of the checks', () => {
  it('counts a mistake as found where something new is said', () => {
    expect(measureSeeded(readSeeded(seeded))).toMatchObject({
      recall: 0.5,
      perType: { number_change: 1, name_swap: 0 },
      flaggedPer1000: { errorOrWarning: 0, error: 0, info: 0 },
      perCheck: { numbers: { found: { number_change: 1 } } },
      names: { recall: 0, per1000: 0 },
    });
  });

  it('counts a case as right where its check speaks exactly if it must, and disputed ones not at all', () => {
    const row = { id: 'a', check: 'numbers', sourceLang: 'en', targetLang: 'fr', source: '12 boats', expected: 'fail' };
    const cases = file(
      'cases.jsonl',
      lines([
        { ...row, target: '17 bateaux' },
        { ...row, id: 'b', target: '12 bateaux' },
        { ...row, target: '12 bateaux', disputed: true },
        {
          ...row,
          check: 'term-do-not-translate',
          source: 'by sendmail',
          target: 'par la poste',
          params: { doNotTranslate: ['sendmail'] },
        },
        { ...row, check: 'max-length', target: '12 bateaux', params: { maxLength: 5 } },
      ]),
    );
    expect(measureCases(readCases(cases))).toMatchObject({ right: 3, of: 4, wrong: ['b'] });
  });

  it('counts alarms on right pairs', () => {
    const source = file('a.en', 'They saw 12 boats.\nYes.\n');
    const target = file('a.fr', 'Ils ont vu 17 bateaux.\nOui.\n');
    const { flaggedPer1000, segments } = measureClean(readClean(source, target, 'en-fr'));
    expect([flaggedPer1000.error, segments]).toEqual([500, 2]);
  });

  it.each([
    ['nothing to do', []],
    ['a file that is not there', ['--cases', 'none.jsonl']],
    ['rows without what they need', ['--cases', file('bad.jsonl', '{"check": "numbers"}')]],
    ['what is no JSON', ['--seeded', file('none.jsonl', 'x')]],
    ['a pair without its languages', ['--clean', seeded, seeded]],
    ['texts of different lengths', ['--clean', file('one', 'a'), file('two', 'a\nb'), 'en-fr']],
  ])('refuses %s', async (_, args) => {
    await expect(checks.run(args)).rejects.toThrow(/.\./u);
  });
});
