import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { configurationPage, writtenPage } from '../scripts/configuration-page.ts';
import { readConfig, settings } from '../src/config.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'interlinear-config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const code = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'no error';
};

test('flags beat the environment, the environment beats the file, the file beats the default', () => {
  writeFileSync(
    join(folder, 'interlinear.json'),
    JSON.stringify({ engine: 'file', concurrency: 7, port: 1, languages: ['en', 'fr'] }),
  );
  const config = readConfig({ engine: 'flag' }, { INTERLINEAR_ENGINE: 'environment', INTERLINEAR_PORT: '2' }, folder);
  expect(config).toMatchObject({ engine: 'flag', port: 2, concurrency: 7, languages: ['en', 'fr'], batchSegments: 32 });
});

test('an empty variable counts as not set', () => {
  expect(readConfig({}, { DATABASE_URL: '', REDIS_URL: '' }, folder)).toMatchObject({
    databaseUrl: undefined,
    redisUrl: undefined,
  });
});

test('the data folder is the XDG data home’s, unless one is named', () => {
  expect(readConfig({ data: join(folder, 'here') }, {}, folder).data).toBe(join(folder, 'here'));
  expect(readConfig({}, {}, folder).data).toMatch(/interlinear$/);
});

test('what a setting cannot take is refused by name', () => {
  expect(code(() => readConfig({ port: 'high' }, {}, folder))).toBe('config.value');
  expect(code(() => readConfig({}, { INTERLINEAR_MEMORY_THRESHOLD: '70' }, folder))).toBe('config.value');
  expect(code(() => readConfig({}, { INTERLINEAR_ALLOW_UNSAFE_REDIS: 'maybe' }, folder))).toBe('config.value');
});

test('a settings file that is no JSON object, or names a setting that does not exist, is refused', () => {
  writeFileSync(join(folder, 'interlinear.json'), '{');
  expect(code(() => readConfig({}, {}, folder))).toBe('config.file');
  writeFileSync(join(folder, 'interlinear.json'), '[]');
  expect(code(() => readConfig({}, {}, folder))).toBe('config.file');
  writeFileSync(join(folder, 'interlinear.json'), '{"motor": "x"}');
  expect(code(() => readConfig({}, {}, folder))).toBe('config.unknown');
});

test('Redis without a shared database is refused with the reason', () => {
  expect(code(() => readConfig({}, { REDIS_URL: 'redis://127.0.0.1' }, folder))).toBe('config.redis-alone');
});

test('every setting says what it is about and where it can be set', () => {
  for (const setting of Object.values(settings)) {
    expect(setting.about).toMatch(/\.$/);
    expect(setting.environment).toMatch(/^[A-Z_]+$/);
  }
});

test('the page of settings is that of this table', () => {
  expect(writtenPage()).toBe(configurationPage());
});

test('a key may stand in a file, and is never told', () => {
  const path = join(folder, 'key');
  writeFileSync(path, 'a-secret-key\n');
  const config = readConfig({}, { INTERLINEAR_DEEPL_KEY_FILE: path }, folder);
  expect(config.deeplKey).toBe('a-secret-key');
  // What the variable itself says goes first; only keys are read from files.
  expect(readConfig({}, { INTERLINEAR_DEEPL_KEY_FILE: path, INTERLINEAR_DEEPL_KEY: 'other' }, folder).deeplKey).toBe(
    'other',
  );
  expect(readConfig({}, { INTERLINEAR_DEEPL_MODEL_FILE: path }, folder).deeplModel).toBeUndefined();
  expect(() => readConfig({}, { INTERLINEAR_DEEPL_KEY_FILE: join(folder, 'none') }, folder)).toThrow(/config.file/);
});
