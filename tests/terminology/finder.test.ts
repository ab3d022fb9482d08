import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Concept, Term } from '../../src/model/term.ts';
import { constraintsFor } from '../../src/terminology/constraints.ts';
import { datedTerms } from '../../src/terminology/dated.ts';
import { buildTermFinder } from '../../src/terminology/finder.ts';

const names = [
  concept('idlib', 'names', [
    ['en', 'Idlib', 'preferred', 'name'],
    ['en', 'Idleb', 'deprecated', 'name'],
  ]),
  concept('kobani', 'names', [
    ['en', 'Kobani', 'preferred', 'name'],
    ['en', 'Kobane', 'admitted', 'name'],
    ['en', 'Kobané', 'deprecated', 'name'],
  ]),
  concept('ocha', 'names', [
    ['en', 'OCHA', 'preferred', 'acronym'],
    ['en', 'Ocha', 'deprecated', 'acronym'],
    ['fr', 'Ocha', 'preferred', 'acronym'],
  ]),
  concept('un', 'names', [
    ['en', 'UN', 'preferred', 'acronym'],
    ['en', 'U.N.', 'admitted', 'acronym'],
    ['en', 'ONU', 'deprecated', 'acronym'],
  ]),
  concept('who', 'names', [['en', 'WHO', 'preferred', 'acronym']]),
  concept('aleppo', 'names', [
    ['fr', 'Alep', 'preferred', 'name'],
    ['ca', 'Alep', 'preferred', 'name'],
  ]),
  concept('ndjamena', 'names', [['fr', "N'Djamena", 'preferred', 'name']]),
  concept('assad', 'names', [
    ['fr', 'Bachar al-Assad', 'preferred', 'name'],
    ['fr', 'al-Assad', 'admitted', 'name'],
    ['en', 'Bashar Assad', 'preferred', 'name'],
    ['en', 'Bachar al-Assad', 'deprecated', 'name'],
  ]),
  concept('is', 'names', [
    ['fr', 'organisation État islamique', 'preferred', 'name'],
    ['fr', 'État islamique', 'admitted', 'name'],
  ]),
];
const find = buildTermFinder(names);

function found(text: string, language: string, finder = find): [string, string, string][] {
  return finder(text, language).map((match) => [match.text, match.term.status, match.accepted[0] ?? '']);
}

function concept(id: string, origin: string, terms: [string, string, Term['status'], Term['kind']][]): Concept {
  return { id, origin, terms: terms.map(([language, text, status, kind]) => ({ language, text, status, kind })) };
}

describe('names and acronyms', () => {
  it('are found as whole words, with the house form', () => {
    expect(found('Fighting in Idleb, Ocha said.', 'en')).toEqual([
      ['Idleb', 'deprecated', 'Idlib'],
      ['Ocha', 'deprecated', 'OCHA'],
    ]);
  });

  it('keep their case and their diacritics', () => {
    expect(found('an idleb, the ocha of onu; Gasocha', 'en')).toEqual([]);
    expect(found('Kobané and Kobane', 'en')).toEqual([
      ['Kobané', 'deprecated', 'Kobani'],
      ['Kobane', 'admitted', 'Kobani'],
    ]);
  });

  it('are found after an elision and before a possessive, with either apostrophe', () => {
    expect(found("l'Ocha à l’est d'Alep", 'fr').map(([text]) => text)).toEqual(['Ocha', 'Alep']);
    expect(found("Idleb's north, Idleb’s south", 'en').map(([text]) => text)).toEqual(['Idleb', 'Idleb']);
    expect(found('Vers N’Djamena', 'fr').map(([text]) => text)).toEqual(['N’Djamena']);
  });

  it('are left alone in addresses, handles and file names', () => {
    expect(found('www.Ocha.org, @Ocha, #Idleb, news/Idleb/1, Idleb_map, a@Idleb.org', 'en')).toEqual([]);
  });

  it('are found with the full stops that belong to them', () => {
    expect(found('The U.N. said so. The U.N.', 'en').map(([text]) => text)).toEqual(['U.N.', 'U.N.']);
  });

  it('are not looked for in another language', () => {
    expect(found('Idleb', 'de')).toEqual([]);
    expect(found('Alep', 'ca')).toEqual([['Alep', 'preferred', 'Alep']]);
  });

  it('are not mistaken for words of a headline in capitals', () => {
    expect(found('MAN WHO BIT DOG', 'en')).toEqual([]);
    expect(found('the WHO says', 'en')).toEqual([['WHO', 'preferred', 'WHO']]);
  });
});

describe('the longest wording', () => {
  it('wins, and no two matches overlap', () => {
    expect(found('Le régime de Bachar al-Assad et l’organisation État islamique', 'fr').map(([text]) => text)).toEqual([
      'Bachar al-Assad',
      'organisation État islamique',
    ]);
  });

  it('lies inside the text, in order, for any text', () => {
    const pieces = fc.constantFrom(
      'Idleb',
      'U.N.',
      'Bachar al-Assad',
      ' ',
      '  ',
      "l'",
      '’',
      '-',
      'é',
      '👍',
      '(',
      '.',
      'Ocha',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 20 }), (parts) => {
        const text = parts.join('');
        let last = 0;
        for (const match of find(text, 'en')) {
          expect(match.start).toBeGreaterThanOrEqual(last);
          expect(text.slice(match.start, match.end)).toBe(match.text);
          last = match.end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe("a desk's glossary", () => {
  const house = [
    concept('ocha', 'house', [
      ['en', 'Ocha', 'preferred', 'acronym'],
      ['fr', 'Ocha', 'preferred', 'acronym'],
    ]),
    concept('ceasefire', 'house', [
      ['fr', 'cessez-le-feu', 'preferred', 'term'],
      ['en', 'cease-fire', 'preferred', 'term'],
      ['en', 'ceasefire', 'deprecated', 'term'],
    ]),
    concept('rebel', 'house', [['fr', 'groupe rebelle', 'preferred', 'term']]),
  ];
  const concepts = house;
  const { findTerms: finder, findNames } = datedTerms(house)('2020-02-12');

  it('goes before the gazetteer for the same text', () => {
    expect(finder('Ocha said', 'en')).toMatchObject([{ origin: 'house', term: { status: 'preferred' } }]);
    expect(finder('in Idleb', 'en')).toMatchObject([{ origin: 'builtin', accepted: ['Idlib'] }]);
  });

  it('finds its terms in any case and in the plural', () => {
    expect(found('Ceasefires and the CEASEFIRE', 'en', finder).map(([text]) => text)).toEqual([
      'Ceasefires',
      'CEASEFIRE',
    ]);
    expect(found('Des Groupes rebelles', 'fr', finder).map(([text]) => text)).toEqual(['Groupes rebelles']);
    expect(found('ceasefired', 'en', finder)).toEqual([]);
  });

  it('prescribes the translation of what stands in the source', () => {
    const text = "Le cessez-le-feu à Idleb, selon l'Onu";
    expect(constraintsFor(text, 'fr', 'en', finder, concepts, findNames)).toMatchObject([
      {
        concept: 'ceasefire',
        start: 3,
        end: 16,
        source: 'cessez-le-feu',
        target: 'cease-fire',
        accepted: ['cease-fire'],
      },
      { concept: 'place:idlib', start: 19, end: 24, source: 'Idleb', target: 'Idlib', accepted: ['Idlib'] },
      { concept: 'org:un', start: 34, end: 37, source: 'Onu', target: 'U.N.' },
    ]);
    expect(constraintsFor('un groupe rebelle', 'fr', 'en', finder, concepts)).toEqual([]);
    expect(constraintsFor('Idlib', 'en', 'en-GB', finder, concepts, findNames)).toEqual([]);
  });

  it('puts the form of the wanted region first', () => {
    const regional = [
      concept('centre', 'house', [
        ['fr', 'centre', 'preferred', 'term'],
        ['en', 'center', 'preferred', 'term'],
        ['en-GB', 'centre', 'preferred', 'term'],
      ]),
    ];
    const [constraint] = constraintsFor('le centre', 'fr', 'en-GB', buildTermFinder(regional), regional);
    expect(constraint?.accepted).toEqual(['centre', 'center']);
  });
});
