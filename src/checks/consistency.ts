import { baseLanguage } from '../model/language.ts';
import type { ArticleCheck, ArticleInput, PairedRemark, PairInput } from './check.ts';
import { lettersOf } from './words.ts';

/** A phrase of fewer letters may well be translated in two ways. */
const LEAST = 8;

/** The same sentence of the source is translated in two ways, or two different ones in the same way. */
export const consistency: ArticleCheck = {
  id: 'consistency',
  type: 'inconsistency',
  mqm: 'terminology/inconsistent-use',
  severity: 'info',
  needs: 'article',
  run({ pairs }: ArticleInput) {
    return [...differing(pairs, 'source', 'target'), ...differing(pairs, 'target', 'source')].sort(
      (a, b) => a.segment - b.segment,
    );
  },
  examples: {
    valid: [
      [
        { from: 'fr', to: 'en', source: 'La suite demain.', target: 'More tomorrow.' },
        { from: 'fr', to: 'en', source: 'La  suite demain.', target: 'More  tomorrow' },
      ],
      [
        { from: 'fr', to: 'en', source: 'Oui.', target: 'Yes.' },
        { from: 'fr', to: 'en', source: 'Oui.', target: 'Indeed.' },
      ],
    ],
    invalid: [
      {
        input: [
          { from: 'fr', to: 'en', source: 'La suite demain.', target: 'More tomorrow.' },
          { from: 'fr', to: 'en', source: 'La suite demain.', target: 'To be continued.' },
        ],
        remarks: [
          {
            segment: 1,
            start: 0,
            end: 16,
            message: { key: 'consistency.target', parameters: { other: 'More tomorrow.' } },
          },
        ],
      },
      {
        input: [
          { from: 'fr', to: 'en', source: 'Le maire est parti.', target: 'The mayor left.' },
          { from: 'fr', to: 'en', source: 'Le préfet est venu.', target: 'The mayor left.' },
        ],
        remarks: [
          {
            segment: 1,
            start: 0,
            end: 15,
            message: { key: 'consistency.source', parameters: { other: 'Le maire est parti.' } },
          },
        ],
      },
    ],
  },
};

/** Pairs that are equal on one side and not on the other; each is held against the first of its kind. */
function differing(pairs: PairInput[], equal: 'source' | 'target', side: 'source' | 'target'): PairedRemark[] {
  const first = new Map<string, PairInput>();
  const remarks: PairedRemark[] = [];
  for (const [segment, pair] of pairs.entries()) {
    const text = even(pair[equal].text);
    const key = `${baseLanguage(pair.target.language)} ${text}`;
    if (text.length < LEAST || pair.target.text.trim() === '' || pair.source.role === 'furniture') continue;
    const before = first.get(key);
    if (!before) first.set(key, pair);
    else if (even(before[side].text) !== even(pair[side].text)) {
      const message = { key: `consistency.${side}`, parameters: { other: before[side].text.trim() } };
      remarks.push({ segment, start: 0, end: pair.target.text.length, message });
    }
  }
  return remarks;
}

/** Letters and digits alone, in lower case: marks and blanks make no difference. */
function even(text: string): string {
  return lettersOf(text).toLowerCase();
}
