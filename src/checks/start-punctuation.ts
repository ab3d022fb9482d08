import type { PairCheck } from './check.ts';

const opening = /^[\s"'“”«»„‘’([{<]*(?<mark>[….,;:!?)\]}、。，؟،])/u;

/** The translation begins with a mark that the source does not begin with: often the rest of a sentence that was cut. */
export const startPunctuation: PairCheck = {
  id: 'start-punctuation',
  type: 'typographical',
  mqm: 'linguistic-conventions/punctuation',
  severity: 'warning',
  needs: 'pair',
  run({ source, target }) {
    const found = opening.exec(target.text);
    const mark = found?.groups?.mark;
    if (!found || mark === undefined || opening.test(source.text) || source.text.trim() === '') return [];
    const end = found[0].length;
    return [{ start: end - 1, end, message: { key: 'start-punctuation.added', parameters: { mark } } }];
  },
  examples: {
    valid: [
      { from: 'en', to: 'fr', source: '… and then', target: '… et puis' },
      { from: 'en', to: 'es', source: 'Who?', target: '¿Quién?' },
    ],
    invalid: [
      {
        input: { from: 'en', to: 'fr', source: 'And then', target: '« , et puis' },
        remarks: [{ start: 2, end: 3, message: { key: 'start-punctuation.added', parameters: { mark: ',' } } }],
      },
    ],
  },
};
