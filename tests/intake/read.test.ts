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
    '(Reuters Photo/Jane Example)',
    'Photo: Jane Example',
    'Foto: Juan Ejemplo / EFE',
    '(Reporting by Jane Example; editing by Tom Sample)',
    'Additional reporting by Jane Example, editing by Tom Sample',
    'Copyright 2023 Example Press. All rights reserved.',
    '© 2023 Example Press. Alle Rechte vorbehalten.',
    'Todos los derechos reservados',
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
    'Comments (12)',
    '12 commentaires',
    'Comentarios (4)',
    'Réagir',
    'Newsletter abonnieren',
    'Jetzt unseren Newsletter kostenlos abonnieren',
    'Zurück zur Startseite',
    "Retour à l'accueil",
    'Subscribe to continue reading',
    'Regístrate para leer la noticia completa',
    'Abonnez-vous pour lire la suite',
    'Click here to receive our weekly letter',
    'Haga clic aquí para recibir nuestras noticias',
    '4 min read',
    'Temps de lecture : 12 min',
    'Lesezeit: 5 Minuten',
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
    'Comments from readers were mixed.',
    'Three comments were enough to close the page.',
    'It is a five-minute read of the file, the lawyer said.',
    'Click here to receive a prize, the message said.',
    'Haz clic aquí para recibir dinero, decía el mensaje.',
    'Subscribe to read more of that, he told them.',
    'Réagir est difficile, dit-elle.',
    'Réagir',
    'Zur Startseite führt ein Link.',
    'Den Newsletter abonnieren rund tausend Menschen.',
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
    ['Photo: The minister at the bridge', 'caption'],
    ['Foto: Der Minister an der Brücke', 'caption'],
    ['Published 3 March 2023 at 09:30', 'dateline'],
    ['Publié le 3 mars 2023 à 9h30', 'dateline'],
    ['Aktualisiert am 3. März 2023 um 9.30 Uhr', 'dateline'],
    ['Published in 1921, the book was forgotten.', 'body'],
    ['Updated figures came on Monday.', 'body'],
    ['Copyright 2023 brought chaos to the trade.', 'body'],
    ['Reporting by hand took them a year.', 'body'],
    ['La redacción fue evacuada el lunes.', 'body'],
    ['Photo shows were forbidden.', 'body'],
    ['The bridge seen from the western bank in 2014. © Jane Example', 'caption'],
  ])('%s is %s', (line, role) => {
    expect(roles([paragraph, another, line])[2]).toBe(role);
  });

  test.each(['By Jane Example', 'Par Jeanne Exemple', 'Por Juan Ejemplo', 'Von Hanna Beispiel', 'Redacción'])(
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

  test('a line is the same thing however often it is read', () => {
    const story = ['A headline', 'LISBON, March 3 (Reuters) —', paragraph, another];
    const read = Array.from({ length: 20 }, () => roles(story)[1]);
    expect(new Set(read)).toEqual(new Set(['dateline']));
  });

  test('furniture of a page stays furniture, whatever its lines read like', () => {
    const page = `<article><h1>Bridge</h1><p>${paragraph}</p></article><footer><p>© 2023 Example Press</p><p>By Jane Example</p></footer>`;
    const { blocks } = readArticle(Buffer.from(page), { fileName: 'a.html' });
    expect(blocks.map((block) => block.role)).toEqual(['headline', 'body', 'furniture', 'furniture']);
  });

  test('a box about the author is a byline only where it names, not where it tells', () => {
    const box = (text: string) =>
      readArticle(Buffer.from(`<article><p>${paragraph}</p><p class="author-box">${text}</p></article>`), {
        fileName: 'a.html',
      }).blocks[1]?.role;
    expect(box('Jane Example')).toBe('byline');
    expect(box('Jane Example writes about rivers.')).toBe('body');
  });

  test('a text without blank lines has headline, byline, paragraphs, credit and furniture all the same', () => {
    const lines = [
      'Bridge to be rebuilt at last',
      'By Jane Example',
      paragraph,
      another,
      'With AFP',
      'Download our app',
    ];
    const { blocks, input } = readArticle(Buffer.from(lines.join('\n')), { fileName: 'a.txt' });
    expect(blocks.map((block) => block.role)).toEqual(['headline', 'byline', 'body', 'body', 'credit', 'furniture']);
    for (const block of blocks) expect(input.slice(block.start, block.end)).toBe(block.text);
  });

  test('a byline and a credit line part from wrapped paragraphs, and a name in mid-sentence does not', () => {
    const lines = [
      'By Jane Example',
      'The ministry said on Monday that work on the bridge',
      'would begin in spring, a source in the capital told',
      'Reuters. Nobody there had known of it.',
      'With AFP',
    ];
    const { blocks } = readArticle(Buffer.from(lines.join('\n')), { fileName: 'a.txt' });
    expect(blocks.map((block) => block.text)).toEqual([lines[0], lines.slice(1, 4).join('\n'), lines[4]]);
  });

  test('a page without text is empty, and a file of an unknown kind is refused by name', () => {
    expect(() => readArticle(Buffer.from('<p></p>'), { fileName: 'a.html' })).toThrow(/input\.empty/);
    expect(() => readArticle(Buffer.from('x'), { fileName: 'a.xyz' })).toThrow(/input\.extension.*a\.xyz/);
    expect(readArticle(Buffer.from('x y'), { fileName: 'a.xyz', format: 'text' }).format).toBe('text');
  });
});
