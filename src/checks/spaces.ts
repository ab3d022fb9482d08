import type { TextCheck } from './check.ts';

/** Two or more blanks of one line between words; a run at the start of a line indents it, and belongs to line-breaks and edge-spaces. */
const doubled = /(?<=\S)[ \u00A0\u202F]{2,}(?=\S)/gu;

/** Two spaces where one belongs. A source that doubles its own does so on purpose. */
export const spaces: TextCheck = {
  id: 'spaces',
  type: 'whitespace',
  mqm: 'linguistic-conventions/whitespace',
  severity: 'warning',
  needs: 'text',
  run({ text, role }, source) {
    if (role === 'furniture' || !/[ \u00A0\u202F]{2}/u.test(text)) return [];
    if (source && /(?<=\S)[ \u00A0\u202F]{2,}(?=\S)/u.test(source.text)) return [];
    return [...text.matchAll(doubled)].map(({ index, 0: run }) => ({
      start: index,
      end: index + run.length,
      // Where one of them must not break the line, that is the one that stays.
      suggestions: [/[\u00A0\u202F]/u.exec(run)?.[0] ?? ' '],
      message: { key: 'spaces.doubled', parameters: { number: run.length } },
    }));
  },
  examples: {
    valid: [{ text: 'One space. Only one.' }, { text: '  Text at the edge  ' }, { text: 'Oui\u202F!', language: 'fr' }],
    invalid: [
      {
        input: { text: 'Two  spaces.' },
        remarks: [
          { start: 3, end: 5, suggestions: [' '], message: { key: 'spaces.doubled', parameters: { number: 2 } } },
        ],
      },
      {
        input: { text: 'Oui \u202F!', language: 'fr' },
        remarks: [
          { start: 3, end: 5, suggestions: ['\u202F'], message: { key: 'spaces.doubled', parameters: { number: 2 } } },
        ],
      },
    ],
  },
};
