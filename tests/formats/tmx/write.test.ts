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
