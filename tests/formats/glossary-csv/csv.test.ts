import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csv, tsv } from '../../../src/formats/glossary-csv/csv.ts';
import { readGlossaryCsv } from '../../../src/formats/glossary-csv/read.ts';
import { writeGlossaryCsv } from '../../../src/formats/glossary-csv/write.ts';
import { glossaries, readAll, writeAll } from '../glossaries.ts';

describe('a glossary as a table, read piece by piece', () => {
  it.each([csv, tsv])('comes back as it was written, with every detail: $name', async (format) => {
    await fc.assert(
      fc.asyncProperty(glossaries(true), fc.integer({ min: 1, max: 50 }), async (concepts, pieces) => {
        const { text, dropped } = writeAll(format, concepts);
        expect(dropped.size).toBe(0);
        const { concepts: read, refusals } = await readAll(format, text, pieces);
        expect(refusals).toEqual([]);
        expect(read).toEqual(concepts);
      }),
    );
  });

  it('is the same read whole', () => {
    fc.assert(
      fc.property(glossaries(true), (concepts) => {
        expect(readGlossaryCsv(writeGlossaryCsv(concepts), 'desk')).toEqual(concepts);
      }),
    );
  });

  it('refuses a row with its line, and reads the others', async () => {
    const text =
      '\uFEFFconcept;language;term;status;valid-from\r\na;en;"say ""so"" twice";;\r\nb;en;;;\r\nc;xx;C;;\r\nd;en;D;good;\r\n' +
      'e;en;"two\r\nlines";;2022-02-30\r\nf;en;F;admitted;2022-02-28\r\n';
    for (const pieces of [1, 7, 500]) {
      const { rows, refusals } = await readAll(csv, text, pieces);
      expect(rows.map((row) => [row.line, row.term.text])).toEqual([
        [2, 'say "so" twice'],
        [8, 'F'],
      ]);
      expect(refusals.map(({ line, reason }) => [line, reason])).toEqual([
        [3, 'glossary.reason.empty-term'],
        [4, 'glossary.reason.unknown-language'],
        [5, 'glossary.reason.unknown-status'],
        [7, 'glossary.reason.date'],
      ]);
    }
  });

  it('stops where a quotation mark is never closed, and says where it was opened', async () => {
    await expect(readAll(csv, 'concept,language,term\na,en,A\nb,en,"B\nc,en,C\n', 3)).rejects.toMatchObject({
      code: 'glossary.malformed',
      parameters: { line: 3, reason: 'glossary.reason.unclosed-quote' },
    });
  });

  it('may be empty', async () => {
    expect((await readAll(csv, '')).rows).toEqual([]);
  });
});
