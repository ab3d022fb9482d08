import type { TextCheck } from './check.ts';
import { unpairedQuotes } from './paired-marks.ts';

/** Texts that are whole by themselves: a quotation cannot go on in the next segment. */
const whole = new Set(['headline', 'crosshead', 'slug']);
const closing: Record<string, string> = { '“': '”', '«': '»', '„': '“' };

/**
 * A quotation that opens with one kind of mark and closes with another, or, in a headline or crosshead, does not close at all. In running
 * text an open quotation says nothing: it may close sentences later.
 */
export const quotePairs: TextCheck = {
  id: 'quotes',
  type: 'typographical',
  mqm: 'linguistic-conventions/punctuation',
  severity: 'warning',
  needs: 'text',
  run({ text, role }) {
    const faults = unpairedQuotes(text);
    const [first, second] = faults;
    if (first && second && faults.length === 2 && second.mark === '"' && closing[first.mark]) {
      const close = closing[first.mark] ?? '';
      const parameters = { opening: first.mark, closing: second.mark };
      return [
        { start: second.at, end: second.at + 1, suggestions: [close], message: { key: 'quotes.mixed', parameters } },
      ];
    }
    if (!whole.has(role)) return [];
    return faults.map(({ at, mark, kind }) => ({
      start: at,
      end: at + 1,
      message: { key: `quotes.${kind}`, parameters: { mark } },
    }));
  },
  examples: {
    valid: [
      { text: '"I declare that we will strike," he said.' },
      { text: '« Nous “irons” », dit-il', language: 'fr' },
      { text: "He said: “I came. I didn't see." },
      { text: 'He conquered.” A 5" gun' },
      { text: '„Ja“, sagte er.', language: 'de' },
      { text: '"Yes" or "no"?', role: 'headline' },
    ],
    invalid: [
      {
        input: { text: 'He said “yes" twice.' },
        remarks: [
          {
            start: 12,
            end: 13,
            suggestions: ['”'],
            message: { key: 'quotes.mixed', parameters: { opening: '“', closing: '"' } },
          },
        ],
      },
      {
        input: { text: 'Mayor: "No risk', role: 'headline' },
        remarks: [{ start: 7, end: 8, message: { key: 'quotes.opens', parameters: { mark: '"' } } }],
      },
    ],
  },
};
