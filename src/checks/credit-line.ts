import { baseLanguage, type LanguageTag } from '../model/language.ts';
import type { TextCheck } from './check.ts';

/** How a French, Spanish or Catalan desk opens a credit line; in English it is a word-for-word translation of one. */
const opening = /^(?:avec|with|con|amb)\s+(?<agencies>.+?)\.?$/iu;
/** Languages whose own credit lines open like this. */
const own: Record<LanguageTag, RegExp> = { fr: /^avec\b/iu, es: /^con\b/iu, ca: /^amb\b/iu };

/**
 * A credit line that is not what the desk's table has for it, or where the table has no row, one in another language's manner: `With AFP` for
 * `Avec AFP`. Credits are the desk's to word, so nothing is applied unasked.
 */
export const creditLine: TextCheck = {
  id: 'credit-line',
  type: 'locale-specific-content',
  mqm: 'style/organizational-style',
  severity: 'warning',
  needs: 'text',
  run({ text, role, language, credit }) {
    const written = text.trim();
    if (role === 'credit' && credit !== undefined) {
      if (written === credit || written === '') return [];
      const start = text.indexOf(written);
      const message = { key: 'credit-line.table', parameters: { credit: written, wording: credit } };
      return [{ start, end: start + written.length, suggestions: [credit], message }];
    }
    const agencies = opening.exec(written)?.groups?.agencies;
    if (role !== 'credit' || !agencies || own[baseLanguage(language)]?.test(written)) return [];
    const start = text.indexOf(written);
    return [
      {
        start,
        end: start + written.length,
        suggestions: [`(${agencies})`],
        message: { key: 'credit-line.manner', parameters: { credit: written } },
      },
    ];
  },
  examples: {
    valid: [
      { text: '(FRANCE 24 with AFP)', role: 'credit' },
      { text: 'Avec AFP', role: 'credit', language: 'fr' },
      { text: 'With AFP' },
      { text: '© AFP', role: 'credit' },
      { text: '(FRANCE 24 with AFP)', role: 'credit', credit: '(FRANCE 24 with AFP)' },
    ],
    invalid: [
      {
        input: { text: 'With AFP', role: 'credit', credit: '(FRANCE 24 with AFP)' },
        remarks: [
          {
            start: 0,
            end: 8,
            suggestions: ['(FRANCE 24 with AFP)'],
            message: {
              key: 'credit-line.table',
              parameters: { credit: 'With AFP', wording: '(FRANCE 24 with AFP)' },
            },
          },
        ],
      },
      {
        input: { text: 'With AFP', role: 'credit' },
        remarks: [
          {
            start: 0,
            end: 8,
            suggestions: ['(AFP)'],
            message: { key: 'credit-line.manner', parameters: { credit: 'With AFP' } },
          },
        ],
      },
      {
        input: { text: 'Avec AFP et Reuters', role: 'credit', language: 'es' },
        remarks: [
          {
            start: 0,
            end: 19,
            suggestions: ['(AFP et Reuters)'],
            message: { key: 'credit-line.manner', parameters: { credit: 'Avec AFP et Reuters' } },
          },
        ],
      },
    ],
  },
};
