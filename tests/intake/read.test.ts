import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readArticle } from '../../src/intake/read.ts';

const sample = new URL('../../../shared/examples/idleb/article.en.txt', import.meta.url);

/** Roles and texts of a text made of these paragraphs. */
function roles(paragraphs: string[], fileName = 'story.txt'): string[] {
  return readArticle(Buffer.from(paragraphs.join('\n\n')), { fileName }).blocks.map((block) => block.role);
}

const paragraph =
  'The ministry said on Monday that work on the bridge would begin in spring, once the river has fallen.';
const another = 'Residents of both banks have waited for eleven years, and many of them no longer believe in the date.';

describe.skipIf(!existsSync(sample))('the sample article (skipped where ../shared is absent)', () => {
  test('has its furniture, credit line and crossheads marked, each at its exact place', () => {
    const { blocks, input } = readArticle(readFileSync(sample), { fileName: 'article.en.txt' });
    expect(blocks).toHaveLength(19);
    for (const block of blocks) expect(input.slice(block.start, block.end)).toBe(block.text);
    const of = (role: string) => blocks.filter((block) => block.role === role).map((block) => block.text);
    expect(of('credit')).toEqual(['With AFP']);
    expect(of('crosshead')).toEqual(['Climbing since early February', 'Save the relationship with Moscow?']);
    expect(blocks.filter((block) => block.role === 'furniture').map((block) => block.index)).toEqual([15, 16, 17, 18]);
    expect(of('body')).toHaveLength(12);
  });
});

describe('roles', () => {
  test('a story has headline, standfirst, byline, dateline, body, crosshead and credit', () => {
    const story = [
      'Bridge to be rebuilt at last',
      'After eleven years of promises, the river will be crossed again.',
      'By Jane Example and Tom Sample',
      'LISBON, March 3 (Reuters) —',
      paragraph,
      'Eleven years of waiting',
      another,
      '(AFP)',
    ];
    expect(roles(story)).toEqual([
      'headline',
      'standfirst',
      'byline',
      'dateline',
      'body',
      'crosshead',
      'body',
      'credit',
    ]);
  });

  test.each([
    'With AFP',
    '(With Reuters)',
    'Avec AFP',
    'Con AFP',
    'Amb AFP',
    'Mit dpa',
    '(AFP)',
    'FRANCE 24 with AFP',
    '(FRANCE 24 avec AFP et Reuters)',
    'AFP, Reuters',
    'The Daily Planet with The Associated Press',
    'مع رويترز',
    '© Jane Example / AFP',
  ])('%s is a credit line', (line) => {
    expect(roles([paragraph, another, line])[2]).toBe('credit');
  });

  test.each([
    'I subscribe',
    'Subscribe to our weekly newsletter',
    "Je m'abonne",
    'Me suscribo',
    'Abonnez-vous à notre newsletter',
    'Jetzt abonnieren',
    'Descarga la app',
    'Descarrega l’aplicació',
    'Download the app',
    'Téléchargez l’application',
    'Die App herunterladen',
    'حمّل التطبيق',
    'google-play-badge_FR',
    'app-store-badge_EN.svg',
    'Share this article on Facebook',
    'Partager',
    'Advertisement',
    'Publicité',
    'Anzeige',
    'Read also: Ten bridges that were never built',
    'À lire aussi : Dix ponts jamais construits',
    'We use cookies to improve your visit.',
    'Le résumé de la semaine vous invite à revenir sur les faits marquants',
    'El resumen semanal te invita a volver sobre las noticias de estos días',
  ])('%s is furniture at the end of a story', (line) => {
    expect(roles([paragraph, another, line])[2]).toBe('furniture');
  });

  test.each([
    'Few people subscribe to the theory that the bridge was ever meant to be built.',
    'I subscribe to the view of the court, the minister said on Monday.',
    'Users who download the app must give their address, the police said.',
    'Download figures doubled within a week, according to the company.',
    'The company will share this article of its contract with the regulator.',
    'Subscribe, he told the crowd, and nobody laughed.',
    'Google uses cookies to follow its users across the web, the complaint says.',
    'Read more books, the teacher told the children.',
    'Les lecteurs qui s’abonnent au journal paient désormais deux euros.',
    'Los usuarios que descargan la aplicación aceptan las condiciones.',
    'Wer die App herunterlädt, gibt seine Adresse preis.',
    'The newsletter was founded in 1921 by two printers.',
    'Apple',
    'Twitter under pressure',
  ])('%s is no furniture inside a story', (line) => {
    expect(roles([paragraph, line, another])[1]).not.toBe('furniture');
  });

  test.each([
    ['Correction: an earlier version gave a wrong year.', 'editors-note'],
    ['This story has been updated with a comment of the ministry.', 'editors-note'],
    ['Cet article a été mis à jour mardi.', 'editors-note'],
    ['Keywords: bridge, river', 'keywords'],
    ['Mots-clés : pont, fleuve', 'keywords'],
    ['Slug: BRIDGE-RIVER', 'slug'],
    ['Photo: Jane Example / AFP', 'credit'],
    ['The bridge seen from the western bank in 2014. © Jane Example', 'caption'],
  ])('%s is %s', (line, role) => {
    expect(roles([paragraph, another, line])[2]).toBe(role);
  });

  test.each(['By Jane Example', 'Par Jeanne Exemple', 'Por Juan Ejemplo', 'Von Hanna Beispiel'])(
    '%s is a byline',
    (line) => {
      expect(roles(['A headline', line, paragraph])).toEqual(['headline', 'byline', 'body']);
    },
  );

  test('a first paragraph with a full stop is no headline, and a lone text is body', () => {
    expect(roles([paragraph, another])).toEqual(['body', 'body']);
    expect(roles(['Just a line'])).toEqual(['body']);
  });

  test('short lines in a row, list items and lines that end in a colon are no crossheads', () => {
    expect(roles([paragraph, 'First', 'Second', another])).toEqual(['body', 'body', 'body', 'body']);
    expect(roles([paragraph, '- a list item', another])[1]).toBe('body');
    expect(roles([paragraph, 'The minister said:', another])[1]).toBe('body');
  });

  test('headlines of a link list between furniture are furniture too', () => {
    const story = [paragraph, another, 'Read also', 'Ten bridges that never were', 'Share'];
    expect(roles(story).slice(2)).toEqual(['furniture', 'furniture', 'furniture']);
  });

  test('a page states roles in its markup', () => {
    const page = `<html lang="en"><title>Bridge</title><body><header><p>Our site since 1921</p></header><nav><a href="/">Home</a></nav>
<article><h1>Bridge to be rebuilt</h1><h2>The river will be crossed again</h2><p class="byline">Jane Example</p><p>${paragraph}</p>
<h3>Waiting</h3><p lang="fr">Onze ans, dit-il.</p><figure><img src="a.jpg" alt="A bridge"><figcaption>The bridge</figcaption></figure>
<p>With AFP</p><div class="newsletter-box"><p>Every morning at seven</p></div></article></body></html>`;
    const { blocks, statedLanguage } = readArticle(Buffer.from(page), { fileName: 'a.HTML' });
    expect(blocks.map((block) => block.role)).toEqual(
      'headline furniture furniture headline standfirst byline body crosshead body alt-text caption credit furniture'.split(
        ' ',
      ),
    );
    expect(statedLanguage).toBe('en');
    expect(blocks[8]?.language).toBe('fr');
    expect(blocks[6]?.language).toBe('und');
  });

  test('a page without text is empty, and a file of an unknown kind is refused by name', () => {
    expect(() => readArticle(Buffer.from('<p></p>'), { fileName: 'a.html' })).toThrow(/input\.empty/);
    expect(() => readArticle(Buffer.from('x'), { fileName: 'a.xyz' })).toThrow(/input\.extension.*a\.xyz/);
    expect(readArticle(Buffer.from('x y'), { fileName: 'a.xyz', format: 'text' }).format).toBe('text');
  });
});
