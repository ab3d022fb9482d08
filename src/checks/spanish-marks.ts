import { baseLanguage } from '../model/language.ts';
import type { Remark, TextCheck } from './check.ts';
import { proseOf } from './not-prose.ts';

const pairs = [
  { open: '¿', close: '?' },
  { open: '¡', close: '!' },
] as const;

/** A Spanish question or exclamation that ends with its mark and does not begin with one (Ortografía de la RAE, 3.4.9), or the reverse. */
export const spanishMarks: TextCheck = {
  id: 'spanish-marks',
  type: 'locale-violation',
  mqm: 'linguistic-conventions/punctuation',
  severity: 'warning',
  needs: 'text',
  languages: ['es'],
  run({ text, language, role }) {
    if (baseLanguage(language) !== 'es' || role === 'furniture' || !/[?!¿¡]/u.test(text)) return [];
    const prose = proseOf(text);
    return pairs.flatMap(({ open, close }): Remark[] => {
      const remarks: Remark[] = [];
      let opened: number | undefined;
      let before = '';
      for (const { index, 0: mark } of prose.matchAll(/[¿¡?!]/gu)) {
        // A sentence may open as an exclamation and close as a question.
        const otherOpen = before === '¿' || before === '¡';
        before = mark;
        if (mark === open) opened = index;
        if (mark !== close) continue;
        // `(!)` and `¿…?!` need no opening, nor do names such as Yahoo!
        const free = /[(?!¿¡]/u.test(prose.slice(Math.max(0, index - 1), index));
        if (opened === undefined && !free && !/^\p{L}/u.test(prose.slice(index + 1)) && !otherOpen)
          remarks.push({
            start: index,
            end: index + 1,
            message: { key: 'spanish-marks.opening', parameters: { mark: open } },
          });
        opened = undefined;
      }
      if (opened !== undefined && !prose.slice(opened).includes(open === '¿' ? '!' : '?'))
        remarks.push({
          start: opened,
          end: opened + 1,
          message: { key: 'spanish-marks.closing', parameters: { mark: close } },
        });
      return remarks;
    });
  },
  examples: {
    valid: [
      { text: '¿Quién? ¡Él! ¡¿Cómo?! (?) ¡Qué es esto?', language: 'es' },
      { text: 'Who? Me!', language: 'en' },
    ],
    invalid: [
      {
        input: { text: 'Y quién es?', language: 'es' },
        remarks: [{ start: 10, end: 11, message: { key: 'spanish-marks.opening', parameters: { mark: '¿' } } }],
      },
      {
        input: { text: '¡Nunca.', language: 'es' },
        remarks: [{ start: 0, end: 1, message: { key: 'spanish-marks.closing', parameters: { mark: '!' } } }],
      },
    ],
  },
};
