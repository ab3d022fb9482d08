import { describe, expect, it } from 'vitest';
import { type Remark, toPairInput, toTextInput } from '../../src/checks/check.ts';
import { alignmentChecks, articleChecks, checks, pairChecks, textChecks } from '../../src/checks/registry.ts';

interface Case {
  id: string;
  input: unknown;
  said: Remark[];
  expected: Remark[];
}

const cases: Case[] = [
  ...textChecks.flatMap(({ id, run, examples: { valid, invalid } }) =>
    [...valid.map((input) => ({ input, remarks: [] })), ...invalid].map(({ input, remarks }) => ({
      id,
      input,
      said: run(toTextInput(input)),
      expected: remarks,
    })),
  ),
  ...pairChecks.flatMap(({ id, run, examples: { valid, invalid } }) =>
    [...valid.map((input) => ({ input, remarks: [] })), ...invalid].map(({ input, remarks }) => ({
      id,
      input,
      said: run(toPairInput(input)),
      expected: remarks,
    })),
  ),
  ...alignmentChecks.flatMap(({ id, run, examples: { valid, invalid } }) =>
    [...valid.map((input) => ({ input, remarks: [] })), ...invalid].map(({ input, remarks }) => ({
      id,
      input,
      said: run(input),
      expected: remarks,
    })),
  ),
  ...articleChecks.flatMap(({ id, run, examples: { valid, invalid } }) =>
    [...valid.map((input) => ({ input, remarks: [] })), ...invalid].map(({ input, remarks }) => ({
      id,
      input,
      said: run({ pairs: input.map(toPairInput) }),
      expected: remarks,
    })),
  ),
];

describe('every check says of its examples exactly what it promises', () => {
  it.each(cases)('$id: $input', ({ said, expected }) => {
    expect(said).toEqual(expected);
  });
});

describe('the list of checks', () => {
  it('names each check once, and each has examples of both sorts', () => {
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
    for (const { examples } of checks) {
      expect(examples.valid.length).toBeGreaterThan(0);
      expect(examples.invalid.length).toBeGreaterThan(0);
    }
  });
});
