import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reachablePairs } from '../../src/engines/routes.ts';

const pair = (text: string) => {
  const [from = '', to = ''] = text.split('>');
  return { from, to };
};
const routes = (...direct: string[]) => reachablePairs(direct.map(pair)).map(({ route }) => route);

describe('Routes between languages', () => {
  test('a direct pair wins over a pivot', () => {
    expect(routes('fr>es', 'es>en', 'fr>en')).toEqual(['es>en', 'fr>en', 'fr>es']);
  });

  test('Spanish is the first choice of a pivot, then English, then the alphabet', () => {
    expect(routes('fr>ca', 'ca>en', 'fr>es', 'es>en')).toContain('fr>es>en');
    expect(routes('oc>ca', 'ca>it', 'oc>en', 'en>it')).toContain('oc>en>it');
    expect(routes('a>c', 'c>d', 'a>b', 'b>d')).toContain('a>b>d');
  });

  test('there is at most one pivot', () => {
    expect(routes('a>b', 'b>c', 'c>d')).toEqual(['a>b', 'b>c', 'c>d', 'a>b>c', 'b>c>d']);
  });

  test('whatever the pairs and their order: each reachable pair once, by steps that exist, never back to itself', () => {
    const language = fc.constantFrom('ca', 'en', 'es', 'fr', 'oc');
    fc.assert(
      fc.property(fc.array(fc.tuple(language, language)), fc.array(fc.nat()), (given, order) => {
        const direct = given.map(([from, to]) => ({ from, to }));
        const found = reachablePairs(direct);
        const steps = new Set(direct.map(({ from, to }) => `${from}>${to}`));
        const keys = found.map(({ from, to }) => `${from}>${to}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const { from, to, route } of found) {
          const stops = route.split('>');
          expect([stops[0], stops.at(-1)]).toEqual([from, to]);
          expect(from).not.toBe(to);
          expect(stops.slice(1).every((stop, index) => steps.has(`${stops[index]}>${stop}`))).toBe(true);
        }
        const shuffled = direct.toSorted((a, b) => (order[direct.indexOf(a)] ?? 0) - (order[direct.indexOf(b)] ?? 0));
        expect(reachablePairs(shuffled)).toEqual(found);
      }),
    );
  });
});
