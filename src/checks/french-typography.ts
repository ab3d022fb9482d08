import { baseLanguage } from '../model/language.ts';
import type { Remark, TextCheck } from './check.ts';
import { NARROW, spacesOf, WIDE } from './french-spaces.ts';
import { proseOf } from './not-prose.ts';

/**
 * A space that French typography puts before a high mark or inside quotation marks is missing. Straight quotation marks are only shown. Canada and Switzerland set ; ! ? without a space.
 */
export const frenchTypography: TextCheck = {
  id: 'french-typography',
  type: 'locale-violation',
  mqm: 'locale-conventions/other',
  severity: 'warning',
  needs: 'text',
  languages: ['fr'],
  run({ text, language, role }) {
    if (baseLanguage(language) !== 'fr' || role === 'furniture') return [];
    const remarks = spacesOf(text, language).flatMap(({ at, written, wanted, mark }): Remark[] =>
      written === '' ? [missing(at, wanted, mark)] : [],
    );
    return [...remarks, ...straightQuotes(proseOf(text))];
  },
  examples: {
    valid: [
      { text: '« Oui », dit-il\u00A0: il est 12:30\u202F!', language: 'fr' },
      { text: 'Voir https://example.org/a?b=c', language: 'fr' },
      { text: 'Quoi?', language: 'fr-CA' },
      { text: 'What?' },
      { text: 'Quoi ?', language: 'fr' },
    ],
    invalid: [
      {
        input: { text: 'Quoi? Il dit: «non»', language: 'fr' },
        remarks: [missing(4, NARROW, '?'), missing(12, WIDE, ':'), missing(15, NARROW, '«'), missing(18, NARROW, '»')],
      },
      {
        input: { text: 'Il dit "non".', language: 'fr' },
        remarks: [
          {
            start: 7,
            end: 12,
            severity: 'info',
            suggestions: ['«\u202Fnon\u202F»'],
            message: { key: 'french-typography.quotes', parameters: {} },
          },
        ],
      },
    ],
  },
};

function missing(at: number, wanted: string, sign: string): Remark {
  const message = { key: 'french-typography.missing', parameters: { mark: sign } };
  return { start: at, end: at, suggestions: [wanted], message };
}

function straightQuotes(prose: string): Remark[] {
  const found = /"(?<inside>[^"\uFFFC]+)"/u.exec(prose);
  if (!found) return [];
  const inside = found.groups?.inside?.trim() ?? '';
  return [
    {
      start: found.index,
      end: found.index + found[0].length,
      severity: 'info',
      suggestions: [`«${NARROW}${inside}${NARROW}»`],
      message: { key: 'french-typography.quotes', parameters: {} },
    },
  ];
}
