import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTmx } from '../../../src/formats/tmx/read.ts';
import { InterlinearError } from '../../../src/model/errors.ts';

const samples = new URL('../../../../shared/data/schemas/tmx-1.4b/samples/', import.meta.url);

function tmx(body: string, before = ''): string {
  return `<?xml version="1.0"?>\n${before}<tmx version="1.4">\n<header/>\n<body>\n${body}\n</body>\n</tmx>`;
}

function failure(xml: string): InterlinearError {
  try {
    readTmx(xml);
  } catch (error) {
    if (error instanceof InterlinearError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('a memory that somebody hands in', () => {
  it('may spell its languages as people do', () => {
    const { units } = readTmx(
      tmx(
        '<tu><tuv xml:lang="EN-US"><seg>Yes</seg></tuv><tuv lang="fr_fr"><seg>Oui</seg></tuv><tuv xml:lang="spa"><seg>S\u00ed</seg></tuv></tu>',
      ),
    );
    expect(units[0]?.variants.map((variant) => variant.language)).toEqual(['en-US', 'fr-FR', 'es']);
  });

  it('may have codes of every kind; highlighted text stays text', () => {
    const { units } = readTmx(
      tmx(
        '<tu><tuv xml:lang="en"><seg><bpt i="1" x="1">&lt;b></bpt>A<ept i="1">&lt;/b></ept><hi>bc</hi><ph x="2">{n<sub>alt</sub>}</ph><it pos="end">&lt;/i></it>d</seg></tuv>' +
          '<tuv xml:lang="fr"><seg><ph x="2">{n}</ph>Z<bpt i="5" x="1">&lt;b></bpt>Y<ept i="5">&lt;/b></ept></seg></tuv></tu>',
      ),
    );
    const [english, french] = units[0]?.variants ?? [];
    expect(english?.text).toBe('Abcd');
    expect(english?.codes.map(({ kind, at, data }) => [kind, at, data])).toEqual([
      ['open', 0, '<b>'],
      ['close', 1, '</b>'],
      ['standalone', 3, '{nalt}'],
      ['close', 3, '</i>'],
    ]);
    expect(english?.codes[0]?.pair).toBe(english?.codes[1]?.id);
    // x says which code of one language is which of the other.
    expect(french?.codes[0]?.id).toBe(english?.codes[2]?.id);
    expect(french?.codes[1]?.id).toBe(english?.codes[0]?.id);
    expect(new Set(english?.codes.map(({ id }) => id)).size).toBe(4);
  });

  it('may have elements that TMX does not know', () => {
    const { units } = readTmx(
      tmx(
        '<extra><seg>no</seg></extra><tu tuid="7"><foo>x</foo><tuv xml:lang="en"><seg>A <g>b</g></seg></tuv><tuv xml:lang="fr"><seg>C</seg></tuv></tu>',
      ),
    );
    expect(units[0]).toMatchObject({ tuid: '7', variants: [{ text: 'A b' }, { text: 'C' }] });
  });

  it('says by x-origin that no person stands behind a text', () => {
    const unit = (props: string): string =>
      tmx(
        `<tu>${props}<tuv xml:lang="en"><seg>A</seg></tuv><tuv xml:lang="fr"><prop type="x-origin">MT</prop><seg>B</seg></tuv></tu>`,
      );
    expect(readTmx(unit('')).units[0]?.variants.map(({ origin }) => origin)).toEqual(['human', 'mt']);
    expect(readTmx(unit('<prop type="x-state">reviewed</prop>')).units[0]?.variants[1]?.origin).toBe('human');
  });

  it('has its incomplete units refused with their lines, and the others used', () => {
    const { units, refused } = readTmx(
      tmx(
        '<tu><tuv xml:lang="en"><seg>A</seg></tuv><tuv xml:lang="fr"><seg> </seg></tuv></tu>\n' +
          '<tu><tuv xml:lang="en"><seg>A</seg></tuv><tuv xml:lang="qqq-nope-nope"><seg>B</seg></tuv></tu>\n' +
          '<tu><tuv xml:lang="en"><seg>A</seg></tuv><tuv xml:lang="fr"><seg>B</seg></tuv></tu>',
      ),
    );
    expect(refused).toEqual([
      { line: 5, reason: 'memory.unit-variants' },
      { line: 6, reason: 'memory.unit-language' },
    ]);
    expect(units.map(({ line }) => line)).toEqual([7]);
  });

  it('is refused with the line when it is not well-formed', () => {
    const error = failure(tmx('<tu>\n<tuv xml:lang="en"><seg>A</tuv></tu>'));
    expect(error.code).toBe('memory.malformed');
    expect(error.parameters.line).toBe(6);
    expect(failure('').code).toBe('memory.malformed');
  });

  it('is refused when it is another kind of file', () => {
    expect(failure('<html></html>')).toMatchObject({ code: 'memory.not-tmx', parameters: { root: 'html' } });
  });

  it('is refused when its document type declares entities', () => {
    expect(failure(tmx('', '<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n')).code).toBe('memory.entities');
    expect(readTmx(tmx('', '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n')).units).toEqual([]);
  });

  it('never fails but with a sentence for its reader', () => {
    const scraps = fc.constantFrom(
      '<tu>',
      '</tu>',
      '<tuv xml:lang="en">',
      '</tuv>',
      '<seg>',
      '</seg>',
      '<ph>',
      '</ph>',
      'a',
      '&',
      '<ept i="1"/>',
      '<tmx>',
      '</tmx>',
      '<![CDATA[b]]>',
    );
    fc.assert(
      fc.property(fc.array(scraps, { maxLength: 20 }), (parts) => {
        try {
          readTmx(parts.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(InterlinearError);
        }
      }),
    );
  });

  describe.skipIf(!existsSync(samples))('from the TMX compliance kit (../shared/data/schemas must be there)', () => {
    const names = existsSync(samples) ? readdirSync(samples).filter((name) => name.endsWith('.tmx')) : [];
    it.each(names)('%s is read', (name) => {
      const bytes = readFileSync(new URL(name, samples));
      const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : 'utf-8';
      const { units, refused } = readTmx(new TextDecoder(encoding).decode(bytes));
      expect(units.length + refused.length).toBeGreaterThan(0);
    });
  });
});
