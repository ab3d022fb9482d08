import { createHash } from 'node:crypto';
import { textLength } from './fuzzy.ts';
import { sourceKey } from './key.ts';

/** How a store measures a text, so that it reads only units that could match: a key for exact look-ups, a length for fuzzy ones. */
export const textMeasure = {
  /** Hash of the folded text: a fixed length, however long the text. */
  key: (text: string): string => createHash('sha256').update(sourceKey(text)).digest('base64url'),
  /** In tokens, as textLength. */
  length: textLength,
};
