import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits as 43 characters that URLs, cookies and headers take as they are. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** How a secret is kept: SHA-256 in hexadecimal digits. It cannot be guessed, so nothing slower is needed (unlike for a password). */
export function hashOf(secret: string): string {
  return hash('sha256', secret, 'hex');
}

/** Whether two secrets are the same, in a time that does not tell how much of them is. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(a)), Buffer.from(hashOf(b)));
}
