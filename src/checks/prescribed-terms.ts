import { baseLanguage, type LanguageTag } from '../model/language.ts';
import type { TermConstraint } from '../model/term.ts';
import type { PairCheck } from './check.ts';

/** Languages that write articles and prepositions onto the word: there a form may stand inside a longer word. */
const joined = new Set(['ar', 'he', 'fa', 'ur', 'tr', 'fi', 'hu', 'zh', 'ja', 'th']);

/**
 * A term of the source has a prescribed translation, and no accepted form of it stands in the target. Of names that only the gazetteer
 * knows it speaks where a machine translated, and then only shows it: people write `the Afghan war`, `the city`, or nothing for them.
 */
export const prescribedTerms: PairCheck = {
  id: 'prescribed-terms',
  type: 'terminology',
  mqm: 'terminology/inconsistent-with-terminology-resource',
  severity: 'warning',
  needs: 'pair',
  run({ source, target, constraints, origin }) {
    const wanted = origin === 'mt' ? constraints : constraints.filter(({ known }) => !known);
    if (wanted.length === 0 || target.text.trim() === '' || source.role === 'furniture') return [];
    const words = wordsOf(target.text, joined.has(baseLanguage(target.language)));
    const reported = new Set<string>();
    return wanted.flatMap((constraint) => {
      // Any wording of the concept will do here: a wrong one is what the terminology check reports.
      if (target.terms.some(({ concept }) => concept === constraint.concept)) return [];
      if (constraint.accepted.some((form) => stands(form, words, target.language))) return [];
      if (reported.has(constraint.concept)) return [];
      reported.add(constraint.concept);
      const { start, end } = constraint;
      const parameters = { source: constraint.source, target: constraint.target };
      const message = { key: 'prescribed-terms.missing', parameters };
      return [
        { start, end, side: 'source' as const, ...(constraint.known ? { severity: 'info' as const } : {}), message },
      ];
    });
  },
  examples: {
    valid: [
      {
        from: 'fr',
        to: 'en',
        source: 'à Idleb',
        target: "Idlib's north",
        constraints: [example(2, 'Idleb', ['Idlib'])],
      },
      {
        from: 'fr',
        to: 'en',
        source: "L'Onu",
        target: 'The United Nations',
        constraints: [example(2, 'Onu', ['UN', 'United Nations'])],
      },
      {
        from: 'fr',
        to: 'en',
        source: 'des rebelles',
        target: 'Rebels',
        constraints: [example(4, 'rebelles', ['rebel'])],
      },
      { from: 'fr', to: 'ar', source: 'à Idleb', target: 'وبإدلب', constraints: [example(2, 'Idleb', ['إدلب'])] },
      { from: 'fr', to: 'ar', source: 'au Caire', target: 'للقاهرة', constraints: [example(3, 'Caire', ['القاهرة'])] },
      { from: 'fr', to: 'en', source: 'à Idleb', target: '', constraints: [example(2, 'Idleb', ['Idlib'])] },
      {
        from: 'fr',
        to: 'en',
        source: 'la guerre en Afghanistan',
        target: 'the Afghan war',
        constraints: [{ ...example(13, 'Afghanistan', ['Afghanistan']), known: true }],
      },
    ],
    invalid: [
      {
        input: {
          from: 'fr',
          to: 'en',
          source: 'à Idleb',
          target: 'in the unidlibbed',
          constraints: [example(2, 'Idleb', ['Idlib'])],
        },
        remarks: [
          {
            start: 2,
            end: 7,
            side: 'source',
            message: { key: 'prescribed-terms.missing', parameters: { source: 'Idleb', target: 'Idlib' } },
          },
        ],
      },
      {
        input: {
          from: 'fr',
          to: 'en',
          source: 'à Idleb',
          target: 'in the town',
          origin: 'mt',
          constraints: [{ ...example(2, 'Idleb', ['Idlib']), known: true }],
        },
        remarks: [
          {
            start: 2,
            end: 7,
            side: 'source',
            severity: 'info',
            message: { key: 'prescribed-terms.missing', parameters: { source: 'Idleb', target: 'Idlib' } },
          },
        ],
      },
    ],
  },
};

/** Whether a form stands in the target; the Arabic article loses its first letter behind the preposition `ل`: `للقاهرة`. */
function stands(form: string, words: string, language: LanguageTag): boolean {
  const wanted = wordsOf(form, joined.has(baseLanguage(language)));
  if (words.includes(wanted)) return true;
  return baseLanguage(language) === 'ar' && wanted.startsWith('ال') && words.includes(`لل${wanted.slice(2)}`);
}

/** Folded words, each between spaces, without final e, es, s, x; one run of letters where words are written together. */
function wordsOf(text: string, together: boolean): string {
  const words = text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\u0640]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  return together
    ? words.join('')
    : ` ${words.map((word) => (word.length > 3 ? word.replace(/(?:es|e|s|x)$/u, '') : word)).join(' ')} `;
}

function example(start: number, source: string, accepted: string[]): TermConstraint {
  return { concept: source, start, end: start + source.length, source, target: accepted[0] ?? '', accepted };
}
