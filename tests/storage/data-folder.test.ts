import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDataFolder } from '../../src/storage/data-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'interlinear-folder-'));
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

const code = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'no error';
};

test('a folder that does not exist is made', () => {
  const opened = openDataFolder(join(folder, 'new', 'data'), 'test');
  expect(readdirSync(opened.path)).toEqual(['lock.json']);
  opened.release();
  expect(readdirSync(opened.path)).toEqual([]);
});

test('a folder in use by a living process is refused, naming it', () => {
  const opened = openDataFolder(folder, 'translate');
  expect(() => openDataFolder(folder, 'doctor')).toThrowError(
    expect.objectContaining({
      code: 'data.in-use',
      parameters: expect.objectContaining({ pid: process.pid, command: 'translate', path: folder }),
    }),
  );
  opened.announce({ url: 'http://127.0.0.1:1' });
  expect(code(() => openDataFolder(folder, 'doctor'))).toBe('data.in-use-server');
  opened.release();
  openDataFolder(folder, 'doctor').release();
});

test('the lock of a process that is gone, or whose number another process has now, is taken over', () => {
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  for (const holder of [
    { pid: gone, started: '1', command: 'worker' },
    { pid: process.pid, started: 'another time', command: 'worker' },
  ]) {
    writeFileSync(join(folder, 'lock.json'), JSON.stringify(holder));
    openDataFolder(folder, 'test').release();
  }
});

test('a lock that was half-written by a crash is taken over', () => {
  writeFileSync(join(folder, 'lock.json'), '{"pid":');
  openDataFolder(folder, 'test').release();
});

test.skipIf(process.getuid?.() !== 0)(
  'a folder of another user is refused, naming owner and remedy (runs as root only)',
  () => {
    chownSync(folder, 1, 1);
    expect(() => openDataFolder(folder, 'test')).toThrowError(
      expect.objectContaining({ code: 'data.owner', parameters: expect.objectContaining({ owner: 'daemon' }) }),
    );
    chownSync(folder, 0, 0);
  },
);

test('a path that cannot be a folder is named', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(code(() => openDataFolder(join(folder, 'file', 'data'), 'test'))).toBe('data.unwritable');
});
