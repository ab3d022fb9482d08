import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Rewrite } from '../../../src/formats/format.ts';
import { html, pageLanguage } from '../../../src/formats/html/html.ts';
import { type Block, type Document, toInput } from '../../../src/model/article.ts';

function documentOf(input: string): Document {
  const blocks = html.read(input).map((block): Block => ({ language: 'und', ...block, role: block.hint ?? 'body' }));
  return { format: 'html', encoding: 'utf-8', bom: false, input, language: 'en', blocks, segments: [] };
}

const texts = (input: string) => html.read(input).map((block) => block.text);
const rewrite = (input: string, rewrites: Rewrite[], language = 'en') =>
  html.write(documentOf(input), rewrites, language);
/** The block's own text and codes, or others. */
const same = (input: string, text?: string): Rewrite[] =>
  documentOf(input).blocks.map((block) => ({ text: text ?? block.text, codes: block.codes }));

describe('reading a page', () => {
  test('every kind of text is a block', () => {
    const input = `<title>A</title><meta name="description" content="B &amp; b"><h2>C</h2><div>D<p>E<ul><li>F<li>G</ul>
      <table><caption>H</caption><tr><th>I<td>J</table><blockquote>K</blockquote><dl><dt>L<dd>M</dl><img alt='N "n"'>O</div>`;
    expect(
      texts(input)
        .map((text) => text[0])
        .join(''),
    ).toBe('ABCDEFGHIJKLMNO');
  });

  test('scripts, styles, templates, preformatted text, code and comments are no text', () => {
    const input =
      '<script>let a = "<p>x</p>"</script><style>p{}</style><template><p>t</p></template><pre>kept</pre><!-- note --><p>Use <code>npm</code> now</p>';
    expect(texts(input)).toEqual(['Use now']);
    expect(html.read(input)[0]?.codes).toEqual([{ id: '1', kind: 'standalone', at: 4, data: '<code>npm</code> ' }]);
  });

  test('inline elements are codes, in pairs', () => {
    const [block] = html.read('<p>One <b>two <i>three</i></b> four<br>five <img src=x> six</p>');
    expect(block?.text).toBe('One two three four\nfive six');
    expect(block?.codes.map(({ id, kind, at, pair }) => `${id}${kind[0]}${at}${pair ?? ''}`)).toEqual([
      '1o44',
      '2o83',
      '3c132',
      '4c131',
      '5s19',
      '6s24',
    ]);
  });

  test('white space collapses and references are decoded, and both point back to the input', () => {
    const input = '<p>\n  Caf&eacute;  &amp;\n bar&nbsp;x &lt b</p>';
    const [block] = documentOf(input).blocks as [Block];
    expect(block.text).toBe('Café & bar\u00a0x < b');
    const at = (part: string) => {
      const start = block.text.indexOf(part);
      const place = toInput(block, start, start + part.length);
      return input.slice(place.start, place.end);
    };
    expect(at('é')).toBe('&eacute;');
    expect(at('&')).toBe('&amp;');
    expect(at(' bar')).toBe('\n bar');
    expect(at('<')).toBe('&lt');
    expect(input.slice(block.start, block.end)).toBe('Caf&eacute;  &amp;\n bar&nbsp;x &lt b');
  });

  test('markup around a whole text stays around it', () => {
    const [block] = html.read('<p><a href="/x"><b>All of it</b></a></p>');
    expect(block).toMatchObject({ text: 'All of it', codes: [] });
  });

  test('two line breaks part paragraphs', () => {
    expect(texts('<div>One<br>and a half<br><br>Two<br/>\n<br/>Three</div>')).toEqual([
      'One\nand a half',
      'Two',
      'Three',
    ]);
  });

  test('navigation, page header and footer are furniture, and an article keeps its own header', () => {
    const input =
      '<header><p>Site</p></header><nav>Menu</nav><article><header><h1>Head</h1><p>Intro</p></header><aside><a href="/x">Box</a></aside></article><footer>Imprint</footer>';
    expect(html.read(input).map((block) => block.hint)).toEqual([
      'furniture',
      'furniture',
      'headline',
      undefined,
      'furniture',
      'furniture',
    ]);
  });

  test('a page that is called after its sidebar or sits in a form is no furniture', () => {
    const input = '<form><div class="sidebar has-newsletter"><h1>Head</h1><p class="no-comments">Text</p></div></form>';
    expect(html.read(input).map((block) => block.hint)).toEqual(['headline', undefined]);
  });

  test('badly nested and unclosed markup loses no text', () => {
    expect(texts('<p>One <b>two<p>three</b> four<table>loose<tr><td>cell</table>')).toEqual([
      'One two',
      'three four',
      'loose',
      'cell',
    ]);
    expect(texts('<p>Use <code>never closed</p><p>more</p>')).toEqual(['Use never closed', 'more']);
  });

  test('the language of an element is that of its texts', () => {
    const blocks = html.read(
      '<html lang="en-GB"><p>a</p><p lang="FR">b</p><div lang=es><p>c</p></div><p><span lang="ca">d</span></p>',
    );
    expect(blocks.map((block) => ('language' in block ? block.language : ''))).toEqual(['', 'fr', 'es', 'ca']);
    expect(pageLanguage('<!doctype html><html lang="en-GB">')).toBe('en-GB');
  });

  test('what must not be translated is a code', () => {
    expect(html.read('<p>Buy <span translate="no">Blue <b>Sky</b></span> now</p>')[0]).toMatchObject({
      text: 'Buy now',
      codes: [{ data: '<span translate="no">Blue <b>Sky</b></span> ' }],
    });
  });
});

describe('writing a page', () => {
  test('escapes text, puts codes back, and leaves everything else as it was', () => {
    const input = '<!-- a --><P CLASS=x>One <B>two</B>.</P><script>1 < 2</script>';
    const [block] = html.read(input);
    const codes = (block?.codes ?? []).map((code) => ({ ...code, at: code.kind === 'open' ? 0 : 4 }));
    expect(rewrite(input, [{ text: 'Deux < un & "1"', codes }])).toBe(
      '<!-- a --><P CLASS=x><B>Deux</B> &lt; un &amp; "1"</P><script>1 < 2</script>',
    );
  });

  test('closes what a translation left open and drops what the block does not have', () => {
    const input = '<p>One <b>two <i>three</i></b> four</p>';
    const [open, inner, , close] = html.read(input)[0]?.codes ?? [];
    if (!open || !inner || !close) throw new Error('codes expected');
    expect(rewrite(input, [{ text: 'a b c', codes: [{ ...open, at: 2 }] }])).toBe('<p>a <b>b c</b></p>');
    expect(
      rewrite(input, [
        {
          text: 'a b c',
          codes: [
            { ...close, at: 2 },
            { id: '9', kind: 'standalone', at: 0, data: '<script>' },
          ],
        },
      ]),
    ).toBe('<p>a b c</p>');
    const crossed = [
      { ...open, at: 0 },
      { ...inner, at: 1 },
      { ...close, at: 3 },
    ];
    expect(rewrite(input, [{ text: 'a b c', codes: crossed }])).toBe('<p><b>a<i> b</i></b> c</p>');
  });

  test('leaves a block out with its line', () => {
    const input = '<ul>\n  <li>One</li>\n  <li>Two</li>\n</ul><p>x</p>';
    expect(rewrite(input, [null])).toBe('<ul>\n  <li>Two</li>\n</ul><p>x</p>');
    expect(rewrite(input, [undefined, undefined, null])).toBe('<ul>\n  <li>One</li>\n  <li>Two</li>\n</ul>');
    expect(rewrite('<table><tr><td>a</td><td>b</td></tr></table>', [null])).toBe(
      '<table><tr><td></td><td>b</td></tr></table>',
    );
  });

  test('writes attributes in the quotation marks they stand in', () => {
    const to = (text: string): Rewrite => ({ text, codes: [] });
    expect(rewrite(`<img alt="a" src=x>`, [to('b "c" & d')])).toBe('<img alt="b &quot;c&quot; &amp; d" src=x>');
    expect(rewrite(`<img alt='a'>`, [to(`it's`)])).toBe(`<img alt='it&#39;s'>`);
    expect(rewrite(`<img alt=a src=x>`, [to('two words')])).toBe('<img alt="two words" src=x>');
    expect(rewrite(`<img alt=a src=x>`, [null])).toBe('<img alt="" src=x>');
  });

  test('states the language, and the direction of Arabic', () => {
    const input = '<!doctype html><html class=a lang="en"><body><p lang="en">One</p><p lang="la">Two</p></body></html>';
    const rewrites: Rewrite[] = [{ text: 'واحد', codes: [] }, undefined];
    expect(rewrite(input, rewrites, 'ar')).toBe(
      '<!doctype html><html dir="rtl" class=a lang="ar"><body><p dir="rtl" lang="ar">واحد</p><p lang="la">Two</p></body></html>',
    );
    expect(rewrite('<html><p>One</p></html>', [], 'es')).toBe('<html lang="es"><p>One</p></html>');
    expect(rewrite(input, [], 'en')).toBe(input);
  });
});

const markup = fc
  .array(
    fc.constantFrom(
      '<p>',
      '</p>',
      '<b>',
      '</b>',
      '<i class="x">',
      '</i>',
      '<br>',
      '<li>',
      '<div lang=fr>',
      '</div>',
      '<td>',
      '<img alt="pic">',
      '<!-- c -->',
      '<script>if (a<b) {}</script>',
      '<code>',
      '</code>',
      '&amp;',
      '&nbsp;',
      '&bogus',
      '&notin;',
      '&',
      '<',
      ' ',
      '\r\n',
      '\n  ',
      'word',
      'é😀',
      'a"b',
      '<a href="?a=1&b=2">',
      '</a>',
      '<title>',
      '</title>',
      '<picture>',
      '</picture>',
      '\u0001',
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(''));

describe('any markup', () => {
  test('is the same byte for byte when nothing is rewritten', () => {
    fc.assert(fc.property(markup, (input) => rewrite(input, []) === input));
  });

  test('has blocks that do not overlap, whose anchors cover their text', () => {
    fc.assert(
      fc.property(markup, (input) => {
        let at = 0;
        for (const block of html.read(input)) {
          expect(block.start).toBeGreaterThanOrEqual(at);
          at = block.end;
          expect(block.outer.start).toBeLessThanOrEqual(block.start);
          expect(block.outer.end).toBeGreaterThanOrEqual(block.end);
          let covered = 0;
          for (const anchor of block.anchors) {
            expect(anchor.at).toBe(covered);
            covered += anchor.length;
            expect(anchor.input).toBeGreaterThanOrEqual(block.start);
            expect(anchor.input + anchor.inputLength).toBeLessThanOrEqual(block.end);
          }
          expect(covered).toBe(block.text.length);
          expect(block.text).toBe(block.text.trim().length ? block.text : '(blank)');
          for (const code of block.codes) expect(code.at).toBeLessThanOrEqual(block.text.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('reads back the same texts when every block is rewritten with its own', () => {
    fc.assert(
      fc.property(markup, (input) => {
        expect(texts(rewrite(input, same(input)))).toEqual(texts(input));
      }),
      { numRuns: 500 },
    );
  });
});
