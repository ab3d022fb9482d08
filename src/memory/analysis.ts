import type { InlineCode } from '../model/article.ts';
import type { LanguageTag } from '../model/language.ts';
import { sourceKey } from './key.ts';

/** The bands in which desks quote work, best first. `repetitions` stand in the batch more than once and have no match of 100. */
export const bands = ['101', '100', 'repetitions', '95-99', '85-94', '75-84', '50-74', 'none'] as const;
export type Band = (typeof bands)[number];

/** Lowest similarity that an analysis looks for: the lowest band. */
export const ANALYSIS_THRESHOLD = 0.5;

export interface Amount {
  segments: number;
  words: number;
  characters: number;
}

/** A segment to be translated, and the score of its best match. */
export interface AnalysedSegment {
  text: string;
  codes: InlineCode[];
  score?: number;
}

/**
 * Sums segments, words and characters up by band. A segment that stood in the batch before (the same text and codes, whichever file) and
 * has no match of 100 counts as a repetition: confirming the first one fills it.
 *
 * @param segments of all files of a batch, in order, without furniture and what is kept as it is
 */
export function analyse(segments: AnalysedSegment[], language: LanguageTag): Record<Band, Amount> & { total: Amount } {
  const sums = Object.fromEntries([...bands, 'total'].map((band) => [band, { segments: 0, words: 0, characters: 0 }]));
  const seen = new Set<string>();
  for (const segment of segments) {
    const key = JSON.stringify([sourceKey(segment.text), segment.codes.map(({ kind, at, data }) => [kind, at, data])]);
    const score = segment.score ?? 0;
    const band = score < 100 && seen.has(key) ? 'repetitions' : bandOf(score);
    seen.add(key);
    for (const sum of [sums[band], sums.total]) {
      if (!sum) continue;
      sum.segments += 1;
      sum.words += countWords(segment.text, language);
      sum.characters += [...segment.text].length;
    }
  }
  return sums as Record<Band, Amount> & { total: Amount };
}

/** The band of a score, 0..101. */
export function bandOf(score: number): Band {
  if (score > 100) return '101';
  if (score === 100) return '100';
  if (score >= 95) return '95-99';
  if (score >= 85) return '85-94';
  if (score >= 75) return '75-84';
  return score >= 50 ? '50-74' : 'none';
}

const segmenters = new Map<LanguageTag, Intl.Segmenter>();

/** Words as Unicode cuts them (UAX 29; dictionaries for languages without spaces). */
export function countWords(text: string, language: LanguageTag): number {
  let segmenter = segmenters.get(language);
  if (!segmenter) {
    segmenter = new Intl.Segmenter(language, { granularity: 'word' });
    segmenters.set(language, segmenter);
  }
  let words = 0;
  for (const { isWordLike } of segmenter.segment(text)) if (isWordLike) words += 1;
  return words;
}
