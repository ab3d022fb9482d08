import { type SubSegment, subSegments } from '../memory/sub-segment.ts';
import type { LanguageTag } from '../model/language.ts';
import { PhraseIndexes, type PhraseTools } from './phrases.ts';

/** A word that more than so many of the units hold tells nothing, where there are enough units to know. */
const COMMON = 0.03;
const ENOUGH_TO_KNOW = 200;

/** The longest parts of a text that the memories in force can translate; see subSegments. */
export async function findSubSegments(
  text: string,
  from: LanguageTag,
  to: LanguageTag,
  tools: PhraseTools,
): Promise<SubSegment[]> {
  const indexes = await PhraseIndexes.open(from, to, tools);
  if (indexes.size === 0) return [];
  return subSegments(text, {
    holding(phrase, limit) {
      // A unit may hold it in several of its texts.
      const hits = indexes.find(phrase, limit * 2).hits.filter(({ kind }) => kind === 'phrase');
      return [...new Set(hits.map(({ unit }) => unit))].slice(0, limit);
    },
    being: (part, limit) => indexes.being(part, limit),
    isCommon: (word) => indexes.size >= ENOUGH_TO_KNOW && indexes.holders(word) > indexes.size * COMMON,
    evidence: (words) => indexes.evidence(words),
    read: (units) => tools.store.units(from, to, units),
  });
}
