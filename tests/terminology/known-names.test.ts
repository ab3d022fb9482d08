import { describe, expect, it } from 'vitest';
import type { Concept } from '../../src/model/term.ts';
import { constraintsFor } from '../../src/terminology/constraints.ts';
import { termCorrections } from '../../src/terminology/correction.ts';
import { datedTerms } from '../../src/terminology/dated.ts';
import { namedIn } from '../../src/terminology/gazetteer/aliases.ts';
import { builtinStyle, parseStyle } from '../../src/terminology/styles.ts';

const own: Concept = {
  id: 'idlib',
  origin: 'desk.csv',
  terms: [
    { language: 'fr', text: 'Idleb', status: 'preferred', kind: 'name' },
    { language: 'en', text: 'Idleb', status: 'preferred', kind: 'name' },
    { language: 'en', text: 'Idlib', status: 'deprecated', kind: 'name' },
  ],
};
const found = (text: string, language: string, terms = datedTerms([])('2024-01-01'), about = {}) =>
  terms.findTerms(text, language, about).map((match) => `${match.text} > ${match.accepted[0]} (${match.term.status})`);

describe('the names of the gazetteer', () => {
  it('are found beside the wordings of glossaries, which go first', () => {
    const terms = datedTerms([own])('2024-01-01');
    expect(found('from Idleb and Idlib to Bachar al-Assad', 'en', terms)).toEqual([
      'Idleb > Idleb (preferred)',
      'Idlib > Idleb (deprecated)',
      'Bachar al-Assad > Bashar Assad (deprecated)',
    ]);
    const named = constraintsFor('Alep et Idleb', 'fr', 'en', terms.findTerms, terms.concepts, terms.findNames);
    expect(named.map(({ source, target }) => `${source} > ${target}`)).toEqual(['Alep > Aleppo', 'Idleb > Idleb']);
  });

  it('say whose spelling it is', () => {
    const [match] = datedTerms([])('2024-01-01').findTerms('near Idleb', 'en');
    expect(match?.from).toEqual(['fr']);
  });

  it('are those of the original where its language is known', () => {
    expect(found('the CPI said', 'en')).toEqual([]);
    expect(found('the CPI said', 'en', undefined, { from: ['fr'] })).toEqual(['CPI > ICC (superseded)']);
  });

  it('are certain by their family name alone where the article has it in full', () => {
    const mentioned = namedIn('President Vladimir Poutine', 'en');
    expect(found('as Poutine left', 'en', undefined, { mentioned })).toEqual(['Poutine > Putin (deprecated)']);
  });

  it('put a translation right behind an engine that takes no terms', () => {
    const { findTerms, concepts, findNames } = datedTerms([])('2024-01-01');
    const constraints = constraintsFor('à Idleb et à Damas', 'fr', 'en', findTerms, concepts, findNames);
    expect(termCorrections('in Idleb and Damas', 'en', constraints, findTerms).edits.map(({ text }) => text)).toContain(
      'Idlib',
    );
  });
});

describe('the rules of a style', () => {
  const desk = parseStyle('en\tTürkiye\tTurkey|Turkiye\nen\tQuay Brothers\tBrothers Quay\n', 'ours');
  it('decide which form the gazetteer suggests, and what it leaves alone', () => {
    const terms = datedTerms([], desk)('2024-01-01');
    expect(found('Türkiye and Turquie', 'en', terms)).toEqual(['Turquie > Türkiye (deprecated)']);
    expect(found('Turkey', 'en', terms)).toEqual(['Turkey > Türkiye (superseded)']);
    expect(terms.findNames?.('en Turquie', 'fr', 'en')).toMatchObject([{ target: 'Türkiye', accepted: ['Türkiye'] }]);
  });

  it('hold for names that the gazetteer does not have', () => {
    expect(found('the Brothers Quay', 'en', datedTerms([], desk)('2024-01-01'))).toEqual([
      'Brothers Quay > Quay Brothers (superseded)',
    ]);
  });

  it('hold from their day', () => {
    expect(found('in Kiev', 'en', datedTerms([], builtinStyle('ap'))('2018-01-01'))).toEqual([]);
    expect(found('in Kiev', 'en', datedTerms([], builtinStyle('ap'))('2024-01-01'))).toEqual([
      'Kiev > Kyiv (superseded)',
    ]);
  });
});
