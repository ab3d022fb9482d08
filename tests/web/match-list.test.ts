import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NUMBERED, offers } from '../../src/web/screens/editor/terms.ts';

const match = (score: number) => ({ source: `${score}`, target: `t${score}`, score, origin: 'human' });
const term = (concept: string, start = 0) => ({
  ...{ concept, start, end: start + 1, source: concept, target: `the ${concept}`, accepted: [], outcome: null },
});
const segment = (matches: number, concepts: string[]) =>
  ({
    target: { matches: Array.from({ length: matches }, (_, index) => match(101 - index)) },
    terms: concepts.map((concept, index) => term(concept, index)),
  }) as unknown as Parameters<typeof offers>[0];
const kinds = (list: ReturnType<typeof offers>) => list.map(({ kind }) => kind);

test('terms and names go on with the numbers of the matches, each of them once', () => {
  const list = offers(segment(2, ['UN', 'Idlib', 'UN']));
  expect(kinds(list)).toEqual(['match', 'match', 'term', 'term']);
  expect(list[2]).toMatchObject({ term: { concept: 'UN', start: 0 } });
  expect(kinds(offers(segment(0, ['UN'])))).toEqual(['term']);
});

test('however much the memory has, the best matches and three terms have a key', () => {
  fc.assert(
    fc.property(fc.nat(12), fc.nat(6), (matches, terms) => {
      const concepts = Array.from({ length: terms }, (_, index) => `c${index}`);
      const list = offers(segment(matches, concepts));
      const keyed = kinds(list.slice(0, NUMBERED));
      expect(keyed.filter((kind) => kind === 'term').length).toBeGreaterThanOrEqual(Math.min(3, terms));
      expect(keyed.filter((kind) => kind === 'match').length).toBeGreaterThanOrEqual(Math.min(6, matches));
      // No term is left out, and the matches are the best ones.
      expect(list.filter(({ kind }) => kind === 'term')).toHaveLength(terms);
      expect(list.slice(0, 1)).toEqual(matches > 0 ? [{ kind: 'match', match: match(101) }] : list.slice(0, 1));
    }),
  );
});
