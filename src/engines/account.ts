import { createHash } from 'node:crypto';

/**
 * A fingerprint of a key, by which limits are kept apart for each account. Twelve hexadecimal digits of its SHA-256: enough to tell a few
 * accounts apart, and nothing that a key could be made from.
 */
export function accountOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 12);
}

/** Whether a service at this address is outside of this machine and of the hosts that the user calls his own. */
export function isOutside(url: string, insideHosts: string[] = []): boolean {
  if (!URL.canParse(url)) return true;
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host))
    return false;
  return !insideHosts.some((inside) => inside.toLowerCase() === host);
}
