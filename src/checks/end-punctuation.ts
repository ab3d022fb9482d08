import { baseLanguage } from '../model/language.ts';
import type { PairCheck, PairInput } from './check.ts';
import { finalMarks } from './final-marks.ts';
import { wordsOf } from './words.ts';

/** Scripts whose full stop is another character, for the suggestion. */
const stops: Record<string, string> = {
  ...{ zh: '。', ja: '。', hi: '।', mr: '।', ne: '।', bn: '।', as: '।', hy: '։', am: '።', my: '။', km: '។', ur: '۔' },
  ...{ sat: '᱾' },
};
/** Languages that put a question into words, or end every sentence with the same mark. */
const lenient = new Set(['ja', 'zh', 'my', 'th', 'lo', 'km', 'ko']);

/**
 * The translation ends otherwise than the source: a mark is missing, added, or another. Quotation marks and brackets around the end do not
 * count, nor does the script of the mark.
 */
export const endPunctuation: PairCheck = {
  id: 'end-punctuation',
  type: 'typographical',
  mqm: 'linguistic-conventions/punctuation',
  severity: 'warning',
  needs: 'pair',
  run(input) {
    const { source, target } = input;
    if (source.role === 'furniture' || source.role === 'credit') return [];
    if (source.text.trim() === '' || target.text.trim() === '') return [];
    const from = finalMarks(source.text, source.language);
    const to = finalMarks(target.text, target.language);
    if (from.kinds === to.kinds || tolerated(from.kinds, to.kinds, input)) return [];
    const { start, end } = to;
    const parameters = { mark: source.text.slice(from.start, from.end) };
    if (to.kinds === '') {
      const suggestions = from.kinds === '.' ? { suggestions: [stops[baseLanguage(target.language)] ?? '.'] } : {};
      // A headline takes no full stop in many languages.
      const severity = from.kinds === '.' && isTitle(target.text) ? { severity: 'info' as const } : {};
      return [{ start, end, ...severity, ...suggestions, message: { key: 'end-punctuation.missing', parameters } }];
    }
    if (from.kinds === '')
      return [
        {
          start,
          end,
          // The translator may have ended a sentence that the source leaves open.
          ...(to.kinds === '.' ? { severity: 'info' as const, suggestions: [''] } : {}),
          message: { key: 'end-punctuation.added', parameters: { mark: target.text.slice(start, end) } },
        },
      ];
    const both = { ...parameters, found: target.text.slice(start, end) };
    // A sentence may be cut at another place in a good translation: that its end is none of the same kind is only shown.
    const severity = soft(from.kinds) && soft(to.kinds) ? { severity: 'info' as const } : {};
    return [{ start, end, ...severity, message: { key: 'end-punctuation.other', parameters: both } }];
  },
  examples: {
    valid: [
      { from: 'en', to: 'fr', source: 'Who is it?', target: 'Qui est-ce\u202F?' },
      { from: 'en', to: 'fr', source: '“Go,” he said. “Now.”', target: '«\u202FVa, dit-il. Vite\u202F».' },
      { from: 'en', to: 'ja', source: 'Who?', target: '誰ですか。' },
      { from: 'en', to: 'el', source: 'Who?', target: 'Ποιος;' },
      { from: 'en', to: 'ar', source: 'Who?', target: 'من؟' },
      { from: 'en', to: 'fr', source: 'Wait...', target: 'Attendez…' },
      { from: 'en', to: 'fr', source: 'With AFP', target: 'Avec AFP.', role: 'credit' },
    ],
    invalid: [
      {
        input: { from: 'fr', to: 'en', source: 'Il est parti.', target: 'He left' },
        remarks: [
          {
            start: 7,
            end: 7,
            suggestions: ['.'],
            message: { key: 'end-punctuation.missing', parameters: { mark: '.' } },
          },
        ],
      },
      {
        input: { from: 'fr', to: 'en', source: 'La paix', target: 'Peace?' },
        remarks: [{ start: 5, end: 6, message: { key: 'end-punctuation.added', parameters: { mark: '?' } } }],
      },
      {
        input: { from: 'fr', to: 'en', source: 'Il est parti\u202F?', target: 'He left.' },
        remarks: [
          { start: 7, end: 8, message: { key: 'end-punctuation.other', parameters: { mark: '?', found: '.' } } },
        ],
      },
      {
        input: { from: 'fr', to: 'en', source: 'Il est parti…', target: 'He left.' },
        remarks: [
          {
            start: 7,
            end: 8,
            severity: 'info',
            message: { key: 'end-punctuation.other', parameters: { mark: '…', found: '.' } },
          },
        ],
      },
    ],
  },
};

/** Marks between which a translator may choose. */
function soft(kinds: string): boolean {
  return /^[.…:;,!]+$/u.test(kinds) && !/!/u.test(kinds.slice(1)) && !/[?]/u.test(kinds);
}

/** Most words of a title have a capital in English. */
function isTitle(text: string): boolean {
  const words = wordsOf(text).filter(({ text: word }) => word.length > 3);
  return words.length > 1 && words.filter(({ text: word }) => /^\p{Lu}/u.test(word)).length > words.length * 0.7;
}

function tolerated(from: string, to: string, { source, target }: PairInput): boolean {
  if (lenient.has(baseLanguage(target.language)) && to === '.' && from !== '') return true;
  // An abbreviation ends in a full stop of its own: `U.S.`, `etc.`, `Inc.`
  if (from === '.' && to === '' && abbreviated.test(source.text.slice(-12)) && !/[.!?]\s/u.test(source.text))
    return true;
  return from === '' && to === '.' && abbreviated.test(target.text.slice(-12));
}

const abbreviated = /(?:\p{L}\.\p{L}|[\s(](?:etc|Inc|Ltd|Co|Corp|Jr|Sr|No|St|Dr|cf|vs|al|p|\p{Lu}))\.\P{L}*$/u;
