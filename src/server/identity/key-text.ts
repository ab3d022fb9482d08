import { randomInt } from 'node:crypto';
import { hashOf, newSecret } from './secret.ts';

/** The alphabet of prefixes: letters and digits that no font makes look alike. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** What begins every API key, for those who look for leaked ones. */
const KEY = 'ilk';

/** Makes the text of an API key: `ilk_PREFIX_SECRET`. Only `prefix` and `hash` are kept. */
export function newKeyText(): { text: string; prefix: string; hash: string } {
  const prefix = `${KEY}_${Array.from({ length: 10 }, () => alphabet[randomInt(alphabet.length)]).join('')}`;
  const text = `${prefix}_${newSecret()}`;
  return { text, prefix, hash: hashOf(text) };
}

/** The prefix of what looks like an API key. */
export function keyPrefix(text: string): string | undefined {
  return /^(ilk_[a-z2-9]{10})_[\w-]{43}$/.exec(text)?.[1];
}
