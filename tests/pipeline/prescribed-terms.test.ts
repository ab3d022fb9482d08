import { describe, expect, test } from 'vitest';
import type { Concept, TermConstraint } from '../../src/model/term.ts';
import { withPrescribedTerms } from '../../src/pipeline/prescribed-terms.ts';
import { buildTermFinder } from '../../src/terminology/finder.ts';

const concepts: Concept[] = [
  {
    id: 'idlib',
    origin: 'desk',
    terms: [
      { language: 'en', text: 'Idleb', status: 'preferred', kind: 'name' },
      { language: 'es', text: 'Idlib', status: 'preferred', kind: 'name' },
      { language: 'es', text: 'Edlib', status: 'deprecated', kind: 'name' },
    ],
  },
];
const findTerms = buildTermFinder(concepts);
const term: TermConstraint = {
  concept: 'idlib',
  start: 12,
  end: 17,
  source: 'Idleb',
  target: 'Idlib',
  accepted: ['Idlib'],
};
const answer = (text: string, lostTerms: string[] = []) => ({ text, codes: [], unknownWords: [], lostTerms });

describe('the terms of a machine translation', () => {
  test.each([
    ['La carretera a Edlib está cerrada.', 'La carretera a Idlib está cerrada.', 'correction'],
    ['La carretera a Idleb está cerrada.', 'La carretera a Idlib está cerrada.', 'correction'],
    ['La carretera a Idlib está cerrada.', 'La carretera a Idlib está cerrada.', 'free'],
    ['La carretera está cerrada.', 'La carretera está cerrada.', 'lost'],
  ])('are put right where the engine knows nothing of terms: %s', (text, expected, outcome) => {
    const how = { findTerms, ignoresTerms: true };
    const termed = withPrescribedTerms(answer(text), [term], 'es', how);
    expect(termed).toMatchObject({ text: expected, terms: [{ concept: 'idlib', outcome }] });
  });

  test('are left to an engine that knows them, but for those that it says it lost', () => {
    const how = { findTerms, ignoresTerms: false };
    const terms = [{ concept: 'idlib', outcome: 'native' as const }];
    expect(withPrescribedTerms({ ...answer('A Edlib.'), terms }, [term], 'es', how)).toMatchObject({
      text: 'A Edlib.',
      terms,
    });
    const lost = [{ concept: 'idlib', outcome: 'lost' as const }];
    expect(withPrescribedTerms({ ...answer('A Edlib.', ['idlib']), terms: lost }, [term], 'es', how)).toEqual({
      text: 'A Idlib.',
      codes: [],
      terms: [{ concept: 'idlib', outcome: 'correction' }],
    });
  });

  test('leave each word of the translation beside its word of the source, wherever it moved', () => {
    const source = 'The road to Idleb is closed.';
    const text = 'La carretera a Edleb está cerrada.';
    const placed = (word: string, of: string) => ({ start: of.indexOf(word), end: of.indexOf(word) + word.length });
    const aligned = (own: string, other: string) => ({ source: placed(own, source), target: placed(other, text) });
    const alignment = [aligned('road', 'carretera'), aligned('Idleb', 'Edleb'), aligned('closed', 'cerrada')];
    const long: TermConstraint = { ...term, target: 'la ciudad de Idlib', accepted: ['la ciudad de Idlib'] };
    const finder = buildTermFinder([
      {
        id: 'idlib',
        origin: 'desk',
        terms: [
          { language: 'es', text: 'la ciudad de Idlib', status: 'preferred', kind: 'name' },
          { language: 'es', text: 'Edleb', status: 'deprecated', kind: 'name' },
        ],
      },
    ]);
    const termed = withPrescribedTerms({ ...answer(text), alignment }, [long], 'es', {
      findTerms: finder,
      ignoresTerms: true,
    });
    expect(
      termed.alignment?.map((pair) => [
        source.slice(pair.source.start, pair.source.end),
        termed.text.slice(pair.target.start, pair.target.end),
      ]),
    ).toEqual([
      ['road', 'carretera'],
      ['Idleb', 'la ciudad de Idlib'],
      ['closed', 'cerrada'],
    ]);
  });
});
