import type { InlineCode } from '../model/article.ts';
import type { EngineResult, EngineSegment } from '../model/ports.ts';
import type { TermConstraint, TermOutcome } from '../model/term.ts';
import { contains } from './apertium/whole-words.ts';

/**
 * Ends a translation: says of each prescribed term how it fared, and writes the prescribed form where the engine copied the source term as
 * it was. An acronym that is the same in both languages is no copy.
 *
 * @param how what was done for a term before it was sent, where something was
 */
export function withTermOutcomes(
  translated: { text: string; codes: InlineCode[] },
  segment: EngineSegment,
  how: (term: TermConstraint) => TermOutcome | undefined = () => undefined,
  unknownWords: string[] = [],
): EngineResult {
  let { text, codes } = translated;
  const terms: { concept: string; outcome: TermOutcome }[] = [];
  for (const term of segment.terms) {
    if (isKept(text, term)) {
      terms.push({ concept: term.concept, outcome: how(term) ?? 'free' });
      continue;
    }
    const copied = copyOf(text, term);
    if (copied === undefined) {
      terms.push({ concept: term.concept, outcome: 'lost' });
      continue;
    }
    const end = copied + term.source.length;
    const longer = term.target.length - term.source.length;
    text = text.slice(0, copied) + term.target + text.slice(end);
    codes = codes.map((code) =>
      code.at >= end
        ? { ...code, at: code.at + longer }
        : { ...code, at: Math.min(code.at, copied + term.target.length) },
    );
    terms.push({ concept: term.concept, outcome: 'correction' });
  }
  const lost = terms.filter(({ outcome }) => outcome === 'lost').map(({ concept }) => concept);
  return {
    text,
    codes,
    unknownWords,
    lostTerms: [...new Set(lost)],
    ...(terms.length > 0 ? { terms } : {}),
  };
}

/** Whether one of the accepted forms stands in a text. */
export function isKept(text: string, { target, accepted }: TermConstraint): boolean {
  return [target, ...accepted].some((form) => contains(text, form));
}

/** Where the source term stands in a translation, in its own letters and as whole words, once. */
function copyOf(text: string, { source, target }: TermConstraint): number | undefined {
  if (source === '' || source === target || !contains(text, source)) return undefined;
  const at = text.indexOf(source);
  return at >= 0 && at === text.lastIndexOf(source) ? at : undefined;
}
