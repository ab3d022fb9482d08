import { type LanguageTag, sameLanguage } from '../model/language.ts';

/**
 * The pair of a list that serves a request: the very tags where they are listed, else the same languages (`es` serves `es-MX`).
 * A language is never translated into itself.
 */
export function pairOf<P extends { from: LanguageTag; to: LanguageTag }>(
  pairs: P[],
  from: LanguageTag,
  to: LanguageTag,
): P | undefined {
  if (sameLanguage(from, to)) return undefined;
  return (
    pairs.find((pair) => pair.from === from && pair.to === to) ??
    pairs.find((pair) => sameLanguage(pair.from, from) && sameLanguage(pair.to, to))
  );
}
