import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../journeys/interlinear.ts';
import { temporaryData } from '../servers/databases.ts';
import { closeKept } from '../servers/kept-open.ts';
import { called } from './called.ts';

let data: ReturnType<typeof temporaryData>;
let folder: ReturnType<typeof temporaryFolder>;
let article: string;
beforeAll(async () => {
  data = temporaryData();
  folder = temporaryFolder();
  article = join(folder.path, 'story.en.txt');
  writeFileSync(article, 'The president of Turkey spoke.\n\nTurkey agreed, the minister of Turkey said.\n');
  const table = join(folder.path, 'own.tsv');
  writeFileSync(table, 'en\tTürkiye\tTurkey | Turkiye\n');
  expect((await called('styles', 'import', table, '--name', 'house', '--data', data.path)).end).toBe(0);
});
afterAll(async () => {
  await closeKept();
  data?.remove();
  folder?.remove();
});

const houseForm = async (...words: string[]) => {
  const { out, end, error } = await called('names', article, '--json', ...words);
  expect(error).toBe('');
  expect(end).toBe(0);
  const { style, names } = JSON.parse(out.join('\n'));
  return [style, names.find(({ spelling }: { spelling: string }) => spelling === 'Turkey')?.house];
};

test('names go by a style that the desk keeps under its name', async () => {
  expect(await houseForm('--style', 'House', '--data', data.path)).toEqual(['house', 'Türkiye']);
  expect(await houseForm('--style', 'ap')).toEqual(['ap', 'Turkey']);
});

test('checks go by a style that the desk keeps under its name', async () => {
  const found = async (style: string) => {
    const { out } = await called('check', article, '--json', '--style', style, '--data', data.path);
    return out.join('\n').includes('Türkiye');
  };
  expect(await found('house')).toBe(true);
  expect(await found('ap')).toBe(false);
});

test('a style that nobody has is refused with the names of all that there are', async () => {
  for (const command of ['check', 'names', 'translate']) {
    const { end, error } = await called(command, article, '--style', 'hose', '--data', data.path);
    expect(end).toBe('style.unknown');
    expect(error).toContain('guardian, house');
  }
});

test('where there is no desk yet, none is made to look for a style', async () => {
  const empty = join(folder.path, 'nothing');
  expect((await called('names', article, '--style', 'house', '--data', empty)).end).toBe('style.unknown');
  expect(existsSync(join(empty, 'database'))).toBe(false);
});
