import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clientOf, isLoopback, networkOf } from '../../src/server/identity/client.ts';
import { writeLocalToken } from '../../src/server/identity/local-token.ts';
import { openDataFolder } from '../../src/storage/data-folder.ts';

test('the token of the owner of a data folder is the owner’s alone, new at every start, and gone at the end', () => {
  const path = mkdtempSync(join(tmpdir(), 'interlinear-token-'));
  const folder = openDataFolder(path, 'serve');
  const first = writeLocalToken(folder);
  const file = join(path, 'local-token');
  expect(readFileSync(file, 'utf8')).toBe(first.token);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  folder.announce({ url: 'http://127.0.0.1:4747' });
  expect(JSON.parse(readFileSync(join(path, 'lock.json'), 'utf8'))).toMatchObject({
    url: 'http://127.0.0.1:4747',
    token: file,
  });
  // A process that was killed leaves its file behind.
  const second = writeLocalToken(folder);
  expect(second.token).not.toBe(first.token);
  expect(readFileSync(file, 'utf8')).toBe(second.token);
  second.remove();
  expect(() => statSync(file)).toThrow('ENOENT');
  folder.release();
  rmSync(path, { recursive: true });
});

test('of where somebody comes from only the network is kept', () => {
  expect(networkOf('203.0.113.77')).toBe('203.0.113.0/24');
  expect(networkOf('::ffff:203.0.113.77')).toBe('203.0.113.0/24');
  expect(networkOf('2001:db8:1234:5678::1')).toBe('2001:db8:1234::/48');
  expect(networkOf('unix')).toBe('');
  const request = { ip: '203.0.113.77', headers: { 'user-agent': `Browser\u0007é ${'x'.repeat(200)}` } };
  expect(clientOf(request as never)).toEqual({ address: '203.0.113.0/24', agent: `Browser ${'x'.repeat(72)}` });
});

test('this machine is known by all its loopback addresses', () => {
  for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']) expect(isLoopback(address)).toBe(true);
  for (const address of ['192.0.2.1', '::', '0.0.0.0', 'localhost', '', undefined])
    expect(isLoopback(address)).toBe(false);
});
