import { baseLanguage, type LanguageTag } from '../model/language.ts';
import type { TextCheck } from './check.ts';
import { type Word, wordsOf } from './words.ts';

/** Words that may stand twice in a row in good writing. */
const allowed: Record<LanguageTag, Set<string>> = {
  en: new Set(['that', 'had', 'is', 'her', 'bye', 'ha', 'no', 'very', 'so', 'hush', 'knock', 'tut', 'yeah', 'blah']),
  fr: new Set(['nous', 'vous', 'en', 'très', 'non', 'si', 'la', 'ha', 'tout', 'faire', 'bla', 'petit']),
  es: new Set(['no', 'muy', 'ja', 'casi', 'bla', 'sí']),
  ca: new Set(['no', 'molt', 'ha', 'bla', 'ben', 'sí']),
  de: new Set(['die', 'der', 'das', 'sie', 'dass', 'den', 'sehr', 'nein']),
};

/** A word, white space only, and the same word again (once or more). */
const doubled =
  /(?<![\p{L}\p{M}\p{N}'’_-])(?<word>\p{L}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*)(?:\s+\k<word>)+(?![\p{L}\p{M}\p{N}'’_-])/giu;

/** The same word twice in a row. Names (`Duran Duran`) and what grammar doubles (`nous nous`, `had had`) are left alone. */
export const doubledWords: TextCheck = {
  id: 'doubled-words',
  type: 'duplication',
  mqm: 'linguistic-conventions/duplication',
  severity: 'warning',
  needs: 'text',
  run({ text, language, role }) {
    if (role === 'furniture' || !mayRepeat(text)) return [];
    return [...text.matchAll(doubled)].flatMap((match) => {
      const word = match.groups?.word ?? '';
      const repeated = match[0].slice(word.length).trim();
      if (
        allowed[baseLanguage(language)]?.has(word.toLowerCase()) ||
        (/^\p{Lu}/u.test(repeated) && !/^\p{Lu}{2}[\p{Lu}\s]*$/u.test(repeated))
      )
        return [];
      const [start, end] = [match.index, match.index + match[0].length];
      return [{ start, end, suggestions: [word], message: { key: 'doubled-words.word', parameters: { word } } }];
    });
  },
  examples: {
    valid: [
      { text: 'He said that that was all he had had.' },
      { text: 'Nous nous réjouissons, mais vous vous taisez.', language: 'fr' },
      { text: 'Duran Duran play in Bora Bora and Baden Baden.' },
      { text: 'It was long, long ago.' },
      { text: 'the-the, the the-', language: 'en' },
      { text: 'In 20 20 years' },
    ],
    invalid: [
      {
        input: { text: 'In the  the north.' },
        remarks: [
          {
            start: 3,
            end: 11,
            suggestions: ['the'],
            message: { key: 'doubled-words.word', parameters: { word: 'the' } },
          },
        ],
      },
      {
        input: { text: 'Le le chat de\nde de la voisine', language: 'fr' },
        remarks: [
          { start: 0, end: 5, suggestions: ['Le'], message: { key: 'doubled-words.word', parameters: { word: 'Le' } } },
          {
            start: 11,
            end: 19,
            suggestions: ['de'],
            message: { key: 'doubled-words.word', parameters: { word: 'de' } },
          },
        ],
      },
    ],
  },
};

/** The most parts of a word that are looked at, as `d’hiver` has two. */
const PARTS = 8;

/** Whether the words before a blank stand behind it once more, as both parts of `d’hiver d’hiver` do: the pattern costs more. */
function mayRepeat(text: string): boolean {
  const words = wordsOf(text);
  for (let last = 0; last + 1 < words.length; last += 1) {
    const { key, lower, end } = words[last] as Word;
    const most = Math.min(PARTS, words.length - 1 - last);
    for (let parts = 1; parts <= most; parts += 1) {
      const other = words[last + parts] as Word;
      if (key !== other.key || lower !== other.lower) continue;
      if (/^\s+$/u.test(text.slice(end, words[last + 1]?.start)) && standsAgain(words, last, parts)) return true;
    }
  }
  return false;
}

/** Whether so many words up to a place are those behind it. */
function standsAgain(words: Word[], last: number, parts: number): boolean {
  if (last - parts + 1 < 0) return false;
  for (let before = 1; before < parts; before += 1)
    if (words[last - before]?.lower !== words[last - before + parts]?.lower) return false;
  return true;
}
