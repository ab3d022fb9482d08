import { createHash } from 'node:crypto';
import { sourceKey } from './key.ts';

/** How a store measures a text: a key for exact look-ups. */
export const textMeasure = {
  /** Hash of the folded text: a fixed length, however long the text. */
  key: (text: string): string => createHash('sha256').update(sourceKey(text)).digest('base64url'),
};
