import { describe, expect, test } from 'vitest';
import { joined } from '../../../src/engines/apertium/joins.ts';
import { modesOf, parseModes } from '../../../src/engines/apertium/modes.ts';
import { PlaceholderWords, placeholdersFor, plansFor, withTerms } from '../../../src/engines/apertium/placeholders.ts';
import { likeSource, withoutPassedCapital } from '../../../src/engines/apertium/typography.ts';
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
    expect(plansFor(text, terms, 'en-GB')).toEqual(['carried', 'bare', 'none']);
    expect(plansFor(text, terms, 'fr')).toEqual(['carried', 'none']);
    expect(placeholdersFor(text, terms, 'en', 'carried', words)).toMatchObject([{ word: 'Chicago', start: 0, end: 4 }]);
    expect(placeholdersFor(text, terms, 'en', 'bare', words)).toMatchObject([{ start: 0, end: 6 }]);
  });

  test('a placeholder that is lost, repeated or glued to a word is noticed', () => {
    const { text, terms } = segment('Ocha', [], { Ocha: 'OCHA' });
    const placeholders = placeholdersFor(text, terms, 'en', 'carried', new PlaceholderWords([text]));
    const word = placeholders[0]?.word ?? '';
    const put = (translated: string) => withTerms({ text: translated, places: new Map() }, placeholders, 'es')?.text;
    expect(put(`La ${word}.`)).toBe('La OCHA.');
    expect(put(`La ${word.toUpperCase()}.`)).toBe('La OCHA.');
    for (const damaged of ['La casa', `${word} y ${word}`, `${word}ha`, `re${word}`])
      expect(put(damaged)).toBeUndefined();
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
});
