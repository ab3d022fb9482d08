import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameKey, skeletonOf } from '../../../src/terminology/names/key.ts';
import { anyText } from './any-text.ts';

describe('the key of a name', () => {
  it.each([
    ['fr', 'Tchernihiv', 'Chernihiv'],
    ['fr', 'Chymkent', 'Shymkent'],
    ['fr', 'Koursk', 'Kursk'],
    ['fr', 'Noguinsk', 'Noghinsk'],
    ['fr', 'al-Hoceïma', 'Hoceima'],
    ['de', 'Wolgograd', 'Volgograd'],
    ['es', 'Járkov', 'Kharkov'],
    ['tr', 'Çernobil', 'Chernobil'],
  ])('is the same in %s for %s as in English for %s', (language, spelling, name) => {
    expect(nameKey(spelling, language)).toBe(nameKey(name, 'en'));
  });

  it('is its own key in every language', () => {
    fc.assert(
      fc.property(
        fc.oneof(anyText(30), fc.stringMatching(/^[A-Za-zçşéïü' -]{0,24}$/)),
        fc.constantFrom('fr', 'es', 'de', 'tr', 'en', 'xx'),
        fc.constantFrom('fr', 'es', 'de', 'tr', 'en', 'xx'),
        (name, language, other) => {
          const key = nameKey(name, language);
          expect(nameKey(key, other)).toBe(key);
          expect(skeletonOf(skeletonOf(key))).toBe(skeletonOf(key));
        },
      ),
    );
  });

  it('is empty for what has no letters', () => {
    expect(nameKey('(...)', 'fr')).toBe('');
  });
});
