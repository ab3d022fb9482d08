import { baseLanguage, type LanguageTag } from '../model/language.ts';
import type { PairCheck } from './check.ts';
import { wordsOf } from './words.ts';

/** Words that stay small at the start of a sentence, and are passed over: Afrikaans `'n`, Dutch `'t`. */
const passedOver: Record<LanguageTag, RegExp> = { af: /^\P{L}*['’]n\s+/iu, nl: /^\P{L}*['’][tns]\s+/iu };

/** The source begins with a capital and the translation with a small letter, or the other way round. */
export const capitalStart: PairCheck = {
  id: 'capital-start',
  type: 'typographical',
  mqm: 'linguistic-conventions/spelling',
  severity: 'warning',
  needs: 'pair',
  run({ source, target }) {
    const from = firstLetter(source.text, source.language);
    const to = firstLetter(target.text, target.language);
    if (!from || !to || from.capital === to.capital) return [];
    // A name that is written so, such as iPhone or d’Estaing, is in the source too.
    if (/\p{Lu}/u.test(to.word.slice(1)) || wordsOf(source.text).some(({ text }) => text === to.word)) return [];
    const { at: start, letter } = to;
    const end = start + letter.length;
    if (to.capital) {
      // In English `I`, days and nationalities have a capital wherever they stand, and so has every noun in German.
      return [
        {
          start,
          end,
          severity: 'info' as const,
          suggestions: [letter.toLowerCase()],
          message: { key: 'capital-start.capital', parameters: { word: to.word } },
        },
      ];
    }
    return [
      {
        start,
        end,
        suggestions: [letter.toLocaleUpperCase(target.language === 'und' ? 'en' : target.language)],
        message: { key: 'capital-start.small', parameters: { word: to.word } },
      },
    ];
  },
  examples: {
    valid: [
      { from: 'en', to: 'fr', source: '“The house', target: '« La maison' },
      { from: 'en', to: 'fr', source: '360 degrees', target: 'tour complet' },
      { from: 'en', to: 'af', source: 'A cow', target: "'n Koei" },
      { from: 'en', to: 'fr', source: 'The new iPhone', target: 'iPhone : le nouveau' },
      { from: 'en', to: 'ar', source: 'The house', target: 'البيت' },
    ],
    invalid: [
      {
        input: { from: 'fr', to: 'en', source: 'La maison brûle.', target: '"the house burns.' },
        remarks: [
          {
            start: 1,
            end: 2,
            suggestions: ['T'],
            message: { key: 'capital-start.small', parameters: { word: 'the' } },
          },
        ],
      },
      {
        input: { from: 'fr', to: 'en', source: 'et la maison', target: 'And the house' },
        remarks: [
          {
            start: 0,
            end: 1,
            severity: 'info',
            suggestions: ['a'],
            message: { key: 'capital-start.capital', parameters: { word: 'And' } },
          },
        ],
      },
    ],
  },
};

/** The first letter of a text of a script with capitals, where no figure stands before it. */
function firstLetter(
  text: string,
  language: LanguageTag,
): { at: number; letter: string; word: string; capital: boolean } | undefined {
  const skipped = passedOver[baseLanguage(language)]?.exec(text)?.[0].length ?? 0;
  const found = /^[^\p{L}\p{N}]*(?=(?<word>(?<letter>\p{L}\p{M}*)[\p{L}\p{M}]*))/u.exec(text.slice(skipped));
  const { letter, word } = found?.groups ?? {};
  if (!found || !letter || !word || letter.toLowerCase() === letter.toUpperCase()) return undefined;
  if (/[<{%&]/u.test(found[0])) return undefined;
  return { at: skipped + found[0].length, letter, word, capital: letter !== letter.toLowerCase() };
}
