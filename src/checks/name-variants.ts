import type { TextCheck } from './check.ts';

/** An article writes one name in two ways, or has a place and its kind in two orders. */
export const nameVariants: TextCheck = {
  id: 'name-variants',
  type: 'inconsistency',
  mqm: 'terminology/inconsistent-use',
  severity: 'info',
  needs: 'text',
  run({ role, names = [] }) {
    if (role === 'furniture' || role === 'slug') return [];
    return names.flatMap(({ kind, start, end, text, other, suggestions }) =>
      kind === 'variant' || kind === 'order'
        ? [{ start, end, suggestions, message: { key: `name-variants.${kind}`, parameters: { found: text, other } } }]
        : [],
    );
  },
  examples: {
    valid: [
      { text: 'in Mykhailivka and Mikhailivka' },
      {
        text: 'Mikhailivka',
        role: 'furniture',
        names: [{ start: 0, end: 11, text: 'Mikhailivka', kind: 'variant', other: 'Mykhailivka', suggestions: [] }],
      },
    ],
    invalid: [
      {
        input: {
          text: 'to Mikhailivka',
          names: [
            {
              start: 3,
              end: 14,
              text: 'Mikhailivka',
              kind: 'variant',
              other: 'Mykhailivka',
              suggestions: ['Mykhailivka'],
            },
          ],
        },
        remarks: [
          {
            start: 3,
            end: 14,
            suggestions: ['Mykhailivka'],
            message: { key: 'name-variants.variant', parameters: { found: 'Mikhailivka', other: 'Mykhailivka' } },
          },
        ],
      },
      {
        input: {
          text: 'Idlib region',
          names: [
            { start: 0, end: 12, text: 'Idlib region', kind: 'order', other: 'region of Idlib', suggestions: [] },
          ],
        },
        remarks: [
          {
            start: 0,
            end: 12,
            suggestions: [],
            message: { key: 'name-variants.order', parameters: { found: 'Idlib region', other: 'region of Idlib' } },
          },
        ],
      },
    ],
  },
};
