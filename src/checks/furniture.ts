import type { TextCheck } from './check.ts';

/** Page furniture that came along with the article: buttons, promotions, file names. It is no part of the story. */
export const furniture: TextCheck = {
  id: 'furniture',
  type: 'other',
  mqm: 'accuracy/addition',
  severity: 'warning',
  needs: 'text',
  run({ text, role }) {
    if (role !== 'furniture' || text.trim() === '') return [];
    return [
      {
        start: 0,
        end: text.length,
        suggestions: [''],
        certain: true,
        message: { key: 'furniture.block', parameters: {} },
      },
    ];
  },
  examples: {
    valid: [{ text: 'Download the app' }, { text: 'With AFP', role: 'credit' }],
    invalid: [
      {
        input: { text: 'Download the app', role: 'furniture' },
        remarks: [
          { start: 0, end: 16, suggestions: [''], certain: true, message: { key: 'furniture.block', parameters: {} } },
        ],
      },
    ],
  },
};
