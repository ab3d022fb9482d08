import { createHash } from 'node:crypto';
import { align, type Reading, readSpelling } from '../../src/terminology/names/align.ts';
import { type Convention, conventions, edits, type Kind } from '../../src/terminology/names/conventions.ts';
import { EDITS, edit } from '../../src/terminology/names/edits.ts';
import { lettersOf } from '../../src/terminology/names/letters.ts';
import { NameIndex } from '../../src/terminology/names/linker.ts';
import { prepareName } from '../../src/terminology/names/similarity.ts';
import { wholeName } from '../../src/terminology/names/whole.ts';
import { nearestWrong, positives, rightForms } from './pairs.ts';
import { type Confusable, folded, type NameRow } from './rows.ts';

/** A pair to learn from. */
export interface Example {
  reading: Reading;
  /** Letters of the names: forms of one entity, or one wrong name. */
  names: Uint16Array[];
  same: boolean;
  /** How much it counts. */
  weight: number;
  /** Which part of the data it is in, 0..PARTS-1: all that has one entity is in one. */
  part: number;
}

/** Parts for cross-validation. */
export const PARTS = 5;

/** The part of an entity, by a hash of its first English form. */
export const partOf = (row: NameRow): number => partOfName(folded(row.accepted[0] ?? ''));
const partOfName = (letters: string): number => (createHash('sha256').update(letters).digest()[0] ?? 0) % PARTS;

/** What a convention is worth before any data were looked at; the more letters agree by it, the more. */
const worth: Record<Kind, number> = { usual: 0.6, possible: -0.4, rare: -1.6 };

function priorOf({ kind, from, to }: Convention): number {
  const letters = Math.min(from.length, to.length);
  return worth[kind] + (kind === 'usual' ? 0.25 * Math.max(0, letters - 1) : 0.2 * letters);
}

/** Weights before learning: what weights are drawn back to, the more the less data speak for another. */
export const priors = (): Float64Array =>
  Float64Array.from([...EDITS.map((name) => edits.get(name)?.prior ?? 0), ...conventions.map(priorOf)]);

/** How strongly a weight is drawn back to its prior: edits are met more often, and are to stay plausible. */
const pull = Float64Array.from([...EDITS.map(() => 1), ...conventions.map(() => 0.3)]);

/** Wrong names taken for each spelling: nearest by Levenshtein, then the likest by the priors. */
const NEAREST = 8;
const LIKEST = 6;

/**
 * Examples of rows: each spelling that differs with its right forms; with wrong names that are near to it; and right names with names that
 * are near to them, as a name that nobody respelled must not be taken for another.
 */
export function examplesOf(rows: NameRow[], confusables: Confusable[]): Example[] {
  const asked = positives(rows);
  const nearest = nearestWrong(rows, asked, NEAREST);
  const right = rightForms(rows);
  const index = new NameIndex(
    rows.flatMap((row) => row.accepted.map((name) => ({ name, entity: row.id }))),
    priors(),
  );
  const likest = (row: NameRow, seen: Set<string>, count: number) =>
    index
      .rank(row.spelling, row.language)
      .filter(({ name }) => !seen.has(folded(name)) && seen.add(folded(name)))
      .slice(0, count)
      .map(({ name }) => name);
  const examples: Example[] = [];
  const add = (row: NameRow, names: string[], same: boolean, weight: number) =>
    examples.push(exampleOf(row.spelling, row.language, names, same, weight, partOf(row)));
  for (const row of asked) {
    add(row, row.accepted, true, 1);
    const wrong = nearest.get(row) ?? [];
    wrong.forEach((name, at) => {
      add(row, [name], false, at === 0 ? 1 : 0.3);
    });
    const seen = new Set([...right(row), ...wrong.map(folded)]);
    for (const name of likest(row, seen, LIKEST)) add(row, [name], false, 0.3);
  }
  for (const row of rows.filter((other) => other.class === 'same')) {
    for (const name of likest(row, right(row), 4)) add(row, [name], false, 0.15);
  }
  const language = rows[0]?.language ?? 'fr';
  for (const { spelling, name } of confusables) {
    examples.push(exampleOf(spelling, language, [name], false, 1, partOfName(spelling)));
  }
  return examples;
}

function exampleOf(spelling: string, language: string, names: string[], same: boolean, weight: number, part: number) {
  const reading = readSpelling(lettersOf(spelling), language);
  return { reading, names: names.map((name) => prepareName(name).codes), same, weight, part };
}

/** Rounds of aligning with the weights so far and fitting them to the alignments, and steps of one fit. */
const ROUNDS = 6;
const STEPS = 150;

/**
 * Learns the weights: logistic regression over the edits and conventions of each pair's best alignment, which is found anew with the
 * weights so far (a conditional model of edit distance, McCallum, Bellare and Pereira 2005, with the best path in place of all paths).
 */
export function learn(examples: Example[], from: Float64Array, drawn = pull): Float64Array {
  let weights = from;
  for (let round = 0; round < ROUNDS; round += 1) {
    const paths = examples.map((example) => bestPath(example, weights));
    weights = fitted(examples, paths, weights, from, drawn);
  }
  return weights;
}

function bestPath({ reading, names }: Example, weights: Float64Array): number[] {
  let best = Number.NEGATIVE_INFINITY;
  let path: number[] = [];
  for (const name of names) {
    const alignment = align(reading, name, weights);
    const ids = [
      edit.bias,
      ...alignment.path,
      ...wholeName(alignment.path, Math.max(reading.codes.length, name.length)),
    ];
    const sum = ids.reduce((total, id) => total + (weights[id] as number), 0);
    if (sum > best) [best, path] = [sum, ids];
  }
  return path;
}

/** Adam (Kingma and Ba 2015) over all examples at once. */
function fitted(examples: Example[], paths: number[][], start: Float64Array, prior: Float64Array, drawn: Float64Array) {
  const weights = Float64Array.from(start);
  const [slope, mean, square] = [start, start, start].map(({ length }) => new Float64Array(length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let step = 1; step <= STEPS; step += 1) {
    slope.fill(0);
    examples.forEach(({ same, weight }, at) => {
      const path = paths[at] as number[];
      let sum = 0;
      for (const id of path) sum += weights[id] as number;
      const error = (1 / (1 + Math.exp(-sum)) - Number(same)) * weight;
      for (const id of path) slope[id] = (slope[id] as number) + error;
    });
    const rate = 0.08 * (1 - step / STEPS) + 0.002;
    for (let id = 0; id < weights.length; id += 1) {
      const weight = weights[id] as number;
      const gradient = (slope[id] as number) + (drawn[id] as number) * (weight - (prior[id] as number));
      mean[id] = 0.9 * (mean[id] as number) + 0.1 * gradient;
      square[id] = 0.99 * (square[id] as number) + 0.01 * gradient * gradient;
      const scaled = Math.sqrt((square[id] as number) / (1 - 0.99 ** step)) + 1e-8;
      weights[id] = weight - (rate * (mean[id] as number)) / (1 - 0.9 ** step) / scaled;
    }
  }
  return weights;
}
