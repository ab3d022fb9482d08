import type { PairCheck } from './check.ts';
import { unpairedBrackets, unpairedQuotes } from './paired-marks.ts';

const squareAndCurly = [{ pattern: /[[\]［］【】]/u }, { pattern: /[{}]/u }];

/** Brackets or quotation marks that are complete in the source and not in the translation. One remark a kind. */
export const balance: PairCheck = {
  id: 'balance',
  type: 'typographical',
  mqm: 'linguistic-conventions/punctuation',
  severity: 'warning',
  needs: 'pair',
  run({ source, target }) {
    const gone = squareAndCurly.find(({ pattern }) => pattern.test(source.text) && !pattern.test(target.text));
    const at = gone ? source.text.search(gone.pattern) : -1;
    if (gone && target.text.trim() !== '') {
      // Editors put words in square brackets, programs put places in curly ones: a translator keeps them.
      const message = { key: 'balance.gone', parameters: { mark: source.text[at] ?? '' } };
      return [{ start: at, end: at + 1, side: 'source' as const, severity: 'info' as const, message }];
    }
    return [unpairedBrackets, unpairedQuotes].flatMap((unpaired) => {
      const own = unpaired(source.text);
      const [first] = unpaired(target.text);
      if (!first) return [];
      if (own.length > 0) {
        // Both are open, and at different ends: the source's mark was lost, or moved. Straight marks hardly tell which end they are.
        if (own.length > 1 || sideOf(source.text, own[0]?.at ?? 0) === sideOf(target.text, first.at)) return [];
        const message = { key: `balance.${first.kind}`, parameters: { mark: first.mark } };
        const severity = first.mark === '"' ? { severity: 'info' as const } : {};
        return [{ start: first.at, end: first.at + first.mark.length, ...severity, message }];
      }
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
        input: { from: 'en', to: 'fr', source: 'He said [that day] no.', target: 'Il a dit non.' },
        remarks: [
          {
            start: 8,
            end: 9,
            side: 'source',
            severity: 'info',
            message: { key: 'balance.gone', parameters: { mark: '[' } },
          },
        ],
      },
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

/** Whether a mark opens or closes by what stands around it; a straight one says nothing by itself. */
function sideOf(text: string, at: number): 'opens' | 'closes' {
  const mark = text[at] ?? '';
  if (/[([{«„]/u.test(mark)) return 'opens';
  if (/[)\]}»”]/u.test(mark)) return 'closes';
  return at === 0 || /[\s(«]/u.test(text[at - 1] ?? '') ? 'opens' : 'closes';
}
