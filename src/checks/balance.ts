import type { PairCheck } from './check.ts';
import { unpairedBrackets, unpairedQuotes } from './paired-marks.ts';

/** Brackets or quotation marks that are complete in the source and not in the translation. One remark a kind. */
export const balance: PairCheck = {
  id: 'balance',
  type: 'typographical',
  mqm: 'linguistic-conventions/punctuation',
  severity: 'warning',
  needs: 'pair',
  run({ source, target }) {
    return [unpairedBrackets, unpairedQuotes].flatMap((unpaired) => {
      const [first] = unpaired(source.text).length === 0 ? unpaired(target.text) : [];
      if (!first) return [];
      const message = { key: `balance.${first.kind}`, parameters: { mark: first.mark } };
      // Where the source quotes nothing, a quotation of several sentences may begin or end here: that is only shown.
      const alone = unpaired === unpairedQuotes && !/["«»“”„]/u.test(source.text);
      const severity = alone && atEdge(target.text, first.at) ? { severity: 'info' as const } : {};
      return [{ start: first.at, end: first.at + first.mark.length, ...severity, message }];
    });
  },
  examples: {
    valid: [
      { from: 'en', to: 'fr', source: '"Yes" (he said)', target: '« Oui » (dit-il)' },
      { from: 'en', to: 'fr', source: '"Yes, he said.', target: '« Oui, dit-il.' },
    ],
    invalid: [
      {
        input: { from: 'en', to: 'fr', source: '"Yes" (he said)', target: '« Oui (dit-il' },
        remarks: [
          { start: 6, end: 7, message: { key: 'balance.opens', parameters: { mark: '(' } } },
          { start: 0, end: 1, message: { key: 'balance.opens', parameters: { mark: '«' } } },
        ],
      },
    ],
  },
};

function atEdge(text: string, at: number): boolean {
  return !/[\p{L}\p{N}]/u.test(text.slice(0, at)) || !/[\p{L}\p{N}]/u.test(text.slice(at + 1));
}
