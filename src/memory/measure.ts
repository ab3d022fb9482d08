import { createHash } from 'node:crypto';
import { Kept } from '../model/kept.ts';
import { sourceKey } from './key.ts';

/** How a store measures a text: a key for exact look-ups. */
export const textMeasure = {
  /** Hash of the folded text: a fixed length, however long the text. */
  key: (text: string): string => keys.get(text, () => hashed(text)),
};

/** A segment is looked up for each language, and is the surroundings of two others. */
const keys = new Kept<string>(500);

function hashed(text: string): string {
  return createHash('sha256').update(sourceKey(text)).digest('base64url');
}
