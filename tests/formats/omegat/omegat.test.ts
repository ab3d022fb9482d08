import fc from 'fast-check';
import { expect, test } from 'vitest';
import { omegat } from '../../../src/formats/omegat/omegat.ts';
import type { Concept } from '../../../src/model/term.ts';
import { readAll, writeAll } from '../glossaries.ts';

const pair = { from: 'fr', to: 'en' };

test('a line is a source, a target and a comment; a second target of a source is admitted', async () => {
  const text = '\uFEFF# our terms\ncessez-le-feu\tceasefire\tAP\r\ncessez-le-feu\tcease-fire\n\nalone\n';
  for (const pieces of [1, 9, 100]) {
    const { concepts, refusals } = await readAll(omegat, text, pieces, pair);
    expect(concepts).toEqual([
      {
        id: 'cessez-le-feu',
        origin: 'desk',
        terms: [
          { language: 'fr', text: 'cessez-le-feu', status: 'preferred', kind: 'term' },
          { language: 'en', text: 'ceasefire', status: 'preferred', kind: 'term', note: 'AP' },
          { language: 'en', text: 'cease-fire', status: 'admitted', kind: 'term' },
        ],
      },
    ]);
    expect(refusals).toEqual([{ line: 5, reason: 'glossary.reason.empty-term', value: 'alone' }]);
  }
});

test('pairs of words come back as they were written', async () => {
  const word = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 10 })
    .filter(
      (text) => text.trim() === text && text !== '' && !/[\p{Cc}\p{Cs}\uFEFF]/u.test(text) && !text.startsWith('#'),
    );
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.tuple(word, word), { selector: ([source]) => source, minLength: 1 }),
      async (pairs) => {
        const concepts = pairs.map(
          ([source, target]): Concept => ({
            id: source,
            origin: 'desk',
            terms: [
              { language: 'fr', text: source, status: 'preferred', kind: 'term' },
              { language: 'en', text: target, status: 'preferred', kind: 'term' },
            ],
          }),
        );
        const { text, dropped } = writeAll(omegat, concepts, pair);
        expect([...dropped]).toEqual([]);
        expect((await readAll(omegat, text, 3, pair)).concepts).toEqual(concepts);
      },
    ),
  );
});

test('what a translator must not be offered is not written, and counted', () => {
  const concept: Concept = {
    id: 'idlib',
    origin: 'desk',
    terms: [
      { language: 'fr', text: 'Idleb', status: 'preferred', kind: 'name' },
      { language: 'en', text: 'Idlib', status: 'preferred', kind: 'name' },
      { language: 'en', text: 'Idleb', status: 'deprecated', kind: 'name' },
      { language: 'es', text: 'Idlib', status: 'preferred', kind: 'name' },
    ],
  };
  const { text, dropped } = writeAll(omegat, [concept], pair);
  expect(text).toBe('Idleb\tIdlib\n');
  expect(dropped).toEqual(
    new Map([
      ['wordings', 2],
      ['details', 2],
    ]),
  );
});
