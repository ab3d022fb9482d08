import type { LanguageTag } from '../model/language.ts';
import type { ArticleResult } from '../model/result.ts';
import { treatmentOf } from '../model/treatment.ts';

/** What an editor knows a story by, and its language. */
export interface Headline {
  text: string;
  language: LanguageTag;
}

/** Where a text that stands in for a headline is clipped, in characters. */
const longest = 90;

/**
 * The delivered article's own headline: its first headline block, else the beginning of its first sentence that is no furniture. Nothing
 * where the article has no such text.
 */
export function headlineOf({ delivered }: ArticleResult): { headline?: Headline } {
  const { language, blocks, segments } = delivered;
  const own = blocks.map(({ role, text }) => (role === 'headline' ? oneLine(text) : '')).find((text) => text !== '');
  if (own !== undefined) return { headline: { text: own, language } };
  const first = segments.find(({ block, text }) => {
    const role = blocks[block]?.role;
    return text.trim() !== '' && (!role || treatmentOf(role) !== 'leave-out');
  });
  return first ? { headline: { text: clipped(oneLine(first.text), language), language } } : {};
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** Cuts after the last whole word that fits; a text without words that short is cut between characters as readers see them. */
function clipped(text: string, language: LanguageTag): string {
  if (text.length <= longest) return text;
  const ends = (granularity: 'word' | 'grapheme'): number[] =>
    [...new Intl.Segmenter(language === 'und' ? 'en' : language, { granularity }).segment(text)]
      .map(({ index, segment }) => index + segment.trimEnd().length)
      .filter((end) => end > 0 && end < longest);
  const end = ends('word').at(-1) ?? ends('grapheme').at(-1) ?? 0;
  return `${text.slice(0, end).trimEnd()}\u2026`;
}
