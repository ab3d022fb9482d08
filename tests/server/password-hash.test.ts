import { argon2Sync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkPassword, hashPassword } from '../../src/server/identity/password-hash.ts';

describe('a hashed password', () => {
  it('is argon2id with 19 MiB and two passes, and no two are alike', async () => {
    const [one, two] = [await hashPassword('a phrase of my own'), await hashPassword('a phrase of my own')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(one).not.toBe(two);
    expect(await checkPassword('a phrase of my own', one)).toBe('right');
    expect(await checkPassword('a phrase of my owm', one)).toBe('wrong');
  });

  it('that was made with other parameters is right, and is to be made anew', async () => {
    const salt = Buffer.alloc(16, 7);
    const tag = argon2Sync('argon2id', {
      ...{ message: 'a phrase of my own', nonce: salt, parallelism: 1, memory: 8192, passes: 3, tagLength: 32 },
    });
    const bare = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
    const old = `$argon2id$v=19$m=8192,t=3,p=1$${bare(salt)}$${bare(tag)}`;
    expect(await checkPassword('a phrase of my own', old)).toBe('stale');
    expect(await checkPassword('another phrase', old)).toBe('wrong');
  });

  it('is never that of an account that does not exist or of a hash that cannot be read', async () => {
    for (const hash of [undefined, '', '$2b$12$abc', '$argon2id$v=19$m=19456,t=2,p=1$$'])
      expect(await checkPassword('', hash)).toBe('wrong');
  });

  it('is made for two at a time; those who would wait too long are told so', async () => {
    const results = await Promise.allSettled(Array.from({ length: 60 }, () => checkPassword('x', undefined)));
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(8);
    expect(refused[0]).toMatchObject({ reason: { code: 'request.too-many' } });
    expect(await checkPassword('x', undefined)).toBe('wrong');
  });
});
