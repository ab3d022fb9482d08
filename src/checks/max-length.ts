import type { PairCheck } from './check.ts';

/** The translation is longer than the place for it allows; counted in characters as readers see them (Unicode grapheme clusters). */
export const maxLength: PairCheck = {
  id: 'max-length',
  type: 'length',
  mqm: 'design-and-markup/truncation-or-text-expansion',
  severity: 'error',
  needs: 'pair',
  run({ target, maxLength: most }) {
    if (most === undefined || target.text.length <= most) return [];
    const clusters = [...graphemes.segment(target.text)];
    const first = clusters[most];
    if (!first) return [];
    const parameters = { most, length: clusters.length };
    return [{ start: first.index, end: target.text.length, message: { key: 'max-length.over', parameters } }];
  },
  examples: {
    valid: [
      { from: 'en', to: 'fr', source: 'Yes', target: 'Été', maxLength: 3 },
      { from: 'en', to: 'fr', source: 'Yes', target: 'Oui, bien sûr' },
    ],
    invalid: [
      {
        input: { from: 'en', to: 'fr', source: 'Yes', target: 'Bien sûr', maxLength: 4 },
        remarks: [{ start: 4, end: 8, message: { key: 'max-length.over', parameters: { most: 4, length: 8 } } }],
      },
    ],
  },
};

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
