import { describe, expect, it } from 'vitest';
import { houseForms } from '../../../src/terminology/gazetteer/house.ts';
import { lookup } from '../../../src/terminology/gazetteer/lookup.ts';

function translated(spelling: string, from: string, to: string, usage = {}): string | undefined {
  const [found] = lookup(spelling, from);
  return found && houseForms(found.entity, to, found.form, usage)[0]?.text;
}

describe('a name looked up', () => {
  it.each([
    ['Idleb', 'fr', 'en', 'Idlib'],
    ['Damas', 'fr', 'en', 'Damascus'],
    ['Damas', 'fr', 'es', 'Damasco'],
    ['Deir ez-Zor', 'fr', 'de', 'Deir al-Sor'],
    ['Lattaquié', 'fr', 'ar', 'اللاذقية'],
    ['Marioupol', 'fr', 'en', 'Mariupol'],
    ['Vladimir Poutine', 'fr', 'en', 'Vladimir Putin'],
    ['Poutine', 'fr', 'en', 'Putin'],
    ['Mouammar Kadhafi', 'fr', 'en', 'Moammar Gadhafi'],
    ['Otan', 'fr', 'en', 'NATO'],
    ["Organisation du traité de l'Atlantique nord", 'fr', 'en', 'North Atlantic Treaty Organization'],
    ['Daech', 'fr', 'es', 'EI'],
    ['Finul', 'fr', 'es', 'FPNUL'],
    ['Allemagne', 'fr', 'en', 'Germany'],
    ['Etats-Unis', 'fr', 'es', 'Estados Unidos'],
    ['Tchad', 'fr', 'de', 'Tschad'],
    ['Parme', 'fr', 'en', 'Parma'],
    ['إدلب', 'ar', 'en', 'Idlib'],
    ['Jartum', 'es', 'en', 'Khartoum'],
    ['Charkiw', 'de', 'en', 'Kharkiv'],
  ])('%s (%s) is in %s %s', (spelling, from, to, expected) => {
    expect(translated(spelling, from, to)).toBe(expected);
  });

  it('has the form of the house', () => {
    expect(translated('Volodymyr Zelensky', 'fr', 'en', { style: 'ap' })).toBe('Volodymyr Zelenskyy');
    expect(translated('Volodymyr Zelensky', 'fr', 'en', { style: 'reuters' })).toBe('Volodymyr Zelenskiy');
    expect(translated('Recep Tayyip Erdogan', 'fr', 'en', { style: 'un' })).toBe('Recep Tayyip Erdoğan');
    expect(translated('Ocha', 'fr', 'en', { style: 'guardian' })).toBe('Ocha');
    expect(translated('Ocha', 'fr', 'en', { style: 'ap' })).toBe('OCHA');
  });

  it('has the form of its time', () => {
    expect(translated('Turquie', 'fr', 'en', { style: 'un', date: '2024-01-05' })).toBe('Türkiye');
    expect(translated('Turquie', 'fr', 'en', { style: 'un', date: '2020-02-12' })).toBe('Turkey');
    expect(translated('Astana', 'fr', 'en', { date: '2020-06-01' })).toBe('Nur-Sultan');
    expect(translated('Astana', 'fr', 'en', { date: '2024' })).toBe('Astana');
    expect(translated('Eswatini', 'fr', 'en', { date: '2017-01' })).toBe('Swaziland');
    expect(translated('Macédoine du Nord', 'fr', 'en', { date: '2018-12-31' })).toBe('Macedonia');
  });

  it('does not mind typographic apostrophes, composition and the capital of a sentence', () => {
    expect(lookup('N’Djamena', 'fr')[0]?.entity.id).toBe('place:ndjamena');
    expect(lookup('Lattaquie\u0301', 'fr')[0]?.entity.id).toBe('place:latakia');
    expect(lookup('Bande de Gaza', 'fr')[0]?.entity.id).toBe('place:gaza-strip');
  });

  it('is every namesake, the curated first, and nothing when unknown', () => {
    expect(lookup('Valence', 'fr').length).toBeGreaterThan(1);
    expect(lookup('Valence', 'fr')[0]?.entity.id).toBe('place:valencia');
    expect(lookup('Idleb', 'en')).toEqual([]);
    expect(lookup('Xyzzy', 'fr')).toEqual([]);
    expect(lookup('Idlib', 'ja')).toEqual([]);
  });
});
