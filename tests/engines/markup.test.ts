import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escaped, htmlDialect, marked, unmarked, xmlDialect } from '../../src/engines/markup.ts';
import { isWellNested, pair, segment, segments, standalone } from './segments.ts';

/** What is left of a text on its way: characters that XML does not have, and halves of characters, go. */
const writable = (text: string) => unmarked(escaped(text), segment('')).text;

describe('a segment with markup', () => {
  test('reads as what the service asks for', () => {
    const asked = segment('A <new> bridge & more', [...pair('7', 'b', 8, 14), standalone('9', 21)]);
    expect(marked(asked, xmlDialect).text).toBe('A &lt;new&gt; <g id="0">bridge</g> &amp; more<x id="2"/>');
    expect(marked(asked, htmlDialect).text).toBe('A &lt;new&gt; <b id="0">bridge</b> &amp; more<img id="2">');
  });

  test('has its terms as the dialect writes them, unless a code stands inside', () => {
    const dialect = {
      ...xmlDialect,
      term: (index: number, term: { target: string }) => `<t id="${index}">${term.target}</t>`,
    };
    const asked = segment('From Idleb to Damascus', pair('1', 'b', 5, 12), { Idleb: 'Idlib', Damascus: 'Damasco' });
    expect(marked(asked, dialect).text).toBe('From <g id="0"><t id="0">Idlib</t> t</g>o <t id="1">Damasco</t>');
    const split = segment('From Idleb', [standalone('1', 7)], { Idleb: 'Idlib' });
    expect(marked(split, dialect)).toMatchObject({ text: 'From Id<x id="0"/>leb', terms: [] });
  });

  test('comes back as it was from a service that changes nothing', () => {
    fc.assert(
      fc.property(segments, fc.constantFrom(xmlDialect, htmlDialect), (asked, dialect) => {
        const { text, codes, strayed } = unmarked(marked(asked, dialect).text, asked);
        expect(text).toBe(writable(asked.text));
        expect(strayed).toEqual([]);
        expect(codes.map(({ id }) => id)).toEqual(asked.codes.map(({ id }) => id));
      }),
    );
  });

  test('keeps every code once and well nested, whatever a service makes of it', () => {
    const pieces = fc.constantFrom(
      '<g id="0">',
      '</g>',
      '<x id="1"/>',
      '<g id="9">',
      '<b>',
      '</b>',
      '<i id="0">',
      'word ',
      '&lt;',
      '&#39;',
      '&unknown;',
      '<',
      '>',
      '<x id="0"/>',
      '<g id="2"/>',
    );
    fc.assert(
      fc.property(segments, fc.array(pieces, { maxLength: 20 }), (asked, answer) => {
        const { codes, text } = unmarked(answer.join(''), asked);
        expect(codes.map(({ id }) => id).sort()).toEqual(asked.codes.map(({ id }) => id).sort());
        expect(isWellNested(codes)).toBe(true);
        expect(text).not.toMatch(/<(?:g|x|b)\b[^<>]*>/);
      }),
    );
  });

  test('has the characters for which a service writes references', () => {
    const read = (text: string) => unmarked(text, segment('')).text;
    expect(read('l&#39;eau &quot;vive&quot; &#x2014; &nbsp;&amp;lt; &eacute;')).toBe(
      'l\'eau "vive" — \u00a0&lt; &eacute;',
    );
  });
});
