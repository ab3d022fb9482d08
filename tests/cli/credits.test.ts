import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { root, temporaryFolder } from '../journeys/interlinear.ts';
import { temporaryData } from '../servers/databases.ts';
import { closeKept } from '../servers/kept-open.ts';
import { called } from './called.ts';

vi.setConfig({ testTimeout: 120_000 });

let data: ReturnType<typeof temporaryData>;
let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  data = temporaryData();
  folder = temporaryFolder();
});
afterAll(async () => {
  await closeKept();
  data?.remove();
  folder?.remove();
});

const credits = (...words: string[]) => called('credits', ...words, '--data', data.path);
const rows = async () => JSON.parse((await credits('list', '--json')).out.join('')).credits;
const english = { publisher: 'FRANCE 24', language: 'en', credit: 'Avec AFP', wording: '(FRANCE 24 with AFP)' };
const spanish = { ...english, language: 'es', wording: '(FRANCE 24 con AFP)' };

describe('interlinear credits', () => {
  test('keeps what is set, replaces it, and removes it', async () => {
    await credits('set', 'Avec AFP', 'AFP', '--to', 'en', '--publisher', 'FRANCE 24');
    await credits('set', ' With  AFP ', english.wording, '--to', 'en', '--publisher', 'france 24');
    expect(await rows()).toEqual([{ ...english, publisher: 'france 24', credit: 'With AFP' }]);
    expect((await credits('remove', 'Avec AFP', '--to', 'en', '--publisher', 'FRANCE 24')).end).toBe(0);
    expect(await rows()).toEqual([]);
    expect(await credits('remove', 'Avec AFP', '--to', 'en')).toMatchObject({ end: 'credits.unknown' });
  });

  test('imports a table whole or not at all, and prints it as it can be imported again', async () => {
    const path = join(folder.path, 'credits.csv');
    writeFileSync(
      path,
      'publisher,language,credit,wording\nFRANCE 24,en,Avec AFP,(FRANCE 24 with AFP)\n,es,Avec AFP,\n',
    );
    const refused = await credits('import', path);
    expect(refused.end).toBe('credits.malformed');
    expect(refused.error).toContain('line 3');
    expect(await rows()).toEqual([]);
    writeFileSync(
      path,
      `language,publisher,credit,wording\n${[english, spanish].map((row) => `${row.language},${row.publisher},${row.credit},${row.wording}`).join('\n')}\n`,
    );
    expect(JSON.parse((await credits('import', path, '--json')).out.join(''))).toMatchObject({ new: 2, replaced: 0 });
    writeFileSync(path, (await credits('list', '--csv')).out.join('\n'));
    expect(JSON.parse((await credits('import', path, '--json')).out.join(''))).toMatchObject({ new: 0, same: 2 });
    expect(await rows()).toEqual([english, spanish]);
  });

  test.each([
    [['set', 'Avec AFP', '--to', 'en'], 'memory.argument'],
    [['set', 'Avec AFP', 'AFP'], 'memory.language-missing'],
    [['set', '(...)', 'AFP', '--to', 'en'], 'credits.no-words'],
    [['set', 'Avec AFP', 'AFP', '--to', 'klingonish'], 'language.unknown'],
  ])('refuses %j', async (words, code) => {
    expect((await credits(...(words as string[]))).end).toBe(code);
  });
});

describe('a run for a publisher', () => {
  // The engine is a program that answers with what it is asked: credit lines never get to it.
  const engine = join(root, 'tests/engines/services/translator.js');
  beforeAll(() => {
    vi.stubEnv('INTERLINEAR_COMMAND', `${process.execPath} ${engine}`);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
  });

  test('prints its credit lines in the versions made here, and suggests them in the given one', async () => {
    const path = join(folder.path, 'table.csv');
    writeFileSync(
      path,
      `publisher,language,credit,wording\n${[english, spanish].map((row) => Object.values(row).join(',')).join('\n')}\n`,
    );
    await credits('import', path);
    const out = join(folder.path, 'out');
    const story = (name: string) => join(root, 'examples/idleb', name);
    await called(
      ...['translate', story('article.en.txt'), '--source', story('article.fr.txt'), '--to', 'es,ca'],
      ...['--publisher', 'France 24', '--engine', 'command', '--out', out, '--data', data.path],
    );
    const lines = (name: string) =>
      readFileSync(join(out, name), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    const credit = (name: string) => lines(name).find(({ role }) => role === 'credit');
    expect(credit('article.fr-es.jsonl').target).toMatchObject({
      text: '(FRANCE 24 con AFP)',
      state: 'initial',
      subState: 'interlinear:localised',
      origin: 'table',
    });
    // The desk has no row for Catalan: the line is kept, and the report says so.
    expect(credit('article.fr-ca.jsonl').target).toMatchObject({ text: 'Avec AFP', origin: 'kept' });
    expect(readFileSync(join(out, 'article.en.txt'), 'utf8')).toContain('\nWith AFP\n');
    expect(readFileSync(join(out, 'article.en.corrected.txt'), 'utf8')).toContain('\nWith AFP\n');
    const { findings } = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'));
    expect(findings).toContainEqual(
      expect.objectContaining({ check: 'credit-line', text: 'With AFP', suggestions: [english.wording] }),
    );
    expect(findings.filter(({ check }: { check: string }) => check === 'credit-kept')).toHaveLength(1);
  });

  test('is checked against a table in a file', async () => {
    const path = join(folder.path, 'check.csv');
    writeFileSync(path, 'language,credit,wording\nen,Avec AFP,(FRANCE 24 with AFP)\n');
    const article = join(root, 'examples/idleb/article.en.txt');
    const { out } = await called('check', article, '--credits', path, '--json');
    const { findings } = JSON.parse(out.join(''));
    expect(findings).toContainEqual(
      expect.objectContaining({ check: 'credit-line', text: 'With AFP', suggestions: ['(FRANCE 24 with AFP)'] }),
    );
  });
});
