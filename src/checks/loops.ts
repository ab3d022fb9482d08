import type { TextCheck } from './check.ts';
import { type Word, wordsOf } from './words.ts';

/** The longest phrase that is looked for, in words. */
const LONGEST = 14;
/** Characters of scripts without spaces between words. */
const unspaced =
  /(?<phrase>[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]{3,20})\k<phrase>/gu;

/** A phrase that stands twice in a row, as machines write when they are caught in a loop. One word twice belongs to doubled-words. */
export const loops: TextCheck = {
  id: 'loops',
  type: 'duplication',
  mqm: 'linguistic-conventions/duplication',
  severity: 'warning',
  needs: 'text',
  run({ text, role }, source) {
    if (role === 'furniture') return [];
    const words = wordsOf(text);
    const found = repetition(words, text) ?? inUnspaced(text);
    if (!found) return [];
    if (source && (repetition(wordsOf(source.text), source.text) || inUnspaced(source.text))) return [];
    const { start, end, phrase } = found;
    return [{ start, end, suggestions: [phrase], message: { key: 'loops.phrase', parameters: { phrase } } }];
  },
  examples: {
    valid: [
      { text: 'It grew more and more and then less and less.' },
      { text: 'Day after day, year after year, again and again and again.' },
      { text: 'He said that he had said that he would.' },
    ],
    invalid: [
      {
        input: { text: 'He was able to be able to be there.' },
        remarks: [
          {
            start: 7,
            end: 28,
            suggestions: ['able to be'],
            message: { key: 'loops.phrase', parameters: { phrase: 'able to be' } },
          },
        ],
      },
      {
        input: { text: '東京都八王子八王子市', language: 'ja' },
        remarks: [
          {
            start: 3,
            end: 9,
            suggestions: ['八王子'],
            message: { key: 'loops.phrase', parameters: { phrase: '八王子' } },
          },
        ],
      },
    ],
  },
};

interface Loop {
  start: number;
  end: number;
  phrase: string;
}

/** The first phrase that repeats itself; a repetition is a run of words that are equal at a distance of the phrase's length. */
function repetition(words: Word[], text: string): Loop | undefined {
  for (let distance = 2; distance <= Math.min(LONGEST, words.length / 2); distance += 1) {
    let equal = 0;
    for (let index = distance; index < words.length; index += 1) {
      equal = words[index]?.lower === words[index - distance]?.lower ? equal + 1 : 0;
      if (equal < distance) continue;
      const first = index - 2 * distance + 1;
      const [begin, middle, end] = [words[first], words[first + distance - 1], words[index]];
      if (!begin || !middle || !end) continue;
      const phrase = text.slice(begin.start, middle.end);
      const again = text.slice(words[index - distance + 1]?.start, end.end);
      if (meant(phrase, again, words.slice(first, first + distance), text.slice(begin.start, end.end))) continue;
      return { start: begin.start, end: end.end, phrase };
    }
  }
  return undefined;
}

/** What is said twice on purpose: `more and more and more`, names, lists with figures that differ. */
function meant(phrase: string, again: string, words: Word[], whole: string): boolean {
  if (phrase.replaceAll(/\P{L}+/gu, ' ').toLowerCase() !== again.replaceAll(/\P{L}+/gu, ' ').toLowerCase()) return true;
  // Short things come in lists and refrains.
  if (words.length < 3 && /\p{N}/u.test(whole)) return true;
  if (words.length < 4 && /[.!?:;"“”«»\n]/u.test(whole)) return true;
  if (new Set(words.map(({ lower }) => lower)).size === 1) return true;
  if (words.every(({ text }) => /^\p{Lu}/u.test(text))) return true;
  // Two words with a comma between, or a word and a conjunction, are rhetoric.
  return words.length === 2 && (/[,\u2013\u2014-]/u.test(whole) || words.some(({ lower }) => lower.length < 4));
}

function inUnspaced(text: string): Loop | undefined {
  unspaced.lastIndex = 0;
  const found = /[\u0E00-\u109F\u1780-\u17FF\u3040-\u9FFF]/u.test(text) ? unspaced.exec(text) : null;
  const phrase = found?.groups?.phrase;
  return found && phrase ? { start: found.index, end: found.index + found[0].length, phrase } : undefined;
}
