import { baseLanguage } from '../model/language.ts';
import type { Remark, TextCheck } from './check.ts';
import { proseOf } from './not-prose.ts';

/** Narrow no-break space before ; ! ? and inside « », no-break space before the colon (Lexique de l'Imprimerie nationale). */
const NARROW = '\u202F';
const WIDE = '\u00A0';
const blank = /[ \u00A0\u202F\u2009]/u;

/** A high mark at a word: not `12:30`, `(?)`, `::`, nor the second mark of `?!`. */
const mark = /(?<=[\p{L}\p{M}\p{N}%€$£)\]’'”"»])(?<spaces>[ \u00A0\u202F\u2009]?)(?<mark>[;!?]+|:)(?=[\s»”")\]]|$)/gu;
const quote = /(?<open>«)(?<after>[ \u00A0\u202F\u2009]?)(?=\S)|(?<=\S)(?<before>[ \u00A0\u202F\u2009]?)(?<close>»)/gu;

/**
 * Spaces that French typography puts before high marks and inside quotation marks: a missing one asks, one that may break the line is
 * only shown, and so are straight quotation marks. Canada and Switzerland set ; ! ? without a space.
 */
export const frenchTypography: TextCheck = {
  id: 'french-typography',
  type: 'locale-violation',
  mqm: 'locale-conventions/other',
  severity: 'warning',
  needs: 'text',
  languages: ['fr'],
  run({ text, language, role }) {
    if (baseLanguage(language) !== 'fr' || role === 'furniture') return [];
    const prose = proseOf(text);
    const tight = /^fr-(?:CA|CH)/u.test(language);
    const remarks: Remark[] = [];
    for (const { index, groups } of prose.matchAll(mark)) {
      const written = groups?.spaces ?? '';
      const sign = groups?.mark ?? '';
      if (tight && sign !== ':') continue;
      const wanted = sign === ':' ? WIDE : NARROW;
      remarks.push(...space(index, written, wanted, sign));
    }
    for (const { index, groups } of prose.matchAll(quote)) {
      if (groups?.open) remarks.push(...space(index + 1, groups.after ?? '', NARROW, '«'));
      else remarks.push(...space(index, groups?.before ?? '', NARROW, '»'));
    }
    return [...remarks.sort((a, b) => a.start - b.start), ...straightQuotes(prose)];
  },
  examples: {
    valid: [
      { text: '« Oui », dit-il\u00A0: il est 12:30\u202F!', language: 'fr' },
      { text: 'Voir https://example.org/a?b=c', language: 'fr' },
      { text: 'Quoi?', language: 'fr-CA' },
      { text: 'What?' },
    ].map((example) => ({ ...example, text: example.text.replace('« Oui »', '«\u202FOui\u202F»') })),
    invalid: [
      {
        input: { text: 'Quoi? Il dit: «non»', language: 'fr' },
        remarks: [
          missing(4, NARROW, '?'),
          missing(12, WIDE, ':'),
          missing(15, NARROW, '«'),
          missing(18, NARROW, '»'),
        ],
      },
      {
        input: { text: 'Quoi ?', language: 'fr' },
        remarks: [
          {
            start: 4,
            end: 5,
            severity: 'info',
            suggestions: [NARROW],
            message: { key: 'french-typography.breaking', parameters: { mark: '?' } },
          },
        ],
      },
      {
        input: { text: 'Il dit "non".', language: 'fr' },
        remarks: [
          {
            start: 7,
            end: 12,
            severity: 'info',
            suggestions: ['«\u202Fnon\u202F»'],
            message: { key: 'french-typography.quotes', parameters: {} },
          },
        ],
      },
    ],
  },
};

function missing(at: number, wanted: string, sign: string): Remark {
  const message = { key: 'french-typography.missing', parameters: { mark: sign } };
  return { start: at, end: at, suggestions: [wanted], message };
}

function space(at: number, written: string, wanted: string, sign: string): Remark[] {
  if (written === '') return [missing(at, wanted, sign)];
  if (written !== ' ' || !blank.test(written)) return [];
  const message = { key: 'french-typography.breaking', parameters: { mark: sign } };
  return [{ start: at, end: at + 1, severity: 'info', suggestions: [wanted], message }];
}

function straightQuotes(prose: string): Remark[] {
  const found = /"(?<inside>[^"\uFFFC]+)"/u.exec(prose);
  if (!found) return [];
  const inside = found.groups?.inside?.trim() ?? '';
  return [
    {
      start: found.index,
      end: found.index + found[0].length,
      severity: 'info',
      suggestions: [`«${NARROW}${inside}${NARROW}»`],
      message: { key: 'french-typography.quotes', parameters: {} },
    },
  ];
}
