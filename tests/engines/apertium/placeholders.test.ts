import { describe, expect, test } from 'vitest';
import { joined } from '../../../src/engines/apertium/joins.ts';
import { modesOf, parseModes } from '../../../src/engines/apertium/modes.ts';
import {
  PlaceholderWords,
  placeholdersFor,
  placeholdersIn,
  plansFor,
} from '../../../src/engines/apertium/placeholders.ts';
import { likeSource, spacedLike, withoutPassedCapital } from '../../../src/engines/apertium/typography.ts';
import { segment } from '../segments.ts';

describe('Modes', () => {
  test('are read by language, without variants; the newer of two names wins', () => {
    const modes = parseModes(
      '  eng-spa\n  eng-cat_valencia\n  eco-fr-es\n  fr-es\n  fra-spa\n  eng-spa-tagger\n  xx-qq\n',
    );
    expect(modes.map(({ name, from, to }) => `${name} ${from} ${to}`)).toEqual(['eng-spa en es', 'fra-spa fr es']);
    expect(modesOf('fr>es', modes).map(({ name }) => name)).toEqual(['fra-spa']);
  });
});

describe('Placeholders', () => {
  test('stand nowhere in the batch and differ from each other', () => {
    const words = new PlaceholderWords(['QZVK and xqzv', 'Chicago']);
    const made = Array.from({ length: 512 }, (_, index) => words.word(index));
    expect(new Set(made).size).toBe(512);
    expect(made.every((word) => /^[A-Z][a-z]+$/.test(word) && !/^(qzvk|xqzv)/i.test(word))).toBe(true);
    expect(words.carrier(0)).toBe('Boston');
  });

  test('an English possessive is tried on a known name, then without its ending', () => {
    const { text, terms } = segment("Ocha's office", [], { Ocha: 'OCHA' });
    const words = new PlaceholderWords([text]);
    const plans = plansFor(text, terms, terms, 'en-GB');
    expect(plans.map(({ possessive }) => possessive)).toEqual(['carried', 'bare']);
    expect(plansFor(text, terms, terms, 'fr').map(({ possessive }) => possessive)).toEqual(['carried']);
    const [carried, bare] = plans.map((plan) => placeholdersFor(text, plan, 'en', words));
    expect(carried).toMatchObject([{ word: 'Chicago', start: 0, end: 4 }]);
    expect(bare).toMatchObject([{ start: 0, end: 6 }]);
  });

  test('take the place of missing terms first, and of all terms where that fails', () => {
    const { text, terms } = segment('Ocha and Idleb', [], { Ocha: 'OCHA', Idleb: 'Idlib' });
    const plans = plansFor(text, terms, terms.slice(1), 'en');
    expect(plans.map(({ hidden }) => hidden.map(({ source }) => source))).toEqual([['Idleb'], ['Ocha', 'Idleb']]);
  });

  test('a placeholder that is lost, repeated or glued to a word is noticed', () => {
    const { text, terms } = segment('Ocha', [], { Ocha: 'OCHA' });
    const plan = { hidden: terms, possessive: 'carried' as const };
    const placeholders = placeholdersFor(text, plan, 'en', new PlaceholderWords([text]));
    const word = placeholders[0]?.word ?? '';
    const expected = [{ term: terms[0], start: 3, end: 3 + word.length, form: 'OCHA' }];
    expect(placeholdersIn(`La ${word}.`, placeholders)).toEqual(expected);
    expect(placeholdersIn(`La ${word.toUpperCase()}.`, placeholders)).toEqual(expected);
    for (const damaged of ['La casa', `${word} y ${word}`, `${word}ha`, `re${word}`])
      expect(placeholdersIn(damaged, placeholders)).toBeUndefined();
  });
});

describe('Words before a term', () => {
  test.each([
    ['ca', 'oficina de ', 'OCHA', { remove: 3, insert: "d'" }],
    ['ca', 'cap del ', 'Idlib', { remove: 4, insert: "de l'" }],
    ['ca', 'El ', 'Iraq', { remove: 3, insert: "L'" }],
    ['ca', 'de ', 'Damasc', undefined],
    ['ca', 'model ', 'OCHA', undefined],
    ['fr', 'chef du ', 'HCR', undefined],
    ['fr', 'Le ', 'OCHA', { remove: 3, insert: "L'" }],
    ['es', 'Siria y ', 'Idlib', { remove: 2, insert: 'e ' }],
    ['es', 'Siria y ', 'hielo', undefined],
    ['es', 'Siria o ', 'OCHA', { remove: 2, insert: 'u ' }],
    ['en', 'a ', 'agreement', { remove: 2, insert: 'an ' }],
    ['en', 'A ', 'ceasefire', undefined],
    ['en', 'a ', 'European Union', undefined],
    ['fr', 'ce ', 'accord', { remove: 3, insert: 'cet ' }],
  ])('in %s: %s|%s', (language, before, term, expected) => {
    expect(joined(language, before, term)).toEqual(expected);
  });
});

describe('Typography of a translation', () => {
  test('the first letter is a capital where it was one', () => {
    expect(likeSource("l'oficina", 'The office')).toBe("L'oficina");
    expect(likeSource('«visita»', '“Visit”')).toBe('«Visita»');
    expect(likeSource('iPhone', 'Phone')).toBe('iPhone');
    expect(likeSource('la casa', 'house')).toBe('la casa');
  });

  test('apostrophes are of the kind of the source', () => {
    expect(likeSource("l'home", 'l’homme')).toBe('l’home');
    expect(likeSource("l'home", "l'homme")).toBe("l'home");
  });

  test('a capital that passed from an unknown first word to the second is taken back', () => {
    expect(withoutPassedCapital('Qz Dijo que', 'Qz said that')).toBe('Qz dijo que');
    expect(withoutPassedCapital('Recep Tayyip Erdogan Está ahí', 'Recep Tayyip Erdogan is there')).toBe(
      'Recep Tayyip Erdogan está ahí',
    );
    expect(withoutPassedCapital('Qz Siria', 'Qz Syria')).toBe('Qz Siria');
    expect(withoutPassedCapital('Dijo Qz', 'Qz said')).toBe('Dijo Qz');
  });

  const spaced = (text: string, from: string, to: string) => spacedLike({ text, places: new Map() }, from, to).text;

  test.each(['es', 'ca', 'en', 'it', 'pt-BR'])('in %s there is no blank inside « »', (to) => {
    expect(spaced('Dixit\u00a0: «\u202fA b\u00a0» et « c ».', 'fr', to)).toBe('Dixit: «A b» et «c».');
    expect(spaced('a b\u00a0», dixit', 'fr-CA', to)).toBe('a b», dixit');
  });

  test('French keeps its blanks, and what is no quote keeps its own', () => {
    const french = '«\u00a0A\u00a0»\u00a0: b\u202f!';
    expect(spaced(french, 'fr', 'fr')).toBe(french);
    expect(spaced('Home » News, 5\u00a0% of 412\u00a0000 ?', 'en', 'es')).toBe(
      'Home » News, 5\u00a0% of 412\u00a0000 ?',
    );
    expect(spaced('« a »\u00a0?', 'fr', 'de')).toBe('« a »?');
  });

  test('codes move along when blanks go', () => {
    const places = new Map([
      [0, 2],
      [1, 3],
    ]);
    const result = spacedLike({ text: '« a »', places }, 'fr', 'es');
    expect([result.text, ...result.places.values()]).toEqual(['«a»', 1, 2]);
  });
});
