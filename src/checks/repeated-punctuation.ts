import type { TextCheck } from './check.ts';

/** A mark twice where it belongs once. Three full stops are an ellipsis, and a double hyphen is a dash. */
const repeated =
  /(?<=[\p{L}\p{M}\p{N}"”»)\]\s])(?:([,;:،؛])(?:\s*\1)+|(?<!\.)\.\s?\.(?![.\p{L}\p{N}/])|([!?؟])\2{2,})/gu;

/** The same punctuation mark several times in a row, where the source does not do so. */
export const repeatedPunctuation: TextCheck = {
  id: 'repeated-punctuation',
  type: 'typographical',
  mqm: 'linguistic-conventions/punctuation',
  severity: 'warning',
  needs: 'text',
  run({ text, role }, source) {
    if (role === 'furniture' || !/[,;:،؛.!?؟]\s?[,;:،؛.!?؟]/u.test(text)) return [];
    const own = new Map<string, boolean>();
    const inSource = (found: string): boolean => {
      if (!own.has(found)) own.set(found, source?.text.includes(found) ?? false);
      return own.get(found) ?? false;
    };
    return [...text.matchAll(repeated)].flatMap(({ index: start, 0: found }) => {
      // Code and fractions of seconds write `::` and `..` between words on purpose.
      if (inSource(found) || /^::/u.test(found)) return [];
      const mark = found[0] ?? '';
      const message = { key: 'repeated-punctuation.mark', parameters: { mark } };
      return [{ start, end: start + found.length, suggestions: [mark], message }];
    });
  },
  examples: {
    valid: [{ text: 'Wait... what?! He said: “No.” std::string, ../here' }, { text: 'Well… yes, etc.' }],
    invalid: [
      {
        input: { text: 'He left,, then he came back..' },
        remarks: [
          {
            start: 7,
            end: 9,
            suggestions: [','],
            message: { key: 'repeated-punctuation.mark', parameters: { mark: ',' } },
          },
          {
            start: 27,
            end: 29,
            suggestions: ['.'],
            message: { key: 'repeated-punctuation.mark', parameters: { mark: '.' } },
          },
        ],
      },
    ],
  },
};
