import fc from 'fast-check';
import { conceptsOf, type GlossaryFormat, type GlossaryPair } from '../../src/formats/glossary.ts';
import type { Concept, Term, TermRefusal, TermRow } from '../../src/model/term.ts';

/** Reads a whole text with a format, cut into pieces. */
export async function readAll(format: GlossaryFormat, text: string, pieces = 1, pair?: GlossaryPair) {
  const size = Math.max(1, Math.ceil(text.length / pieces));
  const cut = Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.slice(at * size, (at + 1) * size));
  const rows: TermRow[] = [];
  const refusals: TermRefusal[] = [];
  for await (const read of format.read(cut, 'desk', pair)) {
    if ('row' in read) rows.push(read.row);
    else refusals.push(read.refusal);
  }
  return { rows, refusals, concepts: conceptsOf(rows, 'desk') };
}

export function writeAll(format: GlossaryFormat, concepts: Concept[], pair?: GlossaryPair) {
  const writer = format.writer(pair);
  const text = writer.start() + concepts.map((concept) => writer.concept(concept)).join('') + writer.end();
  return { text, dropped: writer.dropped };
}

/** Texts that try a format: separators, quotes, line ends, markup, patterns, other scripts. */
export const written = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    fc.constantFrom(
      'a,b',
      'say "so"',
      'two\nlines',
      'carriage\r\nreturn',
      'semi;colon',
      'a <b> & c',
      ']]>',
      '.*',
      '!x|y',
      'x',
      '…',
      'الأمم المتحدة',
      '停火',
    ),
  )
  // What XML cannot hold, and white space at the edges, are for the tests of each format.
  .filter(
    (text) => text.trim() === text && text !== '' && !/[\p{Cc}\p{Cs}\ufffe\uffff]/u.test(text.replaceAll(/\r?\n/g, '')),
  );

const day = fc.constantFrom('2019-02-12', '2022-06-01', '2024-02-29');

const term = (extras: boolean): fc.Arbitrary<Term> =>
  fc.record(
    {
      language: fc.constantFrom('fr', 'en', 'en-GB', 'ar', 'zh-Hant'),
      text: written,
      status: fc.constantFrom('preferred', 'admitted', 'deprecated', 'superseded'),
      kind: fc.constantFrom('term', 'name', 'acronym'),
      note: written,
      source: written,
      ...(extras
        ? {
            partOfSpeech: fc.constantFrom('noun', 'properNoun', 'verb', 'adjective', 'adverb', 'other'),
            caseRule: fc.constantFrom('any', 'exact'),
            inflection: fc.boolean(),
            forbidden: fc.constant(true),
            validFrom: day,
            validTo: day,
            styles: fc.uniqueArray(fc.constantFrom('ap', 'un', 'desk'), { minLength: 1 }),
          }
        : {}),
    } as unknown as Record<string, fc.Arbitrary<unknown>>,
    { requiredKeys: ['language', 'text', 'status', 'kind'] },
  ) as unknown as fc.Arbitrary<Term>;

/** Glossaries, with every detail of the model or with those alone that exchange formats hold. */
export function glossaries(extras: boolean): fc.Arbitrary<Concept[]> {
  const concept = fc.record(
    {
      id: written,
      domain: written,
      ...(extras ? { doNotTranslate: fc.constant(true) } : {}),
      terms: fc.array(term(extras), { minLength: 1, maxLength: 4 }),
      origin: fc.constant('desk'),
    } as unknown as Record<string, fc.Arbitrary<unknown>>,
    { requiredKeys: ['id', 'terms', 'origin'] },
  ) as unknown as fc.Arbitrary<Concept>;
  return fc.uniqueArray(concept, { selector: ({ id }) => id, minLength: 1, maxLength: 5 });
}
