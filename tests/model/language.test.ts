import { describe, expect, test } from 'vitest';
import { baseLanguage, direction, languageName, parseLanguage, sameLanguage } from '../../src/model/language.ts';

describe('languages as people write them', () => {
  test.each([
    ['EN-US', 'en-US'],
    ['en_us', 'en-US'],
    ['eng', 'en'],
    ['fra', 'fr'],
    ['arb', 'ar'],
    ['cmn', 'zh'],
    ['zh-hant', 'zh-Hant'],
    [' ca ', 'ca'],
    ['und', 'und'],
  ])('%s is %s', (written, tag) => expect(parseLanguage(written)).toBe(tag));

  test.each(['', 'xx', 'klingon', 'en-', 'e', '12', 'english', 'es,ca'])('“%s” is refused', (written) =>
    expect(() => parseLanguage(written)).toThrowError(
      expect.objectContaining({ code: 'language.unknown', parameters: { tag: written } }),
    ),
  );
});

test('variants are one language with their base', () => {
  expect(baseLanguage('fr-CA')).toBe('fr');
  expect(sameLanguage('pt-BR', 'pt')).toBe(true);
  expect(sameLanguage('es', 'ca')).toBe(false);
});

test('the direction follows the usual script', () => {
  expect(['ar', 'fa', 'he', 'ur', 'ku-Arab'].map(direction)).toEqual(Array(5).fill('rtl'));
  expect(['en', 'ru', 'zh', 'und', 'ku'].map(direction)).toEqual(Array(5).fill('ltr'));
});

test('languages are named in the reader’s language', () => {
  expect(languageName('es', 'fr')).toBe('espagnol');
});
