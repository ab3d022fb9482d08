import type { Remark, TextCheck } from './check.ts';

/** Words of Latin letters with Cyrillic or Greek ones among them. */
const mixed =
  /(?=[\p{L}\p{M}]*\p{Script=Latin})(?=[\p{L}\p{M}]*[\p{Script=Cyrillic}\p{Script=Greek}])[\p{L}\p{M}]{2,}/gu;
/** Letters that look like Latin ones (Unicode confusables, those of the two scripts that are alike in common typefaces). */
const alike: Record<string, string> = {
  ...{ А: 'A', В: 'B', Е: 'E', К: 'K', М: 'M', Н: 'H', О: 'O', Р: 'P', С: 'C', Т: 'T', Х: 'X', У: 'Y', І: 'I' },
  ...{ а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', х: 'x', у: 'y', і: 'i', ѕ: 's', ј: 'j' },
  ...{ Α: 'A', Β: 'B', Ε: 'E', Ζ: 'Z', Η: 'H', Ι: 'I', Κ: 'K', Μ: 'M', Ν: 'N', Ο: 'O', Ρ: 'P', Τ: 'T', Υ: 'Y', Χ: 'X' },
  ...{ ο: 'o', ν: 'v' },
};

/** A letter of another script that looks like the right one: such a word is not found, not sorted and not spoken. */
export const homoglyphs: TextCheck = {
  id: 'homoglyphs',
  type: 'characters',
  mqm: 'linguistic-conventions/character-encoding',
  severity: 'warning',
  needs: 'text',
  run({ text }, source) {
    if (!/[\u0370-\u052F]/u.test(text) || !/\p{Script=Latin}/u.test(text)) return [];
    return [...text.matchAll(mixed)].flatMap(({ index: start, 0: word }): Remark[] => {
      if (source?.text.includes(word) || /^μ[a-zA-Z]{1,2}$/u.test(word)) return [];
      const latin = [...word].map((letter) => alike[letter] ?? letter).join('');
      const suggestions = /^[\p{Script=Latin}\p{M}]+$/u.test(latin) ? { suggestions: [latin] } : {};
      const message = { key: 'homoglyphs.word', parameters: { word } };
      return [{ start, end: start + word.length, ...suggestions, message }];
    });
  },
  examples: {
    valid: [{ text: 'The Москва river, 5 μm, the α-particle' }, { text: 'Москва и Paris', language: 'ru' }],
    invalid: [
      {
        input: { text: 'The Mоscow trial' },
        remarks: [
          {
            start: 4,
            end: 10,
            suggestions: ['Moscow'],
            message: { key: 'homoglyphs.word', parameters: { word: 'Mоscow' } },
          },
        ],
      },
    ],
  },
};
