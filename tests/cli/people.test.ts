import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { hashOf } from '../../src/server/identity/secret.ts';
import { findKey } from '../../src/storage/api-keys.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { findLink } from '../../src/storage/one-time-links.ts';
import { temporaryData } from '../servers/databases.ts';
import { closeKept } from '../servers/kept-open.ts';
import { called } from './called.ts';

vi.setConfig({ testTimeout: 90_000 });

let data: ReturnType<typeof temporaryData>;
beforeAll(() => {
  data = temporaryData();
});
afterAll(async () => {
  await closeKept();
  data?.remove();
});

const run = (...words: string[]) => called(...words, '--data', data.path);
async function inDatabase<T>(
  act: (tables: Awaited<ReturnType<typeof openDatabase>>['tables']) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(readConfig({ data: data.path }, {}, data.path), 'test');
  try {
    return await act(database.tables);
  } finally {
    await database.close();
  }
}

describe('interlinear people', () => {
  test('adds somebody with roles, and prints a link that works', async () => {
    const { out, end } = await run(
      'people',
      'add',
      'ana@example.org',
      '--name',
      'Ana',
      '--role',
      'translator,reviewer',
    );
    expect(end).toBe(0);
    expect(out[1]).toMatch(/^http:\/\/127\.0\.0\.1:4747\/links\/[\w-]{43}$/);
    const token = out[1]?.split('/').at(-1) as string;
    const link = await inDatabase((tables) => findLink(tables, hashOf(token), new Date()));
    expect(link).toMatchObject({ purpose: 'invitation', person: { email: 'ana@example.org', name: 'Ana' } });
    expect(await run('people', 'add', 'Ana@example.org')).toMatchObject({ end: 'person.exists' });
    expect(await run('people', 'add', 'ana')).toMatchObject({ end: 'person.email' });
    expect(await run('people', 'add', 'b@example.org', '--role', 'boss')).toMatchObject({
      end: 'person.role',
      error: '“boss” is not a role. The roles are: submitter, translator, reviewer, publisher, administrator.',
    });
  });

  test('changes roles, at the desk or at all of them', async () => {
    expect(await run('people', 'role', 'ana@example.org', 'administrator', '--all-desks')).toMatchObject({ end: 0 });
    expect(await run('people', 'role', 'ana@example.org', 'none')).toMatchObject({
      end: 0,
      out: ['Ana at newsroom: -'],
    });
    expect((await run('people', 'list')).out).toEqual(['ana@example.org  Ana  administrator@*  invited']);
    expect(await run('people', 'link', 'nobody@example.org')).toMatchObject({ end: 'person.unknown' });
  });

  test('disables somebody and lets them in again, but never the last administrator', async () => {
    expect(await run('people', 'disable', 'ana@example.org')).toMatchObject({ end: 'person.last-administrator' });
    await run('people', 'add', 'bo@example.org', '--role', 'administrator', '--all-desks');
    expect(await run('people', 'disable', 'ana@example.org')).toMatchObject({ end: 0 });
    const [listed] = (await run('people', 'list', '--json')).out;
    expect(JSON.parse(listed ?? '').people[0]).toMatchObject({
      email: 'ana@example.org',
      disabled: true,
      roles: [{ role: 'administrator', desk: null }],
    });
    expect(await run('people', 'disable', 'ana@example.org', '--undo')).toMatchObject({ end: 0 });
  });
});

describe('interlinear keys', () => {
  test('makes a key that opens the desk as far as its scopes go, until it is revoked', async () => {
    const { out, end } = await run('keys', 'add', 'cms', '--scope', 'submit,read', '--days', '2');
    expect(end).toBe(0);
    const text = out[0] as string;
    const prefix = text.split('_').slice(0, 2).join('_');
    const find = (now = new Date()) => inDatabase((tables) => findKey(tables, prefix, hashOf(text), now));
    expect(await find()).toMatchObject({ name: 'cms', deskName: 'newsroom', scopes: ['submit', 'read'] });
    await expect(find(new Date(Date.now() + 3 * 86_400_000))).rejects.toThrow('sign-in.expired');
    const { out: listed } = await run('keys', 'list');
    expect(listed).toHaveLength(1);
    expect(listed[0]).toContain(`${prefix}  cms  submit,read  until `);
    // Whoever has the whole key at hand may give that.
    expect(await run('keys', 'revoke', text)).toMatchObject({ end: 0, out: ['The key cms is revoked.'] });
    await expect(find()).rejects.toThrow('sign-in.revoked');
    expect((await run('keys', 'list')).out[0]).toContain('revoked on');
    expect(await run('keys', 'add', 'cms')).toMatchObject({ end: 'key.scope' });
    expect(await run('keys', 'add', 'cms', '--scope', 'all')).toMatchObject({ end: 'key.scope' });
    expect(await run('keys', 'add', 'cms', '--scope', 'read', '--days', '0')).toMatchObject({ end: 'config.value' });
  });
});
