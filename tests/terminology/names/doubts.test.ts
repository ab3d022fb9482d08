import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../../src/model/article.ts';
import { datedTerms } from '../../../src/terminology/dated.ts';
import { capitalisedNames } from '../../../src/terminology/names/capitalised.ts';
import { nameDoubts } from '../../../src/terminology/names/doubts.ts';
import { builtinStyle } from '../../../src/terminology/styles.ts';

const { findTerms } = datedTerms([], builtinStyle('ap'))('2024-01-01');
const doubts = (lines: string[], original = {}, language = 'en', role: Role = 'body') =>
  nameDoubts(
    lines.map((text) => ({ text, language, role, terms: findTerms(text, language) })),
    language,
    original,
  ).map((all) => all.map(({ kind, text, suggestions }) => [kind, text, ...suggestions].join(' ')));

describe('the capitalised names of a text', () => {
  const names = (text: string, language = 'en') => capitalisedNames(text, language).map((name) => name.text);

  it('are runs of capitalised words, without titles, openings and possessives', () => {
    expect(
      names("President Salma Khoury met Hassan al-Barakat in Tell Zeitoun, the town's pride. In Sarmin's north"),
    ).toEqual(['Salma Khoury', 'Hassan al-Barakat', 'Tell Zeitoun', 'Sarmin']);
  });

  it('are without the article or preposition that lost its vowel before them', () => {
    expect(names("els camps d'Idlib i l'Alep vella", 'ca')).toEqual(['Idlib', 'Alep']);
    expect(names("la province d'Idleb, Valéry Giscard d'Estaing", 'fr')).toEqual(['Idleb', "Valéry Giscard d'Estaing"]);
  });

  it('are none where every noun has a capital, or none has', () => {
    expect(names('Die Brücke von Mostar', 'de')).toEqual([]);
    expect(names('مدينة Idlib', 'ar')).toEqual([]);
  });

  it('lie inside any text, in order, and read as they say', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom('Al-', 'The ', 'Kiev', "'s", ' ', 'É', '-', '. '), fc.string())),
        (parts) => {
          const text = parts.join('');
          let last = 0;
          for (const name of capitalisedNames(text, 'en')) {
            expect(name.start).toBeGreaterThanOrEqual(last);
            expect(text.slice(name.start, name.end)).toBe(name.text);
            last = name.end;
          }
        },
      ),
    );
  });
});

describe('the names of an article as witnesses', () => {
  it('point out the rarer of two spellings', () => {
    expect(
      doubts(['They left Ain Zeitoun at dawn.', 'In Ain-Zeitoun nobody stayed.', 'The road to Ain Zeitoun is closed.']),
    ).toEqual([[], ['variant Ain-Zeitoun Ain Zeitoun'], []]);
  });

  it('know two spellings that differ in letters of transliteration alone', () => {
    expect(doubts(['near Novomykhailivka and near Novomykhaïlivka, near Novomykhailivka'])).toEqual([
      ['variant Novomykhaïlivka Novomykhailivka'],
    ]);
  });

  it('leave alone people of one family, adjectives, and names that a table knows to be two', () => {
    expect(doubts(['met Hassan Barakat and Hussein Barakat', 'in Syria with Syrians and Syrian Kurds'])).toEqual([
      [],
      [],
    ]);
    expect(doubts(['from Hama to Hamas, from Niger to Nigeria, from Iran to Iraq'])).toEqual([[]]);
  });

  it('leave alone two names that the original has as well', () => {
    const text = 'à Novomykhailivka et à Novomykhaïlivka';
    expect(doubts(['near Novomykhailivka and near Novomykhaïlivka'], { language: 'fr', text })).toEqual([[]]);
  });

  it('say nothing in furniture', () => {
    expect(doubts(['near Novomykhailivka and near Novomykhaïlivka'], {}, 'en', 'furniture')).toEqual([[]]);
  });
});

describe('a place and its kind', () => {
  it('in two orders is pointed out in the rarer one, with the house form of the name', () => {
    expect(doubts(['in the region of Idleb', 'The region of Idleb is closed.', 'to the Idleb region'])).toEqual([
      [],
      [],
      ['order Idleb region Idlib region'],
    ]);
  });

  it('in one order is not', () => {
    expect(doubts(['in the Idlib region', 'The Idlib region is closed, the province of Aleppo is not.'])).toEqual([
      [],
      [],
    ]);
  });
});

describe('names that no table knows', () => {
  it('are told from the press that spells them so', () => {
    expect(doubts(['He crossed Gorno-Badakhchan on foot.'], { language: 'fr' })).toEqual([
      ['looks-like Gorno-Badakhchan Gorno-Badakhshan'],
    ]);
    expect(doubts(['She met Moustafa Kadhimi in Khan Cheikhoune.'], { language: 'fr' })).toEqual([
      ['looks-like Moustafa Kadhimi Mustafa al-Kadhimi', 'looks-like Khan Cheikhoune Khan Sheikhoun'],
    ]);
  });

  it('are left alone where the original is unknown, the text is not English, or the name is right', () => {
    expect(doubts(['He crossed Gorno-Badakhchan on foot.'])).toEqual([[]]);
    expect(doubts(['Cruzó Gorno-Badakhchan a pie.'], { language: 'fr' }, 'es')).toEqual([[]]);
    expect(doubts(['Syrian and Kurdish forces left Damascus with Vladimir Putin.'], { language: 'fr' })).toEqual([[]]);
  });
});

describe('a name that was copied into a text in another language than English', () => {
  const doubts = (text: string, source: string | undefined, language = 'es') =>
    nameDoubts([{ text, language, role: 'body', terms: [] }], language, {
      language: 'fr',
      ...(source === undefined ? {} : { text: source }),
    })[0]?.map(({ text: name, suggestions }) => [name, ...suggestions]);

  it('is offered as that language writes it', () => {
    expect(doubts('Según Sievierodonietsk, está vacía.', 'La ville de Sievierodonietsk est vide.')).toEqual([
      ['Sievierodonietsk', 'Severodonetsk'],
    ]);
  });

  it('is left alone where the source is not at hand or does not have it', () => {
    expect(doubts('Según Sievierodonietsk, está vacía.', undefined)).toEqual([]);
    expect(doubts('Según Sievierodonietsk, está vacía.', 'La ville est vide.')).toEqual([]);
  });
});
