import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSigned, newWebhookSecret, signedHeaders } from '../../src/model/webhook-signature.ts';

const now = new Date('2026-01-01T12:00:00Z');
const secondsFrom = (seconds: number) => new Date(now.getTime() + seconds * 1000);

test('the signature is that of the specification', () => {
  // The example of the Standard Webhooks and Svix documentation.
  const headers = signedHeaders(
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    'msg_p5jXN8AQM9LWM0D4loKWxJek',
    '{"test": 2432232314}',
    new Date(1614265330 * 1000),
  );
  expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

describe('a message', () => {
  const secret = newWebhookSecret();

  test('is known by its signature, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.uuid(), (body, id) => {
        expect(isSigned(secret, signedHeaders(secret, id, body, now), body, now)).toBe(true);
      }),
    );
  });

  test('that was changed, or signed by somebody else, is not', () => {
    const headers = signedHeaders(secret, 'id', '{}', now);
    expect(isSigned(secret, headers, '{ }', now)).toBe(false);
    expect(isSigned(newWebhookSecret(), headers, '{}', now)).toBe(false);
    expect(isSigned(secret, { ...headers, 'webhook-id': 'other' }, '{}', now)).toBe(false);
    expect(isSigned(secret, { ...headers, 'webhook-timestamp': String(now.getTime() / 1000 + 1) }, '{}', now)).toBe(
      false,
    );
    for (const name of Object.keys(headers))
      expect(isSigned(secret, { ...headers, [name]: undefined }, '{}', now)).toBe(false);
  });

  test.each([
    [-301, false],
    [-299, true],
    [299, true],
    [301, false],
  ])('signed %d seconds from the receiver’s clock: %s', (skew, known) => {
    expect(isSigned(secret, signedHeaders(secret, 'id', '{}', secondsFrom(skew)), '{}', now)).toBe(known);
  });

  test('may carry several signatures while a secret is being changed', () => {
    const old = newWebhookSecret();
    const headers = signedHeaders(secret, 'id', '{}', now);
    const both = `${signedHeaders(old, 'id', '{}', now)['webhook-signature']} ${headers['webhook-signature']}`;
    expect(isSigned(secret, { ...headers, 'webhook-signature': both }, '{}', now)).toBe(true);
    expect(isSigned(secret, { ...headers, 'webhook-signature': `v2,${both}` }, '{}', now)).toBe(true);
    expect(isSigned(secret, { ...headers, 'webhook-signature': both.replaceAll('v1,', 'v1a,') }, '{}', now)).toBe(
      false,
    );
  });
});
