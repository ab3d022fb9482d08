import type { PairCheck } from './check.ts';

/** A credit line for which the desk's table has no wording in the target language: it was kept as it is, and somebody should know. */
export const creditKept: PairCheck = {
  id: 'credit-kept',
  type: 'locale-specific-content',
  mqm: 'audience-appropriateness/culture-specific-reference',
  severity: 'info',
  needs: 'pair',
  run({ source, target, origin }) {
    if (source.role !== 'credit' || origin !== 'kept' || target.text.trim() === '') return [];
    return [
      {
        start: 0,
        end: target.text.length,
        message: { key: 'credit-kept.line', parameters: { language: target.language } },
      },
    ];
  },
  examples: {
    valid: [
      { from: 'fr', to: 'es', source: 'Avec AFP', target: '(FRANCE 24 con AFP)', role: 'credit', origin: 'table' },
      { from: 'fr', to: 'es', source: 'Par Anne Martin', target: 'Par Anne Martin', role: 'byline', origin: 'kept' },
    ],
    invalid: [
      {
        input: { from: 'fr', to: 'es', source: 'Avec AFP', target: 'Avec AFP', role: 'credit', origin: 'kept' },
        remarks: [{ start: 0, end: 8, message: { key: 'credit-kept.line', parameters: { language: 'es' } } }],
      },
    ],
  },
};
