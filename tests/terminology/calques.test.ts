import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { calqueRules, findCalques, withCalques } from '../../src/terminology/calques.ts';
import { datedTerms } from '../../src/terminology/dated.ts';
import { buildTermFinder } from '../../src/terminology/finder.ts';
import { inferOriginal } from '../../src/terminology/original.ts';
import { builtinStyle } from '../../src/terminology/styles.ts';

const pairs = readdirSync(new URL('../../src/terminology/calques/', import.meta.url)).map((file) =>
  file.replace('.tsv', '').split('-'),
) as [string, string][];
const rules = pairs.flatMap(([from, to]) => calqueRules(from, to).map((rule) => ({ from, to, ...rule })));

describe('every calque rule', () => {
  it('has a name of its own', () => {
    const names = rules.map(({ from, to, id }) => `${from}-${to} ${id}`);
    expect(names.length).toBeGreaterThan(80);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(rules)('$from-$to $id finds its example, and nothing in the other', ({ from, to, id, invalid, valid }) => {
    const [start, end] = [invalid.indexOf('['), invalid.lastIndexOf(']') - 1];
    const text = invalid.slice(0, start) + invalid.slice(start + 1, end + 1) + invalid.slice(end + 2);
    const found = findCalques(text, to, from).filter(({ concept }) => concept.endsWith(`:${id}`));
    expect(found.map((match) => [match.start, match.end])).toEqual([[start, end]]);
    for (const suggestion of found[0]?.accepted ?? []) expect(suggestion).not.toMatch(/[{}]/);
    expect(findCalques(valid, to, from)).toEqual([]);
  });

  it.each(rules)('$from-$to $id suggests nothing that it would find again', ({ from, to, id, invalid }) => {
    const text = invalid.replace(/^([^[]*)\[(.*)\](.*)$/s, '$1$2$3');
    for (const { accepted } of findCalques(text, to, from).filter(({ concept }) => concept.endsWith(`:${id}`)))
      for (const suggestion of accepted)
        expect(findCalques(suggestion, to, from).map(({ concept }) => concept)).not.toContain(
          `calque:${from}-${to}:${id}`,
        );
  });
});

describe('calques', () => {
  it('are looked for in the language of the pair alone', () => {
    expect(findCalques('a dead letter', 'en', 'en')).toEqual([]);
    expect(findCalques('It remained a dead letter', 'en', 'de')).toEqual([]);
    expect(findCalques('It remained a dead letter', 'en-GB', 'fr-CA')).toHaveLength(1);
  });

  it('keep the names of the text in their suggestions', () => {
    const [match] = findCalques('In the provinces of Idleb and Aleppo', 'en', 'fr');
    expect(match?.accepted).toEqual(['Idleb and Aleppo provinces']);
  });

  it('have the names in their suggestions as the house writes them', () => {
    const { findTerms } = datedTerms([], builtinStyle('ap'))('2020-02-12');
    const text = 'In the provinces of Idleb and Aleppo';
    const [match] = withCalques(findTerms(text, 'en'), findCalques(text, 'en', 'fr')).filter(
      ({ calqueOf }) => calqueOf,
    );
    expect(match).toMatchObject({ text: 'provinces of Idleb and Aleppo', accepted: ['Idlib and Aleppo provinces'] });
  });

  it('are not told where the glossary speaks of the same words', () => {
    const text = 'civilian populations';
    const finder = buildTermFinder([
      {
        id: 'civilians',
        origin: 'desk',
        terms: [
          { language: 'en', text: 'civilians', status: 'preferred', kind: 'term' },
          { language: 'en', text, status: 'deprecated', kind: 'term' },
        ],
      },
    ]);
    expect(withCalques(finder(text, 'en'), findCalques(text, 'en', 'fr'))).toHaveLength(1);
    expect(withCalques([], findCalques(text, 'en', 'fr'))).toHaveLength(1);
  });
});

describe('the original language', () => {
  const { findTerms } = datedTerms([], builtinStyle('ap'))('2020-02-12');
  const infer = (...texts: (string | [string, 'credit' | 'furniture'])[]) =>
    inferOriginal(
      texts.map((one) => {
        const [text, role] = typeof one === 'string' ? [one, 'body' as const] : one;
        return { text, role, terms: findTerms(text, 'en') };
      }),
      'en',
      [],
    );

  it('is inferred from two traces', () => {
    expect(infer('Fighting in Idleb, Ocha said.')).toBe('fr');
    expect(infer('Fighting in Idleb (...) goes on.')).toBe('fr');
    expect(infer('Fighting in Idleb.', ['badge_FR', 'furniture'])).toBe('fr');
  });

  it('is not inferred from one, nor where two languages have as many', () => {
    expect(infer('Fighting in Idleb, and in Idleb again.')).toBeUndefined();
    expect(infer('They (...) left.', ['With AFP', 'credit'])).toBeUndefined();
    expect(infer('Fighting in Idlib, OCHA said.')).toBeUndefined();
  });
});
