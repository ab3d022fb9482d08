import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aliasesIn } from '../../../src/terminology/gazetteer/aliases.ts';
import { gazetteerLanguages } from '../../../src/terminology/gazetteer/entity.ts';
import { evened } from '../../../src/terminology/gazetteer/evened.ts';
import type { AliasOptions } from '../../../src/terminology/gazetteer/house.ts';
import { gazetteer } from '../../../src/terminology/gazetteer/tables.ts';

/** `Idleb>Idlib` for each alias, with `!` where it is certain. */
function found(text: string, language: string, options: AliasOptions = {}): string[] {
  return aliasesIn(text, language, options).map(
    ({ text: alias, forms, certain }) => `${alias}>${forms[0]?.text}${certain ? '!' : ''}`,
  );
}

describe('names of another language in a text', () => {
  it.each([
    ['en', 'The province of Idleb, near Lattaquié.', ['Idleb>Idlib!', 'Lattaquié>Latakia!']],
    ['en', "Idleb's hospitals and the Idleb-based rebels", ['Idleb>Idlib!', 'Idleb>Idlib!']],
    ['en', 'Daech and the Otan', ['Daech>IS!', 'Otan>NATO!']],
    ['en', 'He met Bachar al-Assad in Deraa.', ['Bachar al-Assad>Bashar Assad!']],
    ['fr', 'Le maire de Mosul et celui d’Aleppo', ['Mosul>Mossoul!', 'Aleppo>Alep!']],
    ['fr', "L'Idlib d'avant", []],
    ['es', 'Los combates de Lattaquié y de Khartoum', ['Lattaquié>Latakia!', 'Khartoum>Jartum!']],
    ['de', 'Die Kämpfe um Kharkiv und Marioupol', ['Kharkiv>Charkiw!', 'Marioupol>Mariupol!']],
  ])('are found (%s): %s', (language, text, expected) => {
    expect(found(text, language)).toEqual(expected);
  });

  it('are found as the longest name, once', () => {
    expect(found('Front al-Nosra', 'en')).toEqual(['Front al-Nosra>Nusra Front!']);
    expect(found('le détroit d’Ormuz, dit Strait of Hormuz', 'fr')).toEqual(["Strait of Hormuz>détroit d'Ormuz!"]);
  });

  it('have the forms of the house and the day', () => {
    expect(found('en Turquie', 'en', { style: 'un', date: '2023-03-01' })).toEqual(['Turquie>Türkiye!']);
    expect(found('en Turquie', 'en', { style: 'ap', date: '2023-03-01' })).toEqual(['Turquie>Turkey!']);
  });

  it('may be limited to the language of the original', () => {
    expect(found('Khartum and Idleb', 'en', { from: ['fr-FR'] })).toEqual(['Idleb>Idlib!']);
  });

  it('count as letters only where the text is said to come from their language', () => {
    expect(found('The CPI rose', 'en')).toEqual([]);
    expect(found('The CPI in The Hague', 'en', { from: ['fr'] })).toEqual(['CPI>ICC']);
  });
});

describe('names that are left alone', () => {
  it.each([
    ['en', 'Idlib, Aleppo, Deir el-Zour and Deir ez-Zor'],
    ['en', 'Nice, Tours and Valence are towns. Split is another. Bar the door. Reading is fun.'],
    ['en', 'The poet Leon Damas; Colonia del Sacramento; Rhode Island; Bank of Scotland'],
    ['en', 'Rachid Taha and Bachir sang'],
    ['en', 'See idleb.example/Idleb, @Idleb, #Idleb and Idleb.jpg'],
    ['en', 'Persia and Ceylon in the books'],
    ['en', 'Québec, São Paulo and Liège'],
    ['en', 'to climb Everest'],
    ['fr', 'au Caire, la Haye, le Pirée, Etats-Unis, Egypte'],
    ['fr', 'Bande de Gaza'],
    ['es', 'en el Cairo y en La Habana'],
    ['de', 'Man kann das sagen.'],
    ['en', 'MAN WHO BIT OTAN DOG'],
  ])('because they are right or may be (%s): %s', (language, text) => {
    expect(found(text, language)).toEqual([]);
  });

  it('in languages that the gazetteer does not have', () => {
    expect(found('Idleb', 'ja')).toEqual([]);
  });
});

describe('names out of date or of another house', () => {
  it('are shown, never certain, when the date has passed them', () => {
    expect(found('talks in Kiev', 'en', { date: '2024-02-01' })).toEqual(['Kiev>Kyiv']);
    expect(found('talks in Kiev', 'en', { date: '2013-02-01' })).toEqual([]);
    expect(aliasesIn('in Swaziland', 'en')[0]).toMatchObject({ why: 'outdated', certain: false });
    expect(found('in Nur-Sultan', 'en', { date: '2021-05' })).toEqual([]);
    expect(found('in Türkiye', 'en', { style: 'un', date: '2020-02-12' })).toEqual(['Türkiye>Turkey']);
  });

  it('are the business of the style alone', () => {
    expect(found('the Ocha report', 'en')).toEqual([]);
    expect(found('the Ocha report', 'en', { style: 'guardian' })).toEqual([]);
    expect(aliasesIn('the Ocha report', 'en', { style: 'ap' })[0]).toMatchObject({ why: 'style', certain: true });
    expect(found('President Volodymyr Zelensky', 'en', { style: 'ap' })).toEqual([
      'Volodymyr Zelensky>Volodymyr Zelenskyy',
    ]);
    expect(found('President Volodymyr Zelensky', 'en', { style: 'afp' })).toEqual([]);
  });
});

describe('family names alone', () => {
  it('are certain where the text, or the article elsewhere, has the name in full', () => {
    expect(found('Poutine spoke', 'en')).toEqual(['Poutine>Putin']);
    expect(found('Vladimir Poutine spoke. Poutine left.', 'en')).toEqual([
      'Vladimir Poutine>Vladimir Putin!',
      'Poutine>Putin!',
    ]);
    expect(found('Poutine left.', 'en', { mentioned: ['person:vladimir-putin'] })).toEqual(['Poutine>Putin!']);
  });

  it('that many bear are read only then', () => {
    expect(found('Chafik spoke', 'en')).toEqual([]);
    expect(found('Ahmed Chafik lost. Chafik left.', 'en')).toEqual(['Ahmed Chafik>Ahmed Shafiq!', 'Chafik>Shafiq!']);
  });
});

describe('Arabic', () => {
  it('has its clitics cut', () => {
    expect(aliasesIn('وسوازيلاند وبسوازيلاند', 'ar').map(({ start, end }) => [start, end])).toEqual([
      [1, 10],
      [13, 22],
    ]);
  });

  it('leaves right names alone', () => {
    expect(found('في إدلب وحلب وبالقاهرة وللأمم المتحدة', 'ar')).toEqual([]);
  });
});

describe('any text', () => {
  const names = gazetteer().flatMap(({ forms }) => [...forms.values()].flat().map(({ text }) => text));
  const pieces = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...names) },
    { weight: 3, arbitrary: fc.constantFrom(' ', ', ', '. ', '’', "'s ", '-', ' l’', '\n', ' و', '\u00a0', '(') },
    { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
  );
  const texts = fc.oneof(
    fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
    fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('').normalize('NFD')),
  );

  it('gives exact offsets, in order, without overlaps, with forms that differ from what stands there', () => {
    fc.assert(
      fc.property(
        texts,
        fc.constantFrom(...gazetteerLanguages),
        fc.constantFrom(undefined, 'ap', 'un'),
        (text, language, style) => {
          let end = 0;
          for (const alias of aliasesIn(text, language, { style })) {
            expect(alias.text).toBe(text.slice(alias.start, alias.end));
            expect(alias.start).toBeGreaterThanOrEqual(end);
            expect(alias.end).toBeGreaterThan(alias.start);
            expect(alias.forms.length).toBeGreaterThan(0);
            expect(alias.forms.map((form) => form.text)).not.toContain(evened(alias.text).text);
            end = alias.end;
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is evened with a way back: every slice of the evened text is the evened slice of the original', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const even = evened(text);
        expect(even.at(even.text.length)).toBe(text.length);
        for (let at = 0; at < even.text.length; at++) {
          if (/\p{M}|[\uD800-\uDFFF]/u.test(even.text.slice(at, at + 2))) continue;
          expect(evened(text.slice(even.at(at), even.at(at + 1))).text).toBe(even.text.charAt(at));
        }
      }),
      { numRuns: 150 },
    );
  });
});
