import type { PairCheck } from './check.ts';

/** The source is marks alone, such as `* * *`, and the translation is something else. */
export const marksOnly: PairCheck = {
  id: 'marks-only',
  type: 'mistranslation',
  mqm: 'accuracy/mistranslation',
  severity: 'warning',
  needs: 'pair',
  run({ source, target }) {
    if (source.text.trim() === '' || /[\p{L}\p{N}]/u.test(source.text)) return [];
    if (/[^\p{L}\p{N}\s]/u.test(target.text) && !/[\p{L}\p{N}]/u.test(target.text)) return [];
    const parameters = { source: source.text.trim() };
    return [{ start: 0, end: target.text.length, message: { key: 'marks-only.changed', parameters } }];
  },
  examples: {
    valid: [
      { from: 'en', to: 'fr', source: '* * *', target: '***' },
      { from: 'en', to: 'fr', source: 'Yes', target: 'Oui' },
      { from: 'en', to: 'fr', source: ' ', target: '' },
    ],
    invalid: [
      {
        input: { from: 'en', to: 'fr', source: '* * *', target: 'étoiles' },
        remarks: [{ start: 0, end: 7, message: { key: 'marks-only.changed', parameters: { source: '* * *' } } }],
      },
    ],
  },
};
