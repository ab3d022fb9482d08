import { baseLanguage, type LanguageTag, sameLanguage } from '../model/language.ts';
import type { PairCheck } from './check.ts';
import { listed, readTable } from './data/table.ts';
import { lengthDeviation } from './length-model.ts';
import { folded, type Word, wordsOf } from './words.ts';

const unfinished = new Map<LanguageTag, Set<string>>(
  readTable('unfinished').map(([language = '', words]) => [language, new Set(listed(words))]),
);
/** Below these deviations of the length (data/lengths.tsv) a text that breaks off, or whose source's end left no trace, is cut. */
const BROKEN_OFF = -0.5;
const WITHOUT_TRACE = -2.6;
const CUT = -2.9;
/** The last part of the source whose words are looked for, and how many of them it needs. */
const TAIL = 0.3;
const WITNESSES = 2;

/**
 * The end of the source is missing: the translation stops at a word that no sentence ends with, or it is shorter than usual and nothing
 * that can be recognised across languages (names, figures, words alike) of the source's end is in it.
 */
export const truncation: PairCheck = {
  id: 'truncation',
  type: 'omission',
  mqm: 'accuracy/omission',
  severity: 'warning',
  needs: 'pair',
  run({ source, target, origin }) {
    if (origin === 'kept' || origin === 'table' || sameLanguage(source.language, target.language)) return [];
    const deviation = lengthDeviation(source.text, source.language, target.text, target.language);
    if (deviation === undefined || deviation > BROKEN_OFF) return [];
    const [words, others] = [wordsOf(source.text), wordsOf(target.text)];
    const last = others.at(-1);
    if (!last || words.length < 5) return [];
    const { start, end } = last;
    const broken = breaksOff(last, words, source.language, target.text, target.language);
    if (!broken && !(deviation < WITHOUT_TRACE && endIsMissing(words, others, source.text.length, deviation < CUT)))
      return [];
    return [{ start, end, message: { key: 'truncation.end', parameters: { word: last.text } } }];
  },
  examples: {
    valid: [
      {
        from: 'fr',
        to: 'en',
        source: 'Il a quitté la ville de Lyon hier soir.',
        target: 'He left the city of Lyon last night.',
      },
      {
        from: 'fr',
        to: 'en',
        source: 'Il sait de quoi il parle depuis toujours.',
        target: 'He knows what he is talking about.',
      },
    ],
    invalid: [
      {
        input: {
          from: 'fr',
          to: 'en',
          source: 'Il a quitté la ville de Lyon hier soir avec sa famille.',
          target: 'He left the city of Lyon with his.',
        },
        remarks: [{ start: 30, end: 33, message: { key: 'truncation.end', parameters: { word: 'his' } } }],
      },
    ],
  },
};

function breaksOff(last: Word, words: Word[], from: LanguageTag, text: string, to: LanguageTag): boolean {
  const rest = text.slice(last.end);
  // A closing mark around the word means that it is quoted, an apostrophe that it is cut.
  if (!/^[\s.…]*$/u.test(rest) || !unfinished.get(baseLanguage(to))?.has(last.lower)) return false;
  if (/^\p{Lu}/u.test(last.text)) return false;
  const own = words.at(-1);
  return !(own && (own.lower === last.lower || unfinished.get(baseLanguage(from))?.has(own.lower)));
}

/** Whether nothing of the end of the source can be recognised in the translation. */
function endIsMissing(words: Word[], others: Word[], length: number, sure: boolean): boolean {
  const there = new Set(others.map(({ lower }) => keyOf(lower)));
  const witnesses = words.filter(
    ({ start, text }) => start > length * (1 - TAIL) && (text.length > 4 || /^\p{Lu}/u.test(text)),
  );
  const found = witnesses.filter(({ lower }) => there.has(keyOf(lower))).length;
  return sure ? found <= witnesses.length / 4 : witnesses.length >= WITNESSES && found === 0;
}

/** Words of related languages that mean the same often begin alike. */
function keyOf(word: string): string {
  return folded(word).slice(0, 4);
}
