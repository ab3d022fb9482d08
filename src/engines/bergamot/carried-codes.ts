import type { InlineCode } from '../../model/article.ts';
import { codeStructure, placeCodes } from '../code-placement.ts';
import type { AlignedText, Word } from './word-alignment.ts';

/** Words of a translation between two stretches of a pair's words that may be taken along: articles and prepositions that align elsewhere. */
const GAP = 2;

/**
 * Puts the codes of a text into its translation, by the alignment of their words. A pair stands around the translation of the words it
 * stands around: the longest run of them where they were torn apart. What stands at an edge stays at that edge.
 */
export function carriedCodes(
  source: string,
  codes: InlineCode[],
  words: Word[],
  translation: AlignedText,
): InlineCode[] {
  if (codes.length === 0) return [];
  const { text } = translation;
  const { pairs } = codeStructure(codes);
  const closing = new Set(pairs.values());
  const lead = source.length - source.trimStart().length;
  const trail = source.trimEnd().length;
  const places = new Map<number, number>();
  const edge = (at: number) =>
    at <= lead ? Math.min(at, text.length) : at >= trail ? Math.max(0, text.length - (source.length - at)) : undefined;
  codes.forEach((code, index) => {
    if (closing.has(index)) return;
    const close = pairs.get(index);
    if (close === undefined) {
      const place = edge(code.at) ?? placeOf(code.at, source, words, translation);
      if (place !== undefined) places.set(index, place);
      return;
    }
    const end = (codes[close] as InlineCode).at;
    const [first, last] = [edge(code.at), edge(end)];
    const run =
      first !== undefined && last !== undefined
        ? { start: first, end: last }
        : runOf(code.at, end, source, words, translation);
    if (!run) return;
    places.set(index, run.start);
    places.set(close, run.end);
  });
  return placeCodes(codes, places, text.length);
}

/** Where a code that stands alone goes: before the translation of the word behind it, else behind that of the word before it. */
function placeOf(at: number, source: string, words: Word[], translation: AlignedText): number | undefined {
  const inside = words.findIndex(({ start, end }) => start < at && at < end);
  if (inside >= 0) {
    const stretch = translation.stretches.find(({ word }) => word === inside);
    return stretch && within(stretch, at, words[inside] as Word, source, translation.text, 'end');
  }
  const next = words.findIndex(({ start }) => start >= at);
  const behind = next < 0 ? undefined : translation.stretches.find(({ word }) => word === next);
  if (behind) return behind.start;
  const before = words.findLastIndex(({ end }) => end <= at);
  return translation.stretches.findLast(({ word }) => word === before)?.end;
}

/** The longest run of the translation of the words between two offsets. */
function runOf(from: number, to: number, source: string, words: Word[], translation: AlignedText): Word | undefined {
  const wanted = new Set(words.flatMap(({ start, end }, index) => (start < to && end > from ? [index] : [])));
  if (from === to) {
    const place = placeOf(from, source, words, translation);
    return place === undefined ? undefined : { start: place, end: place };
  }
  const run = alignedRun(wanted, translation);
  if (!run) return undefined;
  const first = words[Math.min(...wanted)] as Word;
  const last = words[Math.max(...wanted)] as Word;
  return {
    start: first.start < from ? within(run, from, first, source, translation.text, 'start') : run.start,
    end: last.end > to ? within(run, to, last, source, translation.text, 'end') : run.end,
  };
}

/** The longest stretch of a translation that stands for some words of the source, small gaps included. */
export function alignedRun(words: ReadonlySet<number>, { stretches }: AlignedText): Word | undefined {
  let best: Word | undefined;
  let run: Word | undefined;
  let gap = 0;
  for (const { word, start, end } of stretches) {
    if (!words.has(word)) {
      gap++;
      continue;
    }
    run = run && gap <= GAP ? { start: run.start, end } : { start, end };
    gap = 0;
    if (!best || run.end - run.start > best.end - best.start) best = run;
  }
  return best;
}

/**
 * Where a code inside a word goes in the word's translation: between word and marks as in the source (`word</b>!`), behind the same
 * apostrophe or hyphen, else to the edge, so that it takes in all of the word.
 */
function within(run: Word, at: number, word: Word, source: string, text: string, otherwise: 'start' | 'end'): number {
  const before = source.slice(word.start, at);
  const after = source.slice(at, word.end);
  const there = text.slice(run.start, run.end);
  if (!/[\p{L}\p{N}]/u.test(after)) return run.start + there.replace(/[^\p{L}\p{N}\p{M}]+$/u, '').length;
  if (!/[\p{L}\p{N}]/u.test(before)) return run.end - there.replace(/^[^\p{L}\p{N}]+/u, '').length;
  if (/['’‑-]$/u.test(before)) {
    const mark = /^[\p{L}\p{N}\p{M}]+['’‑-]/u.exec(there);
    if (mark) return run.start + mark[0].length;
  }
  return run[otherwise];
}
