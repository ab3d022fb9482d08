import { expect, test } from 'vitest';
import type { Concept } from '../../src/model/term.ts';
import { constraintsFor } from '../../src/terminology/constraints.ts';
import { termCorrections } from '../../src/terminology/correction.ts';
import { buildTermFinder } from '../../src/terminology/finder.ts';

const concepts: Concept[] = [
  {
    id: 'idlib',
    origin: 'desk',
    terms: [
      { language: 'fr', text: 'Idleb', status: 'preferred', kind: 'name' },
      { language: 'en', text: 'Idlib', status: 'preferred', kind: 'name' },
      { language: 'en', text: 'Edlib', status: 'deprecated', kind: 'name' },
    ],
  },
  {
    id: 'post',
    origin: 'desk',
    doNotTranslate: true,
    terms: [{ language: 'fr', text: 'Le Monde', status: 'preferred', kind: 'name' }],
  },
];
const finder = buildTermFinder(concepts);
const constraints = (text: string) => constraintsFor(text, 'fr', 'en', finder, concepts);
const corrected = (source: string, target: string) => termCorrections(target, 'en', constraints(source), finder);

test('a wording that is not used, and one left standing, give way to the prescribed one', () => {
  expect(corrected('à Idleb', 'in Edlib')).toEqual({ edits: [{ start: 3, end: 8, text: 'Idlib' }], lost: [] });
  expect(corrected('à Idleb', 'in Idleb’s north')).toEqual({ edits: [{ start: 3, end: 8, text: 'Idlib' }], lost: [] });
  expect(corrected('à Idleb', 'in Idlib')).toEqual({ edits: [], lost: [] });
});

test('what came out in other words is lost, and nothing is guessed', () => {
  expect(corrected('à Idleb', 'in the province')).toEqual({ edits: [], lost: ['idlib'] });
  expect(corrected('à Idleb', 'in Idlebian hands')).toEqual({ edits: [], lost: ['idlib'] });
});

test('a brand stands in every language as it does in the source', () => {
  expect(constraints('selon Le Monde')).toMatchObject([{ target: 'Le Monde', accepted: ['Le Monde'] }]);
  expect(corrected('selon Le Monde', 'according to The World').lost).toEqual(['post']);
  expect(corrected('selon Le Monde', 'according to Le Monde').lost).toEqual([]);
});
