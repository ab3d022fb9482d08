import { describe, expect, test } from 'vitest';
import { html } from '../../../src/formats/html/html.ts';
import { rewritten } from './sample.ts';

describe('the language of a page that is written in another', () => {
  test('is restated around a translation though a text beside it stays, and that text states its own', () => {
    const input = '<html lang="en"><article lang="en"><p>Jane</p><p>Text</p></article></html>';
    expect(rewritten(input, { Text: 'Texte' }, ['en', 'fr'])).toBe(
      '<html lang="fr"><article lang="fr"><p lang="en">Jane</p><p>Texte</p></article></html>',
    );
  });

  test('a quotation in a third language keeps its statement', () => {
    const input = '<html lang="en"><p>Text</p><p lang="la">Veni</p></html>';
    expect(rewritten(input, { Text: 'Texte' }, ['en', 'fr'])).toBe(
      '<html lang="fr"><p>Texte</p><p lang="la">Veni</p></html>',
    );
  });

  test('takes its direction with it, and a text that stays keeps its own', () => {
    const input = '<html lang="ar"><body dir="rtl"><p dir="rtl">نص</p><p>اسم</p></body></html>';
    expect(rewritten(input, { نص: 'Text' }, ['ar', 'en'])).toBe(
      '<html lang="en"><body dir="rtl"><p dir="ltr">Text</p><p lang="ar" dir="rtl">اسم</p></body></html>',
    );
    expect(rewritten('<body dir="rtl"><p>نص</p></body>', { نص: 'Text' }, ['ar', 'en'])).toBe(
      '<body dir="ltr"><p>Text</p></body>',
    );
  });

  test('is restated on inline elements that said it', () => {
    expect(
      rewritten(
        '<p><span lang="en">Text</span></p><p>One <i lang="en">two</i></p>',
        { Text: 'Texte', 'One two': 'Un deux' },
        ['en', 'fr'],
      ),
    ).toContain('<p><span lang="fr">Texte</span></p>');
    const marked = '<html lang="en"><p>One <i lang="en">two</i></p></html>';
    expect(rewritten(marked, { 'One two': 'Un  deux' }, ['en', 'fr'])).toContain('<i lang="fr">');
  });

  test('a text that stays among others is marked by itself', () => {
    const input = '<html lang="en"><div>Jane<p>Text</p></div></html>';
    expect(rewritten(input, { Text: 'Texte' }, ['en', 'fr'])).toBe(
      '<html lang="fr"><div><span lang="en">Jane</span><p>Texte</p></div></html>',
    );
  });
});

describe('inline elements that stay as they are', () => {
  const codes = (input: string) => html.read(input)[0]?.codes.map((code) => code.data);

  test('those in another language are one code, unless they are most of the text', () => {
    expect(codes('<html lang="en"><p>The so-called <i lang="fr">vie en <b>rose</b></i> of old</p></html>')).toEqual([
      '<i lang="fr">vie en <b>rose</b></i> ',
    ]);
    expect(codes('<html lang="en"><p>A <i lang="en-GB">pint</i> now</p></html>')).toHaveLength(2);
    expect(html.read('<html lang="en"><p>So <i lang="fr">tout le reste</i></p></html>')[0]?.text).toBe(
      'So tout le reste',
    );
  });

  test('those marked not to be translated are one code', () => {
    expect(codes('<p>Buy <b class="notranslate">Sky</b> now</p>')).toEqual(['<b class="notranslate">Sky</b> ']);
  });

  test.each([
    'Use <code>x</code> and <img src="a"> end',
    'Use <code>x</code>, and <img src="a">end',
    'a<img src="a"> b',
    '<b><code>x</code> and</b> more',
    'more <b>and <code>x</code></b>',
    'a <img src="a"> <img src="b"> c',
  ])('the spaces beside them stay: %s', (inner) => {
    const [block] = html.read(`<p>${inner}</p>`);
    expect(rewritten(`<p>${inner}</p>`, { [block?.text ?? '']: block?.text ?? '' })).toBe(`<p>${inner}</p>`);
  });

  test('a translation that ends with one has no space too many', () => {
    const input = '<p>Use <code>x</code> now.</p>';
    const [block] = html.read(input);
    const document = { format: 'html', encoding: 'utf-8', bom: false, input, language: 'en', segments: [] } as const;
    const blocks = [{ language: 'en', role: 'body', ...(block as NonNullable<typeof block>) }] as const;
    const at = (place: number) => block?.codes.map((code) => ({ ...code, at: place })) ?? [];
    const write = (text: string, place: number) =>
      html.write({ ...document, segments: [], blocks: [...blocks] }, [{ text, codes: at(place) }], 'en');
    expect(write('Nun nutze.', 9)).toBe('<p>Nun nutze <code>x</code>.</p>');
    expect(write('Nutze nun.', 6)).toBe('<p>Nutze <code>x</code> nun.</p>');
  });
});
