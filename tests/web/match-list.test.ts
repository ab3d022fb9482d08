import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowOf, type SegmentAnswer } from '../../src/web/api/segments.ts';
import { NUMBERED, offers, wholeText } from '../../src/web/screens/editor/terms.ts';

const match = (score: number) => ({ source: `${score}`, target: `t${score}`, score, origin: 'human' });
const term = (concept: string, start = 0) => ({
  ...{ concept, start, end: start + 1, source: concept, target: `the ${concept}`, accepted: [], outcome: null },
});
const machine = { text: 'made by an engine', codes: [], engine: 'capitals' };
const segment = (matches: number, concepts: string[], made = false) =>
  ({
    machine: made ? machine : null,
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
    fc.property(fc.nat(12), fc.nat(6), fc.boolean(), (matches, terms, made) => {
      const concepts = Array.from({ length: terms }, (_, index) => `c${index}`);
      const list = offers(segment(matches, concepts, made));
      const keyed = kinds(list.slice(0, NUMBERED));
      expect(keyed.filter((kind) => kind === 'term').length).toBeGreaterThanOrEqual(Math.min(3, terms));
      expect(keyed.filter((kind) => kind === 'match').length).toBeGreaterThanOrEqual(Math.min(made ? 5 : 6, matches));
      // The machine's text has one too, behind the matches and before the terms.
      const place = kinds(list).indexOf('machine');
      expect(place).toBe(made ? kinds(list).filter((kind) => kind === 'match').length : -1);
      expect(place).toBeLessThan(NUMBERED);
      // No term is left out, and the matches are the best ones.
      expect(list.filter(({ kind }) => kind === 'term')).toHaveLength(terms);
      expect(list.slice(0, 1)).toEqual(matches > 0 ? [{ kind: 'match', match: match(101) }] : list.slice(0, 1));
    }),
  );
});

const source = {
  text: 'Aid came.',
  codes: [
    { id: '1', kind: 'open' as const, at: 0, pair: '2', data: '<b>' },
    { id: '2', kind: 'close' as const, at: 3, pair: '1', data: '</b>' },
  ],
};
const answer = (target: object, more: object = {}) =>
  rowOf({
    ...{ id: 'a', ordinal: 0, role: 'paragraph', source: { ...source, language: 'en' }, terms: [], findings: [] },
    ...{ target: { text: 'Llegó.', codes: [], engine: 'one', matches: [], version: 1, ...target }, ...more },
  } as unknown as SegmentAnswer);

test('the machine’s text stands in the list while it is the target, and after people wrote another one', () => {
  const fresh = answer({ origin: 'mt' });
  expect(fresh.machine).toEqual({ text: 'Llegó.', codes: [], engine: 'one' });
  // What is typed does not change it.
  const typed = { ...fresh, target: { ...fresh.target, text: 'Llegó la ayuda.' } };
  expect(offers(typed)).toEqual([{ kind: 'machine', machine: { text: 'Llegó.', codes: [], engine: 'one' } }]);
  const earlier = { text: 'Antes.', codes: [], engine: 'two' };
  expect(answer({ origin: 'human' }, { machine: earlier }).machine).toEqual(earlier);
});

test('there is no machine’s text where a person or a memory translated, or nobody did', () => {
  for (const target of [{ origin: 'human' }, { origin: 'memory' }, { origin: 'mt', text: null }])
    expect(kinds(offers(answer(target, { machine: null })))).toEqual([]);
});

test('what is put in the place of the text has its codes, as far as they are the source’s', () => {
  const [open, close] = source.codes.map((code) => ({ ...code, at: code.at + 6 }));
  const foreign = { id: '9', kind: 'standalone' as const, at: 2, data: '<br/>' };
  const other = { ...close, data: '</i>' };
  const put = (codes: object[]) =>
    wholeText({ kind: 'match', match: { ...match(100), target: 'Llegó ayuda.', codes: codes as [] } }, source).codes;
  expect(put([open as object, close as object])).toEqual([open, close]);
  expect(put([foreign, open as object, open as object, other])).toEqual([open]);
  // Matches that were stored without codes are texts alone.
  expect(wholeText({ kind: 'match', match: match(100) }, source)).toEqual({ text: 't100', codes: [] });
  const made = { text: 'Llegó ayuda.', codes: [open, close] as typeof source.codes, engine: null };
  expect(wholeText({ kind: 'machine', machine: made }, source)).toEqual({ text: made.text, codes: made.codes });
});

test('whatever codes an offer has, each of the source’s stands at most once, in order and inside the text', () => {
  const code = fc.record({
    id: fc.constantFrom('1', '2', '3'),
    kind: fc.constantFrom('open' as const, 'close' as const),
    at: fc.integer({ min: -3, max: 20 }),
    data: fc.constantFrom('<b>', '</b>'),
  });
  fc.assert(
    fc.property(fc.array(code), (codes) => {
      const { text, codes: own } = wholeText(
        { kind: 'machine', machine: { text: 'Llegó.', codes, engine: null } },
        source,
      );
      expect(new Set(own.map(({ id }) => id)).size).toBe(own.length);
      for (const [index, { id, at, data }] of own.entries()) {
        expect(source.codes.find((one) => one.id === id)?.data).toBe(data);
        expect(at).toBeGreaterThanOrEqual(own[index - 1]?.at ?? 0);
        expect(at).toBeLessThanOrEqual(text.length);
      }
    }),
  );
});
