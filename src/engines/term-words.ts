import type { EngineResult, EngineSegment } from '../model/ports.ts';
import type { TermConstraint } from '../model/term.ts';
import { apart } from './apertium/placeholders.ts';
import { isWholeWords } from './apertium/whole-words.ts';
import { isKept, withTermOutcomes } from './term-outcomes.ts';

/** A segment with words that mean nothing in place of terms. */
interface Hidden {
  segment: EngineSegment;
  words: { word: string; term: TermConstraint }[];
}

/** A translation as an engine gave it, with its codes put back. */
export interface Translated {
  text: string;
  codes: EngineResult['codes'];
  unknownWords: string[];
}

/**
 * Translates with an engine that knows nothing of glossaries. Where a prescribed term did not come out by itself, the segment is asked for
 * once more with a meaningless word in the term's place, which engines copy; where that does not come back once and whole, the first
 * translation is kept.
 */
export async function translateWithTermWords(
  segments: EngineSegment[],
  ask: (segments: EngineSegment[]) => Promise<Translated[]>,
): Promise<EngineResult[]> {
  const first = await ask(segments);
  const results = segments.map((segment, index) => {
    const { unknownWords, ...translated } = first[index] as Translated;
    return withTermOutcomes(translated, segment, undefined, unknownWords);
  });
  const again = [...segments.keys()].filter((index) => (results[index]?.lostTerms.length ?? 0) > 0);
  if (again.length === 0) return results;
  const hidden = again.map((index) => hide(segments[index] as EngineSegment));
  const answers = await ask(hidden.map((one) => one.segment));
  for (const [place, index] of again.entries()) {
    const { words } = hidden[place] as Hidden;
    const restored = restore(answers[place] as Translated, words);
    const segment = segments[index] as EngineSegment;
    if (!restored) continue;
    const held = new Set(words.map(({ term }) => term));
    const spared = (answers[place] as Translated).unknownWords.filter(
      (word) => !words.some((one) => one.word === word),
    );
    const outcome = (term: TermConstraint) => (held.has(term) ? ('placeholder' as const) : undefined);
    const better = withTermOutcomes(restored, segment, outcome, spared);
    if (better.lostTerms.length < (results[index]?.lostTerms.length ?? 0)) results[index] = better;
  }
  return results;
}

/** Consonants that no language inflects. */
const stems = ['Xqzv', 'Zqxk', 'Kxqz', 'Qzvk'];

function hide(segment: EngineSegment): Hidden {
  const { text, codes } = segment;
  const stem = stems.find((one) => !text.toLowerCase().includes(one.toLowerCase())) ?? 'Qzvkxqz';
  const held = apart(text, segment.terms).filter(
    (term) => isWholeWords(text, term) && !codes.some(({ at }) => at > term.start && at < term.end),
  );
  const words = held.map((term, index) => ({ word: `${stem}${'bdfgkmpt'[index % 8]}${'bdfgkmpt'[index >> 3]}`, term }));
  let written = '';
  let at = 0;
  for (const { word, term } of words) {
    written += text.slice(at, term.start) + word;
    at = term.end;
  }
  const shift = (place: number) =>
    words.reduce(
      (moved, { word, term }) => (place >= term.end ? moved + word.length - (term.end - term.start) : moved),
      place,
    );
  return {
    segment: {
      ...segment,
      text: written + text.slice(at),
      terms: [],
      codes: codes.map((code) => ({ ...code, at: shift(code.at) })),
    },
    words,
  };
}

/** Writes the terms in place of their words; undefined where a word was lost, doubled or glued to another. */
function restore(
  translated: Translated,
  words: Hidden['words'],
): { text: string; codes: Translated['codes'] } | undefined {
  let { text, codes } = translated;
  for (const { word, term } of words) {
    const found = [...text.matchAll(new RegExp(`(?<![\\p{L}\\p{Nd}])${word}(?![\\p{L}\\p{Nd}])`, 'giu'))];
    const [match] = found;
    if (found.length !== 1 || !match) return undefined;
    const start = match.index;
    const end = start + word.length;
    text = text.slice(0, start) + term.target + text.slice(end);
    codes = codes.map((code) =>
      code.at >= end
        ? { ...code, at: code.at + term.target.length - word.length }
        : { ...code, at: Math.min(code.at, start) },
    );
  }
  return words.every(({ term }) => isKept(text, term)) ? { text, codes } : undefined;
}
