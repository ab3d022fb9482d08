import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTmx } from '../../../src/formats/tmx/read.ts';
import { type WritableVariant, writeTmx } from '../../../src/formats/tmx/write.ts';
import { asXmlHolds, codedText } from '../texts.ts';
import { haveSchemas, validateTmx } from '../validators.ts';

const createdAt = new Date('2026-02-01T09:30:00Z');

function memory(variants: WritableVariant[], props: Record<string, string> = {}): string {
  return writeTmx({ sourceLanguage: 'fr', toolVersion: '0.1.0', createdAt, units: [{ tuid: 'a.1', props, variants }] });
}

const anyVariants = fc.tuple(codedText, codedText).map(([left, right]) => [
  { language: 'fr', ...left },
  { language: 'ar', ...right },
]);

describe('a TMX file', () => {
  it('leaves out a variant that has no text', () => {
    const xml = memory([
      { language: 'fr', text: 'Bonjour.', codes: [] },
      { language: 'ar', text: null, codes: [] },
    ]);
    expect(xml).toContain('xml:lang="fr"');
    expect(xml).not.toContain('xml:lang="ar"');
  });

  it('says where a text comes from, and comes back as machine text', () => {
    const xml = memory([
      { language: 'fr', text: 'Bonjour.', codes: [] },
      {
        language: 'es',
        text: 'Hola.',
        codes: [],
        props: { 'x-state': 'initial', 'x-origin': 'mt', 'x-route': 'fr>es' },
      },
    ]);
    expect(xml).toContain('<prop type="x-route">fr&gt;es</prop>');
    expect(readTmx(xml).units[0]?.variants.map((variant) => variant.origin)).toEqual(['human', 'mt']);
  });

  it('reads back with the same texts, codes, author and date', () => {
    fc.assert(
      fc.property(anyVariants, (variants) => {
        const { units, refused } = readTmx(memory(variants.map((each) => ({ ...each, author: 'desk & co' }))));
        if (variants.some(({ text }) => asXmlHolds(text).trim() === '')) {
          expect(units).toEqual([]);
          return;
        }
        expect(refused).toEqual([]);
        expect(units[0]?.tuid).toBe('a.1');
        units[0]?.variants.forEach((variant, index) => {
          const written = variants[index];
          expect(variant.text).toBe(asXmlHolds(written?.text ?? ''));
          expect(variant.author).toBe('desk & co');
          expect(variant.createdAt).toEqual(createdAt);
          const characterStart = (at: number): number =>
            (written?.text.codePointAt(at - 1) ?? 0) > 0xffff ? at - 1 : at;
          const shape = (codes: { kind: string; at: number; data: string }[] = []) =>
            codes.map(({ kind, at, data }) => ({ kind, at: characterStart(at), data: asXmlHolds(data) }));
          expect(shape(variant.codes)).toEqual(shape(written?.codes));
        });
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same code the same numbers in every language, whatever order it stands in', () => {
    const bold = (id: number, at: number) => [
      { id: `${id}`, kind: 'open' as const, at, pair: `${id + 1}`, data: '<b>' },
      { id: `${id + 1}`, kind: 'close' as const, at: at + 1, pair: `${id}`, data: '</b>' },
    ];
    const link = (id: number, at: number) =>
      bold(id, at).map((code) => ({ ...code, data: code.data.replace('b>', 'a>') }));
    const lineBreak = (id: number, at: number) => ({ id: `${id}`, kind: 'standalone' as const, at, data: '<br>' });
    const { units } = readTmx(
      memory([
        { language: 'fr', text: 'abcd', codes: [...bold(1, 0), ...link(3, 2)] },
        { language: 'es', text: 'abcd', codes: [...link(1, 0), ...bold(3, 2), lineBreak(5, 4)] },
        { language: 'ar', text: 'abcd', codes: [lineBreak(1, 0), ...bold(2, 2)] },
      ]),
    );
    const ids = units[0]?.variants.map(({ codes }) => codes.map(({ id, data }) => `${data} ${id}`).sort());
    const [french = [], spanish = [], arabic = []] = ids ?? [];
    expect(french).toEqual(['</a> 4', '</b> 2', '<a> 3', '<b> 1']);
    expect(spanish.filter((code) => !code.startsWith('<br>'))).toEqual(french);
    expect(arabic.filter((code) => !code.startsWith('<br>'))).toEqual(['</b> 2', '<b> 1']);
    const breaks = [...spanish, ...arabic].filter((code) => code.startsWith('<br>'));
    expect(new Set(breaks).size).toBe(1);
    expect(french.some((code) => code.endsWith(breaks[0]?.slice(4) ?? ''))).toBe(false);
  });

  it('never gives two codes of a text one number, nor one number to codes with different markup', () => {
    const anyUnit = fc.array(codedText, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(anyUnit, fc.boolean(), (texts, joined) => {
        // Texts of several blocks in one bead bring ids that repeat.
        const variants = texts.map(({ text, codes }, index) => ({
          language: ['fr', 'es', 'ar'][index] ?? 'fr',
          text: `x${text}${joined ? text : ''}`,
          codes: joined ? [...codes, ...codes.map((code) => ({ ...code, at: code.at + text.length + 1 }))] : codes,
        }));
        const xml = memory(variants);
        const meaning = new Map<string, string>();
        for (const [seg] of xml.matchAll(/<seg>.*?<\/seg>/gs)) {
          const ends = [...seg.matchAll(/<(bpt|it|ph)(?: pos="\w+")?(?: i="([^"]*)")?(?: x="([^"]*)")?>([^<]*)</g)];
          const numbers = ends.flatMap(([, , i, x]) => (i === undefined ? [x] : [i, x]));
          expect(new Set(numbers).size).toBe(numbers.length);
          for (const [, name, , x = '', data] of ends) {
            const says = `${name} ${data}`;
            expect(meaning.get(x) ?? says).toBe(says);
            meaning.set(x, says);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('gives the two ends of a pair their own ids back', () => {
    const codes = [
      { id: '3', kind: 'open' as const, at: 0, pair: '8', data: '<b>' },
      { id: '8', kind: 'close' as const, at: 2, pair: '3', data: '</b>' },
      { id: '4', kind: 'standalone' as const, at: 3, data: '<br>' },
    ];
    const { units } = readTmx(
      memory([
        { language: 'fr', text: 'Oui', codes },
        { language: 'es', text: 'S\u00ed', codes: [] },
      ]),
    );
    expect(units[0]?.variants[0]?.codes).toEqual(codes);
  });

  describe.skipIf(!haveSchemas)('validated with tmx14.dtd (../shared/data/schemas must be there)', () => {
    it('is valid whatever stands in the article', () => {
      fc.assert(
        fc.property(anyVariants, (variants) => validateTmx(memory(variants, { 'x-state': 'initial' }))),
        { numRuns: 150 },
      );
    });

    it('would not pass with an element that TMX does not have', () => {
      const xml = memory([{ language: 'fr', text: 'Oui', codes: [] }]).replace('<seg>', '<seg><x/>');
      expect(() => validateTmx(xml)).toThrow();
    });
  });
});
