import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Concept, Term } from '../../src/model/term.ts';
import { buildTermFinder } from '../../src/terminology/finder.ts';

function glossary(language: string, ...terms: (string | (Partial<Term> & { text: string }))[]): Concept[] {
  return terms.map((one, index): Concept => {
    const term = typeof one === 'string' ? { text: one } : one;
    return { id: `c${index}`, origin: 'desk', terms: [{ language, status: 'preferred', kind: 'term', ...term }] };
  });
}

function found(text: string, language: string, ...terms: Parameters<typeof glossary>[1][]) {
  return buildTermFinder(glossary(language, ...terms))(text, language).map((match) => match.text);
}

describe('inflected forms', () => {
  it.each([
    ['fr', 'zone démilitarisée', 'Les zones démilitarisées'],
    ['fr', 'arsenal nucléaire', 'Des arsenaux nucléaires'],
    ['fr', 'travail forcé', 'Des travaux forcés'],
    ['fr', 'négociateur', 'Une négociatrice'],
    ['fr', 'réfugiés', 'Un réfugié'],
    ['fr', 'cessez-le-feu', 'Le cessez le feu'],
    ['fr', 'œil', 'Les yeux'],
    ['en', 'ceasefire', 'Two ceasefires'],
    ['en', 'foreign policy', 'Their foreign policies'],
    ['es', 'sanción', 'Nuevas sanciones'],
    ['es', 'portavoz', 'Los portavoces'],
    ['ca', 'refugiat', 'Les refugiades'],
    ['de', 'Krankenhaus', 'In den Krankenhäusern'],
    ['pt', 'refugiado', 'Os refugiados'],
    ['it', 'rifugiato', 'I rifugiati'],
    ['ru', 'санкция', 'под санкциями'],
    ['ko', '난민', '난민은'],
  ])('are found in %s: %s', (language, term, text) => {
    expect(found(text, language, term)).toHaveLength(1);
  });

  it('of verbs are found where the glossary says that it is one, or where it is an infinitive', () => {
    expect(found('Ils négocient, ils bombardaient', 'fr', 'négocier', 'bombarder')).toEqual([
      'négocient',
      'bombardaient',
    ]);
    const verb = { text: 'seek', partOfSpeech: 'verb' as const };
    expect(found('They sought asylum', 'en', verb)).toEqual(['sought']);
    expect(found('The bombing went on', 'en', 'bomb')).toEqual([]);
  });

  it('of another word are not', () => {
    expect(found('Un attaquant national', 'fr', 'attaque', 'nation')).toEqual([]);
    expect(found('un avion, des nationalités', 'fr', 'avis', 'national')).toEqual([]);
  });

  it('are not looked for in names, nor where the glossary says no', () => {
    expect(found('Les Alepus', 'fr', { text: 'Alepu', kind: 'name' })).toEqual([]);
    expect(found('Les zones', 'fr', { text: 'zone', inflection: false })).toEqual([]);
    expect(found('Les Zones', 'fr', { text: 'Zone', caseRule: 'exact' })).toEqual(['Zones']);
    expect(found('les zones', 'fr', { text: 'Zone', caseRule: 'exact' })).toEqual([]);
    expect(found('nato', 'en', { text: 'NATO', kind: 'acronym', caseRule: 'any' })).toEqual(['nato']);
  });
});

describe('what is written onto a word', () => {
  it('is left out of the match: French elision, Arabic clitics', () => {
    expect(found('l’accord d’Idleb qu’ONU', 'fr', 'accord', { text: 'ONU', kind: 'acronym' })).toEqual([
      'accord',
      'ONU',
    ]);
    const un = { text: 'الأمم المتحدة', kind: 'name' as const };
    expect(found('قال للأمم المتحدة وبالأمم المتحدة', 'ar', un)).toEqual(
      ['أمم المتحدة', 'أمم المتحدة'].map((text, at) => (at === 0 ? text : `ال${text}`)),
    );
    expect(found('وقافلة والقافلة بقافلة', 'ar', 'قافلة')).toHaveLength(3);
    expect(found('إلى إدلب وبإدلب', 'ar', { text: 'إدلب', kind: 'name' })).toEqual(['إدلب', 'إدلب']);
  });

  it('may hide the article of a term: del, al, du, aux', () => {
    expect(found('la reunión del Consejo de Europa', 'es', 'el Consejo de Europa')).toEqual(['Consejo de Europa']);
    expect(found('le discours du Premier ministre', 'fr', 'le Premier ministre')).toEqual(['Premier ministre']);
  });
});

describe('scripts without spaces', () => {
  it('are searched by characters, the longest wording first', () => {
    expect(found('双方同意停火协议。', 'zh', '停火', '停火协议')).toEqual(['停火协议']);
    expect(found('ガザ地区で停戦が発効した', 'ja', '停戦', 'ガザ地区')).toEqual(['ガザ地区', '停戦']);
    expect(found('การหยุดยิงเริ่มขึ้น', 'th', 'หยุดยิง')).toEqual(['หยุดยิง']);
    expect(found('かき', 'ja', 'がき')).toEqual([]);
  });
});

describe('a wording that looks like a pattern', () => {
  it('is found as it is written, and nowhere else', () => {
    expect(found('a.*b and aXXb', 'en', 'a.*b')).toEqual(['a.*b']);
    expect(found('C++ (or C) \\d+', 'en', 'C++', '\\d+')).toEqual(['C++', '\\d+']);
    expect(found('so (...) on … &', 'en', '(...)', '…', '&')).toEqual(['(...)', '…', '&']);
  });

  it('may be a single letter or nothing at all', () => {
    expect(found('Plan B, Bb', 'en', 'B', ' ', '')).toEqual(['B']);
  });

  it('never breaks a search', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), fc.string({ unit: 'binary' }), (terms, text) => {
        let last = 0;
        for (const match of buildTermFinder(glossary('fr', ...terms))(text, 'fr')) {
          expect(match.start).toBeGreaterThanOrEqual(last);
          expect(match.end).toBeGreaterThan(match.start);
          expect(text.slice(match.start, match.end)).toBe(match.text);
          last = match.end;
        }
      }),
    );
  });

  it('is found in a text the same whatever was searched before it', () => {
    const concepts = glossary('fr', 'zone démilitarisée', 'trêve', { text: 'ONU', kind: 'acronym' });
    const pieces = fc.constantFrom('zone', 'zones', 'démilitarisées', 'trêves', "l'ONU", ' ', ', ', 'de', '停');
    const texts = fc.array(
      fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(' ')),
      { maxLength: 5 },
    );
    const used = buildTermFinder(concepts);
    fc.assert(
      fc.property(texts, (all) => {
        for (const text of all) expect(used(text, 'fr')).toEqual(buildTermFinder(concepts)(text, 'fr'));
      }),
    );
  });

  it('is found wherever it stands alone', () => {
    const words = fc.stringMatching(/^[a-zéà]{1,8}( [a-zéà]{1,8}){0,2}$/);
    fc.assert(
      fc.property(words, words, words, (term, before, after) => {
        const text = `${before}, ${term}. ${after}`;
        expect(found(text, 'nl', { text: term, inflection: false })).toContain(term);
      }),
    );
  });
});
