import type { Deformatted } from './deformat.ts';

/** A translated text with the places of codes in it, by index of the code. Offsets are UTF-16. */
export interface Reformatted {
  text: string;
  places: Map<number, number>;
}

/** One edit of a text: [start, end) becomes `text`. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** A quote, bracket or inverted mark that opens, at the end of a text; and one with a blank after it. */
const opening = /(?:^|[\s(])["“«(¿¡]$/;
const spacedOpening = /(?:^|[\s(])["“«(¿¡] /;

/**
 * Reads one segment of Apertium's output, without marks: superblanks become what they stand for, word-bound blanks the places of
 * their codes, and the blanks that transfer rules leave behind (doubled, at the edges, before a full stop, after an opening quote) are taken away. Every other
 * white space of the source is a superblank, so that none of it is touched.
 *
 * @returns `undefined` when a superblank was lost, repeated or moved: the text between superblanks must then be sent piece by piece
 */
export function reformat(stream: string, source: Deformatted): Reformatted | undefined {
  const sent = source.stream
    .replaceAll(/\[\[[^\]]*\]\]|\[c\d+\]/g, '')
    .replaceAll(/\[=(\d+)\]/g, (_, index) => source.kept[Number(index)] ?? '');
  let text = '';
  let next = 0;
  let intact = true;
  let around: number[] = [];
  const places = new Map<number, number>();
  const touched = (at: number) => {
    for (const open of around) {
      const close = source.pairs.find((pair) => pair.open === open)?.close;
      if (close === undefined) continue;
      places.set(open, Math.min(places.get(open) ?? at, at));
      places.set(close, Math.max(places.get(close) ?? text.length, text.length));
    }
  };
  const dropBlank = () => {
    text = text.slice(0, -1);
    for (const [index, at] of places) places.set(index, Math.min(at, text.length));
  };
  // True when the last character is a blank that Apertium wrote, and not one of a superblank.
  let blank = false;

  for (const piece of stream.matchAll(/\[\[([^\]]*)\]\]|\[([^\]]*)\]|\\?(.)/gsu)) {
    const [, bound, superblank, character] = piece;
    if (bound !== undefined) {
      around = [...bound.matchAll(/p(\d+)/g)].map((match) => Number(match[1]));
    } else if (superblank !== undefined) {
      const index = Number(superblank.slice(1));
      if (superblank.startsWith('c') && !places.has(index)) places.set(index, text.length);
      if (!superblank.startsWith('=')) continue;
      if (index !== next) intact = false;
      next = index + 1;
      const kept = source.kept[index] ?? '';
      if (blank && /^\s/.test(kept)) dropBlank();
      text += kept;
      blank = false;
    } else if (character !== undefined) {
      if (/\s/.test(character)) {
        if (text === '' || /\s$/.test(text) || (opening.test(text) && !spacedOpening.test(sent))) continue;
        text += ' ';
        blank = true;
        continue;
      }
      if (blank && /[.,)]/.test(character) && !sent.includes(` ${character}`)) dropBlank();
      const at = text.length;
      text += character;
      blank = false;
      touched(at);
    }
  }
  if (blank) dropBlank();
  return intact && next === source.kept.length ? { text, places } : undefined;
}

/** Cuts a stream at its superblanks of text; the odd parts are the superblanks. Each part is a stream of its own. */
export function piecesOf(stream: string): string[] {
  return stream.split(/(\[=\d+\])/);
}

/** Applies edits (not overlapping, in order) and moves the places along; a place inside an edit goes to its end. */
export function edited({ text, places }: Reformatted, edits: Edit[]): Reformatted {
  let result = '';
  let at = 0;
  const moved = new Map<number, number>();
  const shift = (from: number, to: number, map: (place: number) => number, last = false) => {
    for (const [index, place] of places) {
      if (place >= from && (place < to || (last && place === to))) moved.set(index, map(place));
    }
  };
  for (const edit of edits) {
    const offset = result.length - at;
    shift(at, edit.start, (place) => place + offset);
    result += text.slice(at, edit.start);
    const start = result.length;
    result += edit.text;
    const end = result.length;
    shift(edit.start, edit.end, (place) => (place === edit.start ? start : end));
    at = edit.end;
  }
  const offset = result.length - at;
  shift(at, text.length, (place) => place + offset, true);
  return { text: result + text.slice(at), places: moved };
}

/**
 * Gives pairs the punctuation that stood inside them and their place in a word that was only copied, and puts the white space at the edges back.
 *
 * @param places are relative to the translation without that white space
 */
export function framed({ text, places }: Reformatted, source: Deformatted): Reformatted {
  const shifted = new Map<number, number>();
  for (const [index, place] of places) shifted.set(index, place + source.lead.length);
  for (const { open, close, before, after, inside } of source.pairs) {
    const start = places.get(open);
    const end = places.get(close);
    if (start === undefined || end === undefined) continue;
    if (inside && text.slice(start, end) === inside.word) {
      shifted.set(open, source.lead.length + start + inside.start);
      shifted.set(close, source.lead.length + start + inside.end);
      continue;
    }
    let grownStart = start;
    for (let i = before.length - 1; i >= 0 && text[grownStart - 1] === before[i]; i--) grownStart--;
    let grownEnd = end;
    for (let i = 0; i < after.length && text[grownEnd] === after[i]; i++) grownEnd++;
    shifted.set(open, grownStart + source.lead.length);
    shifted.set(close, grownEnd + source.lead.length);
  }
  return { text: source.lead + text + source.trail, places: shifted };
}
