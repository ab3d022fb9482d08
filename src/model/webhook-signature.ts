import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Standard Webhooks: what its secrets begin with. */
const PREFIX = 'whsec_';

/** Bytes of a secret (the specification asks for 24 to 64). */
const SECRET_BYTES = 32;

/** How far the sender's clock may be from the receiver's, in seconds. */
const TOLERANCE = 300;

/** A new secret, as the receiver gets it: `whsec_` and base64. */
export function newWebhookSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64');
}

/**
 * The headers of a message, after Standard Webhooks 1.0 (https://www.standardwebhooks.com): the signature is over id, time and body.
 *
 * @param at when it is sent
 */
export function signedHeaders(secret: string, id: string, body: string, at: Date): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature(secret, id, timestamp, body)}`,
  };
}

/**
 * Whether a message is from who knows the secret, and is of now: what a receiver does. A message whose time is too far from the receiver's
 * clock, before or after, is an old one sent again by somebody else.
 *
 * @param headers in lower case; of several signatures one has to be right, so that secrets can be changed
 */
export function isSigned(
  secret: string,
  headers: Record<string, string | string[] | undefined>,
  body: string,
  now: Date,
): boolean {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(
    (name) => headers[name],
  );
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') return false;
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE) return false;
  const expected = Buffer.from(signature(secret, id, timestamp, body));
  return signatures.split(' ').some((one) => {
    const [version, given = ''] = one.split(',');
    const actual = Buffer.from(given);
    return version === 'v1' && actual.length === expected.length && timingSafeEqual(actual, expected);
  });
}

function signature(secret: string, id: string, timestamp: string, body: string): string {
  const key = Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64');
  return createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
}
