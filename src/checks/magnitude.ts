import { baseLanguage, type LanguageTag } from '../model/language.ts';
import type { PairCheck } from './check.ts';
import { justBefore } from './number-context.ts';
import { numberWords } from './number-words.ts';
import { type Word, wordsOf } from './words.ts';

/** From here on a word for a multitude is meant as one: not `hundreds`, which other languages put as dozens or many. */
const LEAST = 1e3;

/** Thousands became millions, or milliards billions, where no figure stands before the word. With figures it is the numbers check's business. */
export const magnitude: PairCheck = {
  id: 'magnitude',
  type: 'numbers',
  mqm: 'accuracy/mistranslation',
  severity: 'error',
  needs: 'pair',
  languages: ['en', 'fr', 'es', 'ca', 'de', 'ar'],
  run({ source, target }) {
    const from = multitudes(source.text, source.language);
    if (from.length === 0) return [];
    const to = multitudes(target.text, target.language);
    const was = from.find(({ value }) => !to.some((other) => other.value === value));
    const now = to.find(({ value }) => !from.some((other) => other.value === value));
    if (!was || !now || from.length !== to.length) return [];
    const message = { key: 'magnitude.changed', parameters: { source: was.word.text, target: now.word.text } };
    return [{ start: now.word.start, end: now.word.end, message }];
  },
  examples: {
    valid: [
      { from: 'en', to: 'fr', source: 'billions of dollars', target: 'des milliards de dollars' },
      { from: 'en', to: 'fr', source: '1.5 billion dollars', target: '1 500 millions de dollars' },
      { from: 'en', to: 'fr', source: 'millions of people', target: 'beaucoup de gens' },
    ],
    invalid: [
      {
        input: { from: 'en', to: 'fr', source: 'billions of dollars', target: 'des millions de dollars' },
        remarks: [
          {
            start: 4,
            end: 12,
            message: { key: 'magnitude.changed', parameters: { source: 'billions', target: 'millions' } },
          },
        ],
      },
    ],
  },
};

/** Words for a multitude without a number before them, with what they stand for; `hundreds of thousands` is the thousands. */
function multitudes(text: string, language: LanguageTag): { word: Word; value: number }[] {
  const table = numberWords(baseLanguage(language));
  if (!table) return [];
  const words = wordsOf(text);
  return words.flatMap((word, index) => {
    const meant = word.lower.length < 4 ? undefined : table.read(word).word;
    if (meant?.kind !== 'scale' || meant.value < LEAST) return [];
    const { value } = meant;
    const before = words[index - 1];
    const number = before && table.read(before).word;
    if (/\d[\s\u00A0\u202F-]*$/u.test(justBefore(text, word.start))) return [];
    if (number && number.kind !== 'article' && number.value !== 100) return [];
    // `mille` and `one thousand` are numbers, `millions` a multitude.
    return number?.kind === 'article' || !/[sx]$|[اآ]|ين$|en$/u.test(word.lower) ? [] : [{ word, value }];
  });
}
