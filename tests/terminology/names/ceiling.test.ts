import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rightNames } from '../../../src/terminology/gazetteer/links.ts';
import { NameIndex } from '../../../src/terminology/names/linker.ts';
import { mayReach, prepareName, prepareSpelling, similarityOf } from '../../../src/terminology/names/similarity.ts';

const syllables = fc.constantFrom(
  ...[
    'ou',
    'tch',
    'al-',
    'El ',
    'kh',
    'a',
    'Za',
    'mi',
    'rov',
    'ski',
    'š',
    'ğı',
    'ss',
    'h',
    "d'",
    'é',
    'ny',
    ' II',
    '7',
    'Ж',
  ],
);
const names = fc.array(syllables, { minLength: 1, maxLength: 7 }).map((parts) => parts.join(''));
const presses = fc.constantFrom('fr', 'es', 'de', 'tr', 'en');

test('names that are said to be too unlike are as unlike when they are aligned', () => {
  fc.assert(
    fc.property(names, names, presses, fc.constantFrom(0.05, 0.4, 0.8, 0.9), (one, other, press, least) => {
      const [spelling, name] = [prepareSpelling(one, press), prepareName(other)];
      if (!mayReach(spelling, name, least)) expect(similarityOf(spelling, name)).toBeLessThan(least);
    }),
    { numRuns: 1000 },
  );
});

test('most names are too unlike', () => {
  const [spelling, others] = [prepareSpelling('Tchernihiv', 'fr'), ['London', 'Kharkiv', 'Mariupol', 'Chernihiv']];
  expect(others.filter((name) => mayReach(spelling, prepareName(name), 0.9))).toEqual(['Chernihiv']);
});

test('what a spelling surely stands for is what all candidates together make sure', () => {
  const right = rightNames('en').filter((_, at) => at % 40 === 0);
  const index = new NameIndex(right);
  for (const { name } of right.slice(0, 400)) {
    const spelling = name.replace(/sh/u, 'ch').replace(/u/u, 'ou').replace(/y/u, 'i');
    const { candidates, sure } = index.suggest(spelling, 'fr');
    expect(index.surely(spelling, 'fr')).toEqual(sure ? candidates[0] : undefined);
  }
});
