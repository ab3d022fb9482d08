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
});
