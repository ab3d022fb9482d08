import type { PairCheck } from './check.ts';

/** The source has words and the translation has none, or the other way round. */
export const empty: PairCheck = {
  id: 'empty',
  type: 'omission',
  mqm: 'accuracy/omission',
  severity: 'error',
  needs: 'pair',
  run({ source, target, origin }) {
    if (origin !== 'given' && source.text.trim() === '' && /[\p{L}\p{N}]/u.test(target.text))
      return [{ start: 0, end: target.text.length, message: { key: 'empty.source', parameters: {} } }];
    // A given translation that lacks a sentence is the business of the omission check.
    if (origin === 'given' || !/[\p{L}\p{N}]/u.test(source.text) || target.text.trim() !== '') return [];
    return [{ start: 0, end: target.text.length, message: { key: 'empty.target', parameters: {} } }];
  },
  examples: {
    valid: [
      { from: 'en', to: 'fr', source: 'Yes.', target: 'Oui.' },
      { from: 'en', to: 'fr', source: '***', target: '' },
      { from: 'fr', to: 'en', source: 'Rien.', target: '', origin: 'given' },
    ],
    invalid: [
      {
        input: { from: 'en', to: 'fr', source: 'Yes.', target: ' ' },
        remarks: [{ start: 0, end: 1, message: { key: 'empty.target', parameters: {} } }],
      },
      {
        input: { from: 'en', to: 'fr', source: '', target: 'Oui.' },
        remarks: [{ start: 0, end: 4, message: { key: 'empty.source', parameters: {} } }],
      },
    ],
  },
};
