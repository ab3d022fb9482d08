import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ReadUnit, readMemoryCsv } from '../../../src/formats/memory-csv/read.ts';
import { memoryCsv } from '../../../src/formats/memory-csv/write.ts';
import type { StoredUnit } from '../../../src/model/memory-unit.ts';

async function read(...pieces: string[]): Promise<ReadUnit[]> {
  const all: ReadUnit[] = [];
  const given = async function* () {
    yield* pieces;
  };
  for await (const one of readMemoryCsv(given())) all.push(one);
  return all;
}

const text = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .filter((value) => value.trim() !== '' && !/[\0\ufeff\r]/.test(value));

function stored(texts: [string, string], author: string | null): StoredUnit {
  const variants = ['en', 'es-MX'].map((language, index) => ({
    ...{ id: String(index), language, text: texts[index] as string, codes: [] },
    ...{ previous: null, next: null, role: null, properties: {} },
  }));
  const createdAt = new Date('2026-01-02T03:04:05.678Z');
  return {
    ...{ id: 'u', tuid: null, origin: 'human', status: null, quality: null, author, createdAt },
    ...{ changedBy: null, changedAt: null, usageCount: 0, usedAt: null, article: null, properties: {}, variants },
  };
}

describe('a memory as CSV', () => {
  test.each([',', '\t'])(
    'comes back as it was written, however it is cut into pieces (delimiter %j)',
    async (delimiter) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 }),
          fc.nat(40),
          async (units, cut) => {
            const writer = memoryCsv(delimiter, ['en', 'es-MX']);
            const whole = writer.start() + units.map((texts) => writer.unit(stored(texts, 'A, B'))).join('');
            const head = whole.indexOf('\n') + 1 + cut;
            const found = await read(whole.slice(0, head), whole.slice(head));
            expect(
              found.map((one) => ('unit' in one ? one.unit.variants.map((variant) => variant.text) : one)),
            ).toEqual(units);
            const [first] = found;
            if (!first || !('unit' in first)) throw new Error('no unit');
            expect(first.unit).toMatchObject({
              origin: 'human',
              author: 'A, B',
              createdAt: new Date('2026-01-02T03:04:05.678Z'),
            });
          },
        ),
      );
    },
  );

  test('is read whatever its delimiter, with its lines', async () => {
    const found = await read('\uFEFFEN;fr;origin\nyes;oui;mt\n\nno;;\n"a\nb";c;\n');
    expect(found).toMatchObject([
      {
        line: 2,
        unit: {
          origin: 'mt',
          variants: [
            { language: 'en', text: 'yes' },
            { language: 'fr', text: 'oui' },
          ],
        },
      },
      { refusal: { line: 4, reason: 'memory.unit-variants' } },
      { line: 6, unit: { origin: 'human' } },
    ]);
  });

  test.each([
    ['en,colour\na,b\n', { line: 1, reason: 'memory.reason.column', value: 'colour' }],
    ['en,author\na,b\n', { line: 1, reason: 'memory.reason.languages' }],
    ['en,fr\na,b\n"c,d\n', { line: 3, reason: 'glossary.reason.unclosed-quote' }],
  ])('is refused with the place: %j', async (file, parameters) => {
    await expect(read(file)).rejects.toMatchObject({ code: 'memory.rows', parameters });
  });
});
