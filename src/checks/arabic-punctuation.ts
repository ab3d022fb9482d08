import { baseLanguage } from '../model/language.ts';
import type { TextCheck } from './check.ts';
import { proseOf } from './not-prose.ts';

const own: Record<string, string> = { ',': '،', ';': '؛', '?': '؟' };
const written = new Set(['ar', 'fa', 'ur', 'ps', 'ckb', 'ug', 'sd']);

/** A Latin comma, semicolon or question mark behind a word in Arabic letters. */
export const arabicPunctuation: TextCheck = {
  id: 'arabic-punctuation',
  type: 'locale-violation',
  mqm: 'locale-conventions/other',
  severity: 'warning',
  needs: 'text',
  languages: [...written],
  run({ text, language, role }) {
    if (!written.has(baseLanguage(language)) || role === 'furniture') return [];
    return [...proseOf(text).matchAll(/(?<=\p{Script=Arabic}[\p{M}\s"»”)\]]?)[,;?](?=[\s"»”)\]]|$)/gu)].map(
      ({ index: start, 0: mark }) => ({
        start,
        end: start + 1,
        suggestions: [own[mark] ?? mark],
        message: { key: 'arabic-punctuation.latin', parameters: { found: mark, preferred: own[mark] ?? mark } },
      }),
    );
  },
  examples: {
    valid: [
      { text: 'من هو؟ لا أعرف، ربما BBC, وهذا 3,5.', language: 'ar' },
      { text: 'Who, me?', language: 'en' },
    ],
    invalid: [
      {
        input: { text: 'من هو?', language: 'ar' },
        remarks: [
          {
            start: 5,
            end: 6,
            suggestions: ['؟'],
            message: { key: 'arabic-punctuation.latin', parameters: { found: '?', preferred: '؟' } },
          },
        ],
      },
    ],
  },
};
