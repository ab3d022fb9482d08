import { describe, expect, it } from 'vitest';
import type { Concept } from '../../src/model/term.ts';
import { builtinConcepts } from '../../src/terminology/builtin.ts';
import { datedTerms } from '../../src/terminology/dated.ts';
import { acceptedForms } from '../../src/terminology/entry.ts';
import { builtinStyle, parseStyle, styleNames } from '../../src/terminology/styles.ts';

const concepts = builtinConcepts();
const house = (name: string, day: string, id: string) => {
  const concept = datedTerms(concepts, builtinStyle(name))(day).concepts.find((one) => one.id === id) as Concept;
  return acceptedForms(concept, 'en')[0];
};
const wrong = (name: string, day: string, text: string) =>
  datedTerms(
    concepts,
    builtinStyle(name),
  )(day)
    .findTerms(text, 'en')
    .filter(({ term }) => term.status !== 'preferred' && term.status !== 'admitted')
    .map((match) => `${match.text} > ${match.accepted[0]}`);

describe('the house styles of the product', () => {
  it.each([...styleNames])('%s can be read', (name) => {
    expect(builtinStyle(name)?.rules.length).toBeGreaterThan(5);
  });

  it('prefer what the house prints', () => {
    expect(house('ap', '2024-01-01', 'erdogan')).toBe('Recep Tayyip Erdogan');
    expect(house('un', '2024-01-01', 'erdogan')).toBe('Recep Tayyip Erdoğan');
    expect(house('ap', '2024-01-01', 'ocha')).toBe('OCHA');
    expect(house('guardian', '2024-01-01', 'ocha')).toBe('Ocha');
    expect(house('guardian', '2024-01-01', 'unicef')).toBe('Unicef');
    expect(house('ap', '2024-01-01', 'turkey')).toBe('Turkey');
  });

  it('change with the article’s day', () => {
    expect(house('un', '2022-05-31', 'turkey')).toBe('Turkey');
    expect(house('un', '2022-06-01', 'turkey')).toBe('Türkiye');
    expect(wrong('un', '2020-02-12', 'Turkey said')).toEqual([]);
    expect(wrong('un', '2022-06-01', 'Turkey said')).toEqual(['Turkey > Türkiye']);
  });

  it('judge the same word differently', () => {
    expect(wrong('ap', '2020-02-12', 'Ocha said')).toEqual(['Ocha > OCHA']);
    expect(wrong('guardian', '2020-02-12', 'Ocha said')).toEqual([]);
    expect(wrong('guardian', '2020-02-12', 'OCHA said')).toEqual(['OCHA > Ocha']);
  });
});

describe("a desk's own words", () => {
  const own: Concept = {
    id: 'turkey',
    origin: 'desk.csv',
    terms: [
      { language: 'en', text: 'Turkey', status: 'preferred', kind: 'name' },
      { language: 'en', text: 'Türkiye', status: 'deprecated', kind: 'name' },
    ],
  };
  it('are not overruled by a style', () => {
    const { findTerms } = datedTerms([own, ...concepts], builtinStyle('un'))('2024-01-01');
    expect(findTerms('Turkey and Türkiye', 'en').map(({ term }) => term.status)).toEqual(['preferred', 'deprecated']);
  });

  it('may name the style that prefers them, and the days they are in use', () => {
    const dated: Concept = {
      id: 'x',
      origin: 'desk.csv',
      terms: [
        { language: 'en', text: 'Twitter', status: 'preferred', kind: 'name', validTo: '2023-07-23' },
        { language: 'en', text: 'X', status: 'preferred', kind: 'name', validFrom: '2023-07-24' },
        { language: 'en', text: 'X, formerly Twitter', status: 'admitted', kind: 'name', styles: ['house'] },
      ],
    };
    const on = (day: string, style?: string) => {
      const terms = datedTerms([dated], style ? { name: style, rules: [] } : undefined)(day);
      return acceptedForms(terms.concepts[0] as Concept, 'en')[0];
    };
    expect(on('2023-07-23')).toBe('Twitter');
    expect(on('2023-07-24')).toBe('X');
    expect(on('2023-07-24', 'house')).toBe('X, formerly Twitter');
    expect(on('2023-07-24', 'other')).toBe('X');
  });
});

describe('a style file', () => {
  it('gives its rules with their days', () => {
    const text = '\uFEFF# ours\nen\tKyiv\tKiev|Kiyev\t2019-08-14\t\tnote\r\n\n';
    expect(parseStyle(text, 'desk')).toEqual({
      name: 'desk',
      rules: [{ language: 'en', form: 'Kyiv', insteadOf: ['Kiev', 'Kiyev'], from: '2019-08-14', note: 'note' }],
    });
  });

  it.each([
    ['en,Kyiv,Kiev', 'form'],
    ['xx\tKyiv', 'language'],
    ['en\tKyiv\tKiev\t2019-02-30', 'date'],
    ['en\tKyiv\tKiev\t2020-01-01\t2019-01-01', 'order'],
  ])('is refused with its line: %s', (line, reason) => {
    expect(() => parseStyle(`# x\n${line}\n`, 'desk')).toThrowError(
      expect.objectContaining({
        code: 'style.malformed',
        parameters: expect.objectContaining({ line: 2, reason: `style.reason.${reason}` }),
      }),
    );
  });
});
