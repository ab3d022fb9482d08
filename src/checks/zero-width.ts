import type { TextCheck } from './check.ts';

/** Characters that nobody sees: spaces of no width, soft hyphens, joiners. */
const invisible = /(?:\u200B|\u200C|\u200D|\u2060|\uFEFF|\u00AD|\u180E)+/gu;
/** Scripts that need joiners, or break lines at spaces of no width. */
const needed =
  /(?:[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Oriya}\p{Script=Sinhala}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Khmer}\p{Script=Thai}\p{Script=Lao}\p{Script=Myanmar}\p{Script=Tibetan}\p{Script=Syriac}\p{Script=Mongolian}\p{Extended_Pictographic}]|\uFE0F)$/u;

/** An invisible character in a script that has no use for it. Searches miss such words. */
export const zeroWidth: TextCheck = {
  id: 'zero-width',
  type: 'characters',
  mqm: 'linguistic-conventions/character-encoding',
  severity: 'warning',
  needs: 'text',
  run({ text }, source) {
    if (!/\u200B|\u200C|\u200D|\u2060|\uFEFF|\u00AD|\u180E/u.test(text)) return [];
    return [...text.matchAll(invisible)].flatMap(({ index: start, 0: found }) => {
      if (needed.test(text.slice(Math.max(0, start - 2), start)) || source?.text.includes(found)) return [];
      const code = `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
      const message = { key: 'zero-width.found', parameters: { code } };
      return [{ start, end: start + found.length, suggestions: [''], message }];
    });
  },
  examples: {
    valid: [
      { text: 'می\u200Cخواهم', language: 'fa' },
      { text: 'क्\u200Dष', language: 'hi' },
      { text: 'A family 👨\u200D👩\u200D👧' },
    ],
    invalid: [
      {
        input: { text: 'the presi\u200Bdent' },
        remarks: [
          {
            start: 9,
            end: 10,
            suggestions: [''],
            message: { key: 'zero-width.found', parameters: { code: 'U+200B' } },
          },
        ],
      },
    ],
  },
};
