import { createHash } from 'node:crypto';
import type { Finding, PlacedFinding } from './finding.ts';
import type { LanguageTag } from './language.ts';

/** The texts that a finding was made about; null where there is no such side. A dismissal holds for exactly these. */
export interface CheckedTexts {
  source: { text: string; language: LanguageTag } | null;
  target: { text: string; language: LanguageTag } | null;
}

/** Length of an id in hexadecimal digits: 64 bits, so that two findings of one article do not meet. */
const ID = 16;

/** Hash (SHA-256) of the texts that a finding was made about. */
export function textsKey({ source, target }: CheckedTexts): string {
  const part = (side: CheckedTexts['source']) => side && [side.language, side.text];
  return createHash('sha256')
    .update(JSON.stringify([part(source), part(target)]))
    .digest('hex');
}

/** What names a finding: the same for the same thing said of the same place in the same texts, whatever the wording of the sentence. */
export function findingId(
  texts: string,
  { check, message, side, start, end, text }: Pick<Finding, 'check' | 'message' | 'side' | 'start' | 'end' | 'text'>,
): string {
  return createHash('sha256')
    .update(JSON.stringify([texts, check, message.key, side, start, end, text]))
    .digest('hex')
    .slice(0, ID);
}

/** A finding with its id and the hash of its texts. */
export function identified<F extends PlacedFinding>(finding: F, about: CheckedTexts): F {
  const texts = textsKey(about);
  return { ...finding, id: findingId(texts, finding), texts };
}
