import type { TextCheck } from './check.ts';
import { type Unpaired, unpairedBrackets } from './paired-marks.ts';

/**
 * A bracket without its other half. A parenthesis may hold several sentences, each a segment of its own, so that an opening bracket at
 * the start of a segment and a closing one at its end are left alone.
 */
export const bracketPairs: TextCheck = {
  id: 'brackets',
  type: 'typographical',
  mqm: 'linguistic-conventions/punctuation',
  severity: 'warning',
  needs: 'text',
  run({ text, role }) {
    if (role === 'furniture') return [];
    const faults = unpairedBrackets(text);
    if (faults.length === 0) return [];
    const [first, last] = [text.search(/[\p{L}\p{N}]/u), /[\p{L}\p{N}][^\p{L}\p{N}]*$/u.exec(text)?.index ?? -1];
    return faults
      .filter((fault) => !mayGoOn(fault, first < 0 ? text.length : first, last))
      .map(({ at, mark, kind }) => ({
        start: at,
        end: at + mark.length,
        message: { key: `brackets.${kind}`, parameters: { mark } },
      }));
  },
  examples: {
    valid: [
      { text: 'The forces (...) which support them [sic] {here}.' },
      { text: '(He came. He saw.' },
      { text: 'He left.)' },
      { text: 'a) this, b) that, 3) and that :-) :(' },
    ],
    invalid: [
      {
        input: { text: 'Humanitarian Affairs (OCHA said so.' },
        remarks: [{ start: 21, end: 22, message: { key: 'brackets.opens', parameters: { mark: '(' } } }],
      },
      {
        input: { text: 'For ]sic[ numbers' },
        remarks: [
          { start: 4, end: 5, message: { key: 'brackets.closes', parameters: { mark: ']' } } },
          { start: 8, end: 9, message: { key: 'brackets.opens', parameters: { mark: '[' } } },
        ],
      },
    ],
  },
};

/** Whether nothing is said before the opening bracket, or after the closing one. */
function mayGoOn({ at, kind }: Unpaired, first: number, last: number): boolean {
  return kind === 'opens' ? first > at : last < at;
}
