import { expect, test } from 'vitest';
import type { Term, TermRow } from '../../src/model/term.ts';
import { GlossaryLint } from '../../src/terminology/lint.ts';

const row = (line: number, concept: string, text: string, more: Partial<Term> = {}): TermRow => ({
  line,
  concept,
  term: { language: 'en', text, status: 'preferred', kind: 'term', ...more },
});
const lint = (...rows: TermRow[]) => {
  const all = new GlossaryLint();
  return rows.flatMap((one) => all.see(one)).map(({ kind, line, first }) => [kind, line, first]);
};

test('doubled and contradictory rows are told with both lines', () => {
  expect(
    lint(
      row(2, 'a', 'truce'),
      row(3, 'a', 'truce'),
      row(4, 'a', 'truce', { status: 'deprecated' }),
      row(5, 'a', 'ceasefire'),
      row(6, 'b', 'truce', { status: 'deprecated' }),
    ),
  ).toEqual([
    ['duplicate', 3, 2],
    ['contradiction', 4, 2],
    ['two-preferred', 5, 2],
    ['elsewhere-wrong', 6, 2],
  ]);
});

test('two preferred wordings of different days, styles or languages are none too many', () => {
  expect(
    lint(
      row(2, 'a', 'Twitter', { validTo: '2023-07-23' }),
      row(3, 'a', 'X Corp', { validFrom: '2023-07-24' }),
      row(4, 'a', 'X Corp.', { styles: ['ap'] }),
      row(5, 'a', 'Xcorp', { language: 'fr' }),
      row(6, 'a', 'platform'),
    ),
  ).toEqual([]);
});

test('what is read as it stands is said so', () => {
  expect(
    lint(
      row(2, 'a', 'B'),
      row(3, 'b', '…'),
      row(4, 'c', 'a.*b'),
      row(5, 'd', '\\bword\\b'),
      row(6, 'e', 'colou?r'),
    ).map(([kind]) => kind),
  ).toEqual(['one-letter', 'punctuation', 'pattern', 'pattern', 'pattern'].slice(0, 4));
  expect(lint(row(2, 'a', 'U.S.'), row(3, 'b', 'C++'), row(4, 'c', 'Yahoo!'), row(5, 'd', 'AC/DC'))).toEqual([]);
});
