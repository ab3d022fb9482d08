import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pageEmbargo } from '../../src/formats/html/html.ts';
import { embargoIn, statedEmbargo } from '../../src/intake/embargo.ts';

const embargo = (text: string, language = 'en') => embargoIn([{ text: 'A headline' }, { text }], language);

describe('a line that holds a story back', () => {
  test.each([
    ['EMBARGOED UNTIL 00:01 GMT, 3 December 2026', 'en', '2026-12-03T00:01'],
    ['** Strictly embargoed until 0001 GMT Thursday 3 December 2026 **', 'en', '2026-12-03T00:01'],
    ['Embargo: 6 a.m. EST, Dec. 3, 2026', 'en', '2026-12-03T11:00'],
    ['Under embargo until December 3, 2026 at 6:30 p.m. EDT', 'en', '2026-12-03T22:30'],
    ['[Not for publication before 2026-12-03T06:00Z]', 'en', '2026-12-03T06:00'],
    ['Not for release until 3 December 2026, 14:00 UTC+2', 'en', '2026-12-03T12:00'],
    ['Sous embargo jusqu’au 3 décembre 2026 à 6h00 CET', 'fr', '2026-12-03T05:00'],
    ['EMBARGO jusqu’au 1er déc. 2026, 18 h GMT', 'fr', '2026-12-01T18:00'],
    ['Embargado hasta el 3 de diciembre de 2026 a las 06.00 GMT', 'es', '2026-12-03T06:00'],
    ['Embargament fins al 3 de desembre de 2026, 06:00 CET', 'ca', '2026-12-03T05:00'],
    ['Sperrfrist: 3. Dezember 2026, 6 Uhr MEZ', 'de', '2026-12-03T05:00'],
    ['Embargo fino al 3 dicembre 2026, 06:00 CET', 'it', '2026-12-03T05:00'],
    ['Embargo até 3 de dezembro de 2026, 06:00 GMT', 'pt', '2026-12-03T06:00'],
    ['محظور النشر حتى ٣ ديسمبر ٢٠٢٦ 06:00 GMT', 'ar', '2026-12-03T06:00'],
  ])('%s', (text, language, until) => {
    expect(embargo(text, language)).toEqual({ until: `${until}:00.000Z`, stated: text });
  });

  test('that is uncertain holds as long as it can mean', () => {
    // Twelve hours behind UTC the day begins last.
    expect(embargo('Embargoed until 3 December 2026')?.until).toBe('2026-12-03T12:00:00.000Z');
    expect(embargo('Embargoed until 06:00, 3 December 2026')?.until).toBe('2026-12-03T18:00:00.000Z');
    expect(embargo('Embargoed until 03/12/2026 00:00 GMT')?.until).toBe('2026-12-03T00:00:00.000Z');
    expect(embargo('Embargoed until midnight GMT on 3 December 2026')?.until).toBe('2026-12-04T00:00:00.000Z');
    expect(embargo('Embargoed until 06:00 ET, 3 December 2026')?.until).toBe('2026-12-03T11:00:00.000Z');
  });

  test('without a day that can be read holds without end', () => {
    for (const text of [
      'Embargoed until Monday',
      'EMBARGOED UNTIL 06:00 GMT, DEC 3',
      'Not for publication before noon',
    ])
      expect(embargo(text)).toEqual({ stated: text });
    expect(embargoIn([{ text: 'Embargoed until Monday' }, { text: 'Embargo: 3 December 2026' }], 'en')).toEqual({
      stated: 'Embargoed until Monday',
    });
  });

  test.each([
    ['Embargo: EU to ban 3 more Russian products', 'en'],
    ['Embargo : l’UE veut couper le pétrole russe', 'fr'],
    ['The oil embargo until 3 December 2026 holds, ministers say', 'en'],
    ['Embargoes hurt the poor, a study of 2026 finds', 'en'],
    [`Embargoed until 3 December 2026, the report ${'says much. '.repeat(40)}`, 'en'],
  ])('is none of the story: %s', (text, language) => expect(embargo(text, language)).toBeUndefined());

  test('is read whatever stands in it', () => {
    const part = fc.constantFrom(
      'embargoed until',
      'embargo:',
      '3',
      '32',
      'December',
      '2026',
      '24:00',
      'GMT',
      '-99:99',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string()), { maxLength: 9 }), (parts) => {
        const found = embargo(parts.join(' '));
        if (found?.until) expect(new Date(found.until).toISOString()).toBe(found.until);
      }),
    );
  });
});

test('a page may state it in its own data', () => {
  const page = (name: string, content: string) =>
    `<head><meta charset="utf-8"><meta ${name} content="${content}"></head><p>Embargo</p>`;
  for (const name of [
    'name="embargo"',
    'property="article:embargo-date"',
    'name="news.embargoed"',
    'itemprop="embargoUntil"',
  ])
    expect(pageEmbargo(page(name, '2026-12-03T06:00:00+01:00'))).toBe('2026-12-03T06:00:00+01:00');
  expect(pageEmbargo(page('name="keywords"', 'embargo'))).toBeUndefined();
  expect(statedEmbargo('2026-12-03T06:00:00+01:00', 'en').until).toBe('2026-12-03T05:00:00.000Z');
  expect(statedEmbargo('1', 'en')).toEqual({ stated: '1' });
});
