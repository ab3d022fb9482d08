import { describe, expect, it } from 'vitest';
import { aliasesIn } from '../../../src/terminology/gazetteer/aliases.ts';
import { aliasMatches, nameConstraints } from '../../../src/terminology/gazetteer/matches.ts';
import { presentNames } from '../../../src/terminology/gazetteer/present.ts';

describe('the gazetteer as a term base', () => {
  it('has certain aliases replaced and the others shown', () => {
    const matches = aliasMatches('from Idleb to Damas', 'en', { style: 'ap' });
    expect(matches.map(({ text, term, accepted }) => [text, term.status, accepted[0]])).toEqual([
      ['Idleb', 'deprecated', 'Idlib'],
      ['Damas', 'superseded', 'Damascus'],
    ]);
    expect(matches[0]).toMatchObject({ concept: 'place:idlib', start: 5, end: 10, origin: 'builtin' });
  });

  it('has the case of an acronym replaced in a style that writes it otherwise', () => {
    const [match] = aliasMatches('says Ocha', 'en', { style: 'ap' });
    expect(match).toMatchObject({ text: 'Ocha', accepted: ['OCHA'], term: { status: 'deprecated', kind: 'acronym' } });
  });
});

describe('the names that a translation must have', () => {
  const targets = (text: string, from: string, to: string, usage = {}) =>
    nameConstraints(text, from, to, usage).map(({ source, target }) => `${source}>${target}`);

  it('are prescribed in the form of the house and the day', () => {
    expect(targets("À Idleb, l'Ocha et Vladimir Poutine", 'fr', 'en', { style: 'ap' })).toEqual([
      'Idleb>Idlib',
      'Ocha>OCHA',
      'Vladimir Poutine>Vladimir Putin',
    ]);
    expect(targets('en Turquie', 'fr', 'en', { style: 'un', date: '2024' })).toEqual(['Turquie>Türkiye']);
    expect(targets('à Alep et à Damas', 'fr', 'ar')).toEqual(['Alep>حلب', 'Damas>دمشق']);
  });

  it('are nobody’s where namesakes are called differently', () => {
    expect(targets('à Canton', 'fr', 'en')).toEqual([]);
  });

  it('are none within one language', () => {
    expect(targets('à Idleb', 'fr', 'fr-CA')).toEqual([]);
  });
});

describe('the Arabic article behind the preposition that swallows its first letter', () => {
  it('does not hide a name', () => {
    const text = 'زيارة للقاهرة وللعراق';
    expect(presentNames(text, 'ar').map(({ text: name, start, end }) => [name, text.slice(start, end)])).toEqual([
      ['القاهرة', 'لقاهرة'],
      ['العراق', 'لعراق'],
    ]);
    expect(nameConstraints(text, 'ar', 'en').map(({ target }) => target)).toEqual(['Cairo', 'Iraq']);
    expect(aliasesIn(text, 'ar')).toEqual([]);
  });

  it('is no part of a word that only looks so', () => {
    expect(presentNames('للمرة الأولى', 'ar')).toEqual([]);
  });
});
