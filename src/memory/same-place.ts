import { differencesOf } from './differences.ts';

/** Characters of a text that are compared: all but white space. */
const signs = (text: string) => text.replace(/[\s\p{Z}]/gu, '').length;

/**
 * The place in a text that stands where a place stands in its corrected form: behind the same words and marks, whatever the white space.
 *
 * @param at UTF-16 offset in the corrected text
 * @returns undefined inside of what was corrected, where there is no such place
 */
export function placeBeforeCorrection(corrected: string, came: string, at: number): number | undefined {
  if (corrected === came) return at;
  const before = signs(corrected.slice(0, at));
  let shift = 0;
  for (const { unit, segment } of differencesOf(came, corrected)) {
    const from = segment ? signs(corrected.slice(0, segment.start)) : signs(came.slice(0, unit?.start ?? 0)) - shift;
    if (from >= before) break;
    if (segment && segment.end > at) return undefined;
    shift += signs(unit?.text ?? '') - signs(segment?.text ?? '');
  }
  let left = before + shift;
  for (let place = 0; place < came.length; place++) {
    if (signs(came[place] as string) === 0) continue;
    if (left === 0) return place;
    left--;
  }
  return left === 0 ? came.length : undefined;
}
