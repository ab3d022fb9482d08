import { createVerify, generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { accessTokens } from '../../src/engines/google/access-token.ts';
import { startService } from './services/service.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const file = (url: string, key = privateKey.export({ type: 'pkcs8', format: 'pem' })) =>
  JSON.stringify({ client_email: 'desk@project', private_key: key, token_uri: `${url}/token` });

test('a token is asked for with a signed assertion, used until it runs out, and asked for anew when it was refused', async () => {
  let asked = 0;
  const service = await startService(
    ({ body }) => {
      const [header = '', claims = '', signature = ''] = (body as { assertion: string }).assertion.split('.');
      const valid = createVerify('RSA-SHA256').update(`${header}.${claims}`).verify(publicKey, signature, 'base64url');
      const { iss, aud, exp, iat } = JSON.parse(Buffer.from(claims, 'base64url').toString());
      expect({ valid, iss, aud, lasts: exp - iat }).toEqual({
        valid: true,
        iss: 'desk@project',
        aud: `${service.url}/token`,
        lasts: 3600,
      });
      asked += 1;
      return { body: { access_token: `token-${asked}`, expires_in: 3600 } };
    },
    () => true,
  );
  const tokens = accessTokens(file(service.url), 1000);
  expect([await tokens.current(), await tokens.current()]).toEqual(['token-1', 'token-1']);
  tokens.forget();
  expect(await tokens.current()).toBe('token-2');
  service.faults.push({ status: 400, body: { error: 'invalid_grant', error_description: 'Account was deleted' } });
  await expect(accessTokens(file(service.url), 1000).current()).rejects.toMatchObject({ code: 'engine.key' });
  await service.close();
});

test('a file that is no key file is refused without a word of what is in it', async () => {
  for (const broken of ['{', '{}', file('http://127.0.0.1:1', 'no key at all')]) {
    const error = await accessTokens(broken, 1000)
      .current()
      .catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ code: 'engine.key' });
    expect(String(error)).not.toContain('no key at all');
  }
});

test('anything else is a token itself', async () => {
  expect(await accessTokens(' ya29.token\n', 1000).current()).toBe('ya29.token');
});
