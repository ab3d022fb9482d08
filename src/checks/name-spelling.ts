import type { TextCheck } from './check.ts';

/**
 * A name that no table knows, in a text whose original is in another language, looks like a name that one knows, as that language's press
 * would spell it. Only pointed out: likeness is no proof.
 */
export const nameSpelling: TextCheck = {
  id: 'name-spelling',
  type: 'terminology',
  mqm: 'terminology/inconsistent-with-terminology-resource',
  severity: 'info',
  needs: 'text',
  run({ role, names: doubts = [] }) {
    if (role === 'furniture' || role === 'slug') return [];
    return doubts.flatMap(({ kind, start, end, text, other, suggestions }) =>
      kind === 'looks-like'
        ? [
            {
              start,
              end,
              suggestions,
              message: { key: 'name-spelling.looks-like', parameters: { found: text, other } },
            },
          ]
        : [],
    );
  },
  examples: {
    valid: [
      { text: 'in Berdytchiv' },
      {
        text: 'Mikhailivka',
        names: [{ start: 0, end: 11, text: 'Mikhailivka', kind: 'variant', other: 'Mykhailivka', suggestions: [] }],
      },
    ],
    invalid: [
      {
        input: {
          text: 'in Berdytchiv',
          names: [
            {
              start: 3,
              end: 13,
              text: 'Berdytchiv',
              kind: 'looks-like',
              other: 'Berdychiv',
              suggestions: ['Berdychiv'],
            },
          ],
        },
        remarks: [
          {
            start: 3,
            end: 13,
            suggestions: ['Berdychiv'],
            message: { key: 'name-spelling.looks-like', parameters: { found: 'Berdytchiv', other: 'Berdychiv' } },
          },
        ],
      },
    ],
  },
};
