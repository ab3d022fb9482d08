import type { TextCheck } from './check.ts';
import { spacesOf } from './french-spaces.ts';

/** A space that belongs to a mark in French and lets the line break there. Many desks leave this to their typesetting. */
export const noBreakSpaces: TextCheck = {
  id: 'no-break-spaces',
  type: 'locale-violation',
  mqm: 'locale-conventions/other',
  severity: 'info',
  needs: 'text',
  languages: ['fr'],
  run({ text, language, role }) {
    if (role === 'furniture') return [];
    return spacesOf(text, language).flatMap(({ at, written, wanted, mark }) =>
      written === ' '
        ? [
            {
              start: at,
              end: at + 1,
              suggestions: [wanted],
              message: { key: 'no-break-spaces.breaking', parameters: { mark } },
            },
          ]
        : [],
    );
  },
  examples: {
    valid: [
      { text: 'Quoi\u202F? Il dit\u00A0: «\u202Fnon\u202F».', language: 'fr' },
      { text: 'What ?', language: 'en' },
    ],
    invalid: [
      {
        input: { text: 'Quoi ?', language: 'fr' },
        remarks: [
          {
            start: 4,
            end: 5,
            suggestions: ['\u202F'],
            message: { key: 'no-break-spaces.breaking', parameters: { mark: '?' } },
          },
        ],
      },
    ],
  },
};
