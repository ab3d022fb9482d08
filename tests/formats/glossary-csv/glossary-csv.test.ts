import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGlossaryCsv } from '../../../src/formats/glossary-csv/read.ts';
import { writeGlossaryCsv } from '../../../src/formats/glossary-csv/write.ts';
import { InterlinearError } from '../../../src/model/errors.ts';
import type { Concept, Term } from '../../../src/model/term.ts';

describe('a glossary in the long layout', () => {
  it('groups rows by concept, in any column order, with defaults for status and kind', () => {
    const csv = 'term,concept,language\nIdlib,idlib,en\nIdleb,idlib,fr\ncrosshead,crosshead,EN_gb\n';
    expect(readGlossaryCsv(csv, 'desk')).toEqual([
      {
        id: 'idlib',
        origin: 'desk',
        terms: [
          { language: 'en', text: 'Idlib', status: 'preferred', kind: 'term' },
          { language: 'fr', text: 'Idleb', status: 'preferred', kind: 'term' },
        ],
      },
      {
        id: 'crosshead',
        origin: 'desk',
        terms: [{ language: 'en-GB', text: 'crosshead', status: 'preferred', kind: 'term' }],
      },
    ]);
  });

  it('reads status, kind, domain and note', () => {
    const csv = 'concept;language;term;status;kind;domain;note\nocha;en;Ocha;Deprecated;acronym;un;"French; case"\n';
    expect(readGlossaryCsv(csv, 'desk')).toEqual([
      {
        id: 'ocha',
        domain: 'un',
        origin: 'desk',
        terms: [{ language: 'en', text: 'Ocha', status: 'deprecated', kind: 'acronym', note: 'French; case' }],
      },
    ]);
  });
});

describe('a glossary in the wide layout', () => {
  it('takes the first form as preferred, later ones as admitted, and forms after ! as deprecated', () => {
    const [concept] = readGlossaryCsv('\uFEFFfr\ten\tkind\nKiev|Kyiv\t!Kiev|Kyiv|Kyïv\tname\n', 'desk');
    expect(concept?.id).toBe('Kiev');
    expect(concept?.terms.map(({ language, text, status, kind }) => [language, text, status, kind])).toEqual([
      ['fr', 'Kiev', 'preferred', 'name'],
      ['fr', 'Kyiv', 'admitted', 'name'],
      ['en', 'Kiev', 'deprecated', 'name'],
      ['en', 'Kyiv', 'preferred', 'name'],
      ['en', 'Kyïv', 'admitted', 'name'],
    ]);
  });

  it('keeps two concepts apart that start with the same word', () => {
    const concepts = readGlossaryCsv('fr,en\navocat,lawyer\navocat,avocado\n', 'desk');
    expect(concepts.map(({ id }) => id)).toEqual(['avocat', 'avocat (3)']);
  });
});

describe('a malformed glossary is refused, naming line and reason', () => {
  const refused: [string, string, number, string][] = [
    ['an unknown status', 'concept,language,term,status\na,en,A,preferred\nb,en,B,good\n', 3, 'unknown-status'],
    ['an unknown kind', 'concept,language,term,kind\na,en,A,verb\n', 2, 'unknown-kind'],
    ['an unknown language', 'concept,language,term\na,xx,A\n', 2, 'unknown-language'],
    ['an unknown language in a wide header', 'fr,englisch\na,b\n', 1, 'unknown-language'],
    ['a missing column', 'concept,term\na,A\n', 1, 'missing-column'],
    ['a wide header without languages', 'concept,note\na,A\n', 1, 'missing-column'],
    ['an empty term', 'concept,language,term\na,en,\n', 2, 'empty-term'],
    ['an empty form between bars', 'fr,en\na,b||c\n', 2, 'empty-term'],
    ['an empty concept', 'concept,language,term\n,en,A\n', 2, 'empty-concept'],
    ['an unclosed quote', 'concept,language,term\na,en,A\nb,en,"B\nc,en,C\nd,en,D\n', 3, 'unclosed-quote'],
    ['a quote inside a bare value', 'concept,language,term\na,en,A"B\n', 2, 'stray-quote'],
  ];
  it.each(refused)('%s', (_, csv, line, reason) => {
    let thrown: unknown;
    try {
      readGlossaryCsv(csv, 'desk.csv');
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(InterlinearError);
    expect(thrown).toMatchObject({
      code: 'glossary.malformed',
      parameters: { name: 'desk.csv', line, reason: `glossary.reason.${reason}` },
    });
  });

  it('but an empty file is an empty glossary', () => {
    expect(readGlossaryCsv('', 'desk')).toEqual([]);
    expect(readGlossaryCsv('concept,language,term\n', 'desk')).toEqual([]);
  });
});

describe('writing and reading a glossary', () => {
  const written = fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
      fc.constantFrom(
        'a,b',
        'say "so"',
        ' edge ',
        'two\nlines',
        'semi;colon',
        '\ttab',
        '!x|y',
        '\uFEFFmark',
        'Deir el-Zour',
      ),
    )
    .filter((text) => text.trim() !== '');
  const term: fc.Arbitrary<Term> = fc.record(
    {
      language: fc.constantFrom('fr', 'en', 'en-GB', 'es', 'ca', 'ar', 'zh-Hant'),
      text: written,
      status: fc.constantFrom('preferred', 'admitted', 'deprecated', 'superseded'),
      kind: fc.constantFrom('term', 'name', 'acronym'),
      note: written,
    },
    { requiredKeys: ['language', 'text', 'status', 'kind'] },
  );
  const concept: fc.Arbitrary<Concept> = fc.record(
    {
      id: written,
      domain: written,
      terms: fc.array(term, { minLength: 1, maxLength: 4 }),
      origin: fc.constant('desk'),
    },
    { requiredKeys: ['id', 'terms', 'origin'] },
  );

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.uniqueArray(concept, { selector: ({ id }) => id, maxLength: 5 }), (concepts) => {
        expect(readGlossaryCsv(writeGlossaryCsv(concepts), 'desk')).toEqual(concepts);
      }),
    );
  });
});
