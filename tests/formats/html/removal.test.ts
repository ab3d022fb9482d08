import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { html } from '../../../src/formats/html/html.ts';
import { documentOf, rewritten } from './sample.ts';

describe('leaving blocks out', () => {
  test('an element goes when all its texts go, from its start tag to its end tag', () => {
    const box = '<div class="related">Related <p>One</p><ul><li><a href="/x">Two</a><li>Three</ul></div><p>Story</p>';
    expect(rewritten(box, { Related: null, One: null, Two: null, Three: null })).toBe('<p>Story</p>');
    expect(rewritten(box, { Related: null, Two: null })).toBe(
      '<div class="related"> <p>One</p><ul><li>Three</ul></div><p>Story</p>',
    );
  });

  test('an end tag never stays without its start tag', () => {
    expect(rewritten('<header><a href="/">Home</a> <button>Menu</button></header><p>Story</p>', { Home: null })).toBe(
      '<header> <button>Menu</button></header><p>Story</p>',
    );
    expect(rewritten('<p>One <b>two</p><p>three</b> four</p>', { 'One two': null })).toBe('<b><p>three</b> four</p>');
  });

  test('an image outlives its caption, and an icon does not outlive its button', () => {
    expect(
      rewritten('<figure><img src="a" alt=""><figcaption>Old</figcaption></figure><p>Story</p>', { Old: null }),
    ).toBe('<figure><img src="a" alt=""></figure><p>Story</p>');
    expect(rewritten('<div><button><svg></svg>Share</button></div><p>Story</p>', { Share: null })).toBe(
      '<div></div><p>Story</p>',
    );
  });

  test('what remains is as balanced as the page was, whatever is left out', () => {
    const inner = fc.constantFrom(
      'word',
      '<p>word</p>',
      '<b>bold</b> text',
      '<a href="/">link</a>',
      '<img src="pic">',
      ' ',
      '<br><br>',
      'a <i>b</i>',
    );
    const { page } = fc.letrec<{ page: string }>((tie) => ({
      page: fc.oneof(
        { maxDepth: 4 },
        inner,
        fc
          .tuple(
            fc.constantFrom('div', 'header', 'aside', 'article', 'section'),
            fc.array(tie('page'), { maxLength: 4 }),
          )
          .map(([name, parts]) => `<${name}>${parts.join('')}</${name}>`),
        fc.array(tie('page'), { maxLength: 3 }).map((cells) => `<table><tr><td>${cells.join('<td>')}</table>`),
        fc
          .array(fc.tuple(tie('page'), fc.boolean()), { maxLength: 4 })
          .map((items) => `<ul>${items.map(([item, closed]) => `<li>${item}${closed ? '</li>' : ''}`).join('')}</ul>`),
      ),
    }));
    fc.assert(
      fc.property(page, fc.array(fc.boolean(), { maxLength: 12 }), (input, gone) => {
        const document = documentOf(input);
        const written = html.write(
          document,
          document.blocks.map((block) => (gone[block.index] ? null : undefined)),
          'en',
        );
        expect(faults(written)).toBeLessThanOrEqual(faults(input));
        const kept = document.blocks.filter((block) => !gone[block.index]).map((block) => block.text);
        const read = html.read(written).map((block) => block.text);
        expect(read.join('').replace(/\s/g, '')).toBe(kept.join('').replace(/\s/g, ''));
      }),
      { numRuns: 500 },
    );
  });
});

const optional = new Set(['li', 'tr', 'td']);

/** End tags without a start tag, and start tags without an end tag (list items, rows and cells may do without one). */
function faults(page: string): number {
  const open: string[] = [];
  let count = 0;
  for (const [, slash, name = ''] of page.matchAll(/<(\/?)([a-z]+)[^>]*>/g)) {
    if (name === 'img' || name === 'br') continue;
    if (!slash) open.push(name);
    else if (!open.includes(name)) count++;
    else for (let last = open.pop(); last !== name; last = open.pop()) if (!optional.has(last ?? '')) count++;
  }
  return count + open.filter((name) => !optional.has(name)).length;
}
