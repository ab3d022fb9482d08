import type { Alignment } from './align.ts';
import { EDITS, type Edit, edit, PARTING_CODE } from './edits.ts';

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
const isAgreeing = Uint8Array.from(EDITS, (name) => Number(agreeing.includes(name)));

/** A letter left over counts for more in `Hama` than in `Chevtchenkove`. */
const SHORT = 6;
const VERY_SHORT = 4;

/**
 * What an alignment says about the whole name, which no single letter can: the numbers of further edits, for its sum.
 *
 * @param codes letters of the spelling
 * @param length letters of the name
 */
export function wholeName(alignment: Alignment, codes: Uint16Array, length: number, weights: Float64Array): number[] {
  const { path, at } = alignment;
  const longest = Math.max(codes.length, length);
  const found: number[] = [];
  let unlike = 0;
  let differing = 0;
  let word = 0;
  let words = 1;
  let sum = 0;
  let letters = 0;
  const close = () => {
    if (letters >= 3 && sum < 0) found.push(edit['unlike word']);
    sum = 0;
    letters = 0;
  };
  for (let step = 0; step < path.length; step += 1) {
    const id = path[step] as number;
    const from = at[step] as number;
    for (; word < from; word += 1) {
      if (codes[word] === PARTING_CODE) {
        words += 1;
        close();
      } else letters += 1;
    }
    sum += weights[id] as number;
    if (id >= EDITS.length) continue;
    if (isUnlike[id]) unlike += 1;
    if (!isAgreeing[id]) differing += 1;
  }
  for (; word < codes.length; word += 1) letters += 1;
  if (words > 1) close();
  else found.length = 0;
  if (unlike > 0) found.push(edit['unlike consonant']);
  if (unlike > 0 && longest <= SHORT) found.push(edit['unlike consonant in a short name']);
  for (let n = 0; n < differing; n += 1) {
    if (longest <= VERY_SHORT) found.push(edit['edit in a very short name']);
    else if (longest <= SHORT) found.push(edit['edit in a short name']);
    if (n > 0) found.push(edit['several edits']);
  }
  return found;
}
