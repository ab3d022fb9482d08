import { createSign } from 'node:crypto';
import { InterlinearError } from '../../model/errors.ts';
import { askJson } from '../http.ts';
import { property } from '../reply.ts';

/** Access tokens for Google's services. */
export interface AccessTokens {
  current(signal?: AbortSignal): Promise<string>;
  /** Asks for another one next time: this one was refused. */
  forget(): void;
}

const SCOPE = 'https://www.googleapis.com/auth/cloud-translation';

/** A token is used until it has less than this left, in seconds. */
const MARGIN = 120;

/**
 * Tokens from a service account's key file, by a signed assertion (RFC 7523; Google: "Using OAuth 2.0 for server to server applications").
 * Anything that is no such file is taken for a token itself.
 *
 * @throws InterlinearError `engine.key` for a file that cannot be used, and as askJson
 */
export function accessTokens(key: string, timeoutMs: number): AccessTokens {
  if (!key.trimStart().startsWith('{')) return { current: async () => key.trim(), forget() {} };
  let token: Promise<{ value: string; until: number }> | undefined;
  return {
    async current(signal) {
      const known = await token?.catch(() => undefined);
      if (known && known.until - MARGIN > seconds()) return known.value;
      token = fetchToken(key, timeoutMs, signal);
      return (await token).value;
    },
    forget() {
      token = undefined;
    },
  };
}

/** The one clock that an engine needs: a token says how long it is valid, and an assertion when it was made. */
function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

async function fetchToken(key: string, timeoutMs: number, signal?: AbortSignal) {
  const refuse = (cause?: unknown) =>
    new InterlinearError('engine.key', { engine: 'google', reason: 'JSON' }, { cause });
  let account: { client_email?: string; private_key?: string; token_uri?: string };
  try {
    account = JSON.parse(key);
  } catch (error) {
    throw refuse(error);
  }
  const { client_email: email, private_key: privateKey, token_uri: address } = account;
  if (!email || !privateKey || !address) throw refuse();
  const now = seconds();
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: email, scope: SCOPE, aud: address, iat: now, exp: now + 3600 };
  const unsigned = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`;
  let signature: string;
  try {
    signature = createSign('RSA-SHA256').update(unsigned).sign(privateKey, 'base64url');
  } catch (error) {
    throw refuse(error);
  }
  const answer = await askJson({
    engine: 'google',
    url: address,
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: `${unsigned}.${signature}`,
    }),
    timeoutMs,
    secrets: [privateKey, unsigned],
    // A refused assertion is answered with 400.
    refusal: ({ status, message }) =>
      status === 400 ? new InterlinearError('engine.key', { engine: 'google', reason: message }) : undefined,
    ...(signal ? { signal } : {}),
  });
  const value = property(answer, 'access_token');
  if (typeof value !== 'string') throw refuse();
  return { value, until: now + (Number(property(answer, 'expires_in')) || 3600) };
}
