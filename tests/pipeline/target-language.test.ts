import { expect, test } from 'vitest';
import { wrongLanguage } from '../../src/pipeline/target-language.ts';

test('a translation in the source language or in English is noticed, where there is enough of it', () => {
  const english = 'The mayor of the town opened the new bridge over the river on Monday morning.';
  const spanish = 'El alcalde de la ciudad inauguró el lunes por la mañana el nuevo puente sobre el río.';
  const french = 'Le maire de la ville a inauguré lundi matin le nouveau pont sur la rivière.';
  expect(wrongLanguage(english, 'en', 'es')).toBe('en');
  expect(wrongLanguage(french, 'fr', 'es')).toBe('fr');
  expect(wrongLanguage(english, 'fr', 'es')).toBe('en');
  expect(wrongLanguage(english, 'en', 'ar')).toBe('en');
  expect(wrongLanguage(spanish, 'en', 'es')).toBeUndefined();
  expect(wrongLanguage(spanish, 'en', 'es-MX')).toBeUndefined();
});

test('what is short, a name or a number is not judged', () => {
  for (const text of ['Reuters', 'Breaking news', '12 000', 'Recep Tayyip Erdogan, Ankara', ''])
    expect(wrongLanguage(text, 'en', 'es'), text).toBeUndefined();
});
