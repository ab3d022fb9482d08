import { Type } from 'typebox';
import type { ReviewProgress } from '../storage/review-progress.ts';

/** Who somebody is, as the audit log names them. */
export const actor = Type.String({ maxLength: 100, pattern: '^(person|key):[A-Za-z0-9-]{1,80}$|^local$' });

const byState = Type.Object({
  initial: Type.Integer(),
  translated: Type.Integer(),
  reviewed: Type.Integer(),
  final: Type.Integer(),
});

/** How far the review of a language version is. */
export const progress = Type.Object({
  segments: byState,
  words: byState,
  missing: Type.Integer({ description: 'Segments that have no text yet.' }),
  wordsLeft: Type.Integer({ description: 'Words that still have to be approved under the desk’s rule.' }),
  approved: Type.Boolean({ description: 'Nothing is left to approve.' }),
});

export function progressAnswer(found: ReviewProgress | undefined) {
  return found ? { ...found, approved: found.wordsLeft === 0 && found.missing === 0 } : null;
}
