import type { InlineCode, Segment } from './article.ts';
import type { Target } from './translation.ts';

/** A text with the codes that stand in it. */
export interface Coded {
  text: string;
  codes: InlineCode[];
}

/** The two sides of a cut, and the white space that goes between them. */
export interface Cut {
  left: Coded;
  right: Coded;
  between: string;
}

/** Why a text cannot be cut at a place: a side would be empty, or a character as readers see it would be torn. */
export type CutTrouble = 'edge' | 'character';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** @param at UTF-16 offset @returns undefined where the text can be cut there */
export function cutTrouble(text: string, at: number): CutTrouble | undefined {
  if (at <= 0 || at >= text.length || !text.slice(0, at).trim() || !text.slice(at).trim()) return 'edge';
  // The sign that holds the place begins somewhere before it.
  return graphemes.segment(text).containing(at)?.index === at ? undefined : 'character';
}

/**
 * Cuts a text in two at a UTF-16 offset where `cutTrouble` has nothing to say. White space at the cut belongs to neither side. Of the codes
 * at the cut closing ones go with the text before it and others with the text behind it, and their order stays.
 */
export function cutText({ text, codes }: Coded, at: number): Cut {
  const left = text.slice(0, at).trimEnd();
  const from = text.length - text.slice(at).trimStart().length;
  const first: InlineCode[] = [];
  const second: InlineCode[] = [];
  for (const code of codes) {
    const before = code.kind === 'close' ? code.at <= from : code.at < left.length;
    if (before && second.length === 0) first.push({ ...code, at: Math.min(code.at, left.length) });
    else second.push({ ...code, at: Math.max(code.at - from, 0) });
  }
  return {
    left: { text: left, codes: first },
    right: { text: text.slice(from), codes: second },
    between: text.slice(left.length, from),
  };
}

/** Puts two texts together: the opposite of `cutText`. */
export function joinTexts({ left, right, between }: Cut): Coded {
  const shift = left.text.length + between.length;
  return {
    text: left.text + between + right.text,
    codes: [...left.codes, ...right.codes.map((code) => ({ ...code, at: code.at + shift }))],
  };
}

/** Cuts a segment in two; the ordinals of those behind it are the caller's affair. */
export function splitSegment(segment: Segment, at: number): [Segment, Segment] {
  const { left, right, between } = cutText(segment, at);
  const place = segment.start + left.text.length;
  return [
    { ...segment, ...left, end: place, after: between },
    { ...segment, ...right, ordinal: segment.ordinal + 1, start: place + between.length, before: '' },
  ];
}

/** Makes one segment of two that follow each other in a block. */
export function mergeSegments(left: Segment, right: Segment): Segment {
  const joined = joinTexts({ left, right, between: left.after + right.before });
  return { ...left, ...joined, end: right.end, after: right.after };
}

/** Where a target is best cut when its source is: a UTF-16 offset; undefined where there is nothing to cut, and all of it stays with the first segment. */
export function targetCut(
  source: { text: string; at: number },
  target: { text: string | null; alignment?: Target['alignment'] | null },
): number | undefined {
  const { text } = target;
  if (text === null) return undefined;
  const wanted = alignedPlace(target.alignment, source.at) ?? (source.at / source.text.length) * text.length;
  // Behind the white space, and whether a mark stands before it.
  const places = [...text.matchAll(/(\S)\s+(?=\S)/gu)].map(({ index, 0: gap, 1: sign = '' }) => ({
    place: index + gap.length,
    marked: /[\p{Po}\p{Pe}\p{Pf}\p{Pd}]/u.test(sign),
  }));
  const nearest = (among: { place: number }[]) =>
    among
      .map(({ place }) => place)
      .sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))
      .find((place) => cutTrouble(text, place) === undefined);
  // Behind a mark within a fifth of the text, for people cut where a clause ends; else between words.
  const mark = nearest(places.filter(({ marked }) => marked));
  return mark !== undefined && Math.abs(mark - wanted) <= text.length / 5 ? mark : nearest(places);
}

/** Where the words behind a place of the source begin, in the target: known where the engine told which words stand for which. */
function alignedPlace(alignment: Target['alignment'] | null, at: number): number | undefined {
  const behind = (alignment ?? []).filter(({ source }) => source.start >= at).map(({ target }) => target.start);
  return behind.length > 0 ? Math.min(...behind) : undefined;
}

/**
 * The target of each side of a cut: the codes go with their source, wherever the text is cut.
 *
 * @param at at an end of the text all of it goes to one side; undefined: to the first
 * @returns undefined for a side without a text
 */
export function cutTarget(
  { text, codes }: Coded,
  at: number | undefined,
  sides: { left: Coded; right: Coded },
): [Coded | undefined, Coded | undefined] {
  const ids = new Set(sides.right.codes.map(({ id }) => id));
  const place = at ?? text.length;
  const left = text.slice(0, place).trimEnd();
  const from = text.length - text.slice(place).trimStart().length;
  const side = (part: string, start: number, own: (code: InlineCode) => boolean) => ({
    text: part,
    codes: codes.filter(own).map((code) => ({ ...code, at: Math.min(Math.max(code.at - start, 0), part.length) })),
  });
  return [
    left === '' && from < text.length ? undefined : side(left, 0, ({ id }) => !ids.has(id)),
    from === text.length ? undefined : side(text.slice(from), from, ({ id }) => ids.has(id)),
  ];
}
