import { Kept } from '../../model/kept.ts';

/** A text evened for comparison, with the way back to the offsets of the original. */
export interface Evened {
  text: string;
  /** The offset in the original (UTF-16) of an offset in the evened text. */
  at(offset: number): number;
}

/** Apostrophes, hyphens, and white space but the plain one. */
const odd = /[’ʼ‘`´ʹ‐‑]|[^\S ]/;
const apostrophes = /[’ʼ‘`´ʹ]/g;
const hyphens = /[‐‑]/g;
const blanks = /[^\S ]/g;
/** No mark has a smaller code. */
const mayBeMark = /[\u0300-\u1FFF\u20D0-\uFFFF]/;
const cluster = /\P{M}\p{M}+/gu;

/**
 * Composes letters with their marks (NFC), and makes apostrophes, hyphens and blanks of all kinds the plain ones. A blank or an apostrophe
 * stays one character, so offsets only move where marks were composed.
 */
export function evened(text: string): Evened {
  return kept.get(text, () => even(text));
}

const kept = new Kept<Evened>(2000);

function even(text: string): Evened {
  const plain = odd.test(text) ? text.replace(apostrophes, "'").replace(hyphens, '-').replace(blanks, ' ') : text;
  if (!mayBeMark.test(plain)) return { text: plain, at: (offset) => offset };
  const cuts: { evened: number; original: number }[] = [];
  let moved = 0;
  const composed = plain.replace(cluster, (letters, offset: number) => {
    const letter = letters.normalize('NFC');
    if (letter.length === letters.length) return letters;
    moved += letters.length - letter.length;
    cuts.push({ evened: offset + letters.length - moved, original: offset + letters.length });
    return letter;
  });
  if (cuts.length === 0) return { text: plain, at: (offset) => offset };
  return {
    text: composed,
    at: (offset) => {
      const cut = cuts.findLast(({ evened: end }) => end <= offset);
      return cut ? offset - cut.evened + cut.original : offset;
    },
  };
}
