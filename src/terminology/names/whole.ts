import { EDITS, type Edit, edit } from './edits.ts';

const unlikeConsonants: Edit[] = [
  'voice',
  'near consonant',
  'far consonant',
  'first far consonant',
  'vowel for consonant',
  'consonant left out',
  'consonant added',
  'first consonant left out',
  'first consonant added',
  'last consonant left out',
  'last consonant added',
  'other figure',
  'other letter',
];
const agreeing: Edit[] = [
  'consonant',
  'rare consonant',
  'first consonant',
  'vowel',
  'first vowel',
  'last vowel',
  'figure',
  'parting',
  'joined',
  'parted',
  'single for double',
  'double for single',
];
const isUnlike = Uint8Array.from(EDITS, (name) => Number(unlikeConsonants.includes(name)));
/** Whether an edit, by its number, is none: letters that are the same, or as good as. */
export const isAgreeing = Uint8Array.from(EDITS, (name) => Number(agreeing.includes(name)));

/** A letter left over counts for more in `Hama` than in `Chevtchenkove`. */
const SHORT = 6;
const VERY_SHORT = 4;

/**
 * What an alignment says about the whole name, which no single letter can: the numbers of further edits, for its sum.
 *
 * @param path edits and conventions of the best alignment
 * @param length letters of the longer of the two
 */
export function wholeName(path: readonly number[], length: number): number[] {
  const found: number[] = [];
  let unlike = 0;
  let differing = 0;
  for (const id of path) {
    if (id >= EDITS.length) continue;
    if (isUnlike[id]) unlike += 1;
    if (!isAgreeing[id]) differing += 1;
  }
  if (unlike > 0) found.push(edit['unlike consonant']);
  if (unlike > 0 && length <= SHORT) found.push(edit['unlike consonant in a short name']);
  for (let n = 0; n < differing; n += 1) {
    if (length <= VERY_SHORT) found.push(edit['edit in a very short name']);
    else if (length <= SHORT) found.push(edit['edit in a short name']);
    if (n > 0) found.push(edit['several edits']);
  }
  return found;
}
