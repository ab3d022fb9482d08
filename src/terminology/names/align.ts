import { baseLanguage, type LanguageTag } from '../../model/language.ts';
import { conventions, edits as editWeights } from './conventions.ts';
import { base, EDITS, edit, editOfOne, editOfPair, FIRST, INNER, isConsonant, LAST, PARTING_CODE } from './edits.ts';

/** Weight of every edit and, after them, of every convention: what an alignment adds up. */
export function shippedWeights(): Float64Array {
  return Float64Array.from([
    ...EDITS.map((name) => editWeights.get(name)?.weight ?? 0),
    ...conventions.map((convention) => convention.weight),
  ]);
}

/** A convention that holds at one place of a spelling. */
interface Step {
  /** Letters of the spelling that it takes. */
  length: number;
  /** Code units of the name that it stands for. */
  to: number[];
  /** Both spellings have to be at the start, at the end of a word there. */
  first: boolean;
  last: boolean;
  /** Its number among the edits and conventions. */
  id: number;
}

/** A spelling with the conventions that may hold at each of its letters, to be aligned with many names. */
export interface Reading {
  codes: Uint16Array;
  steps: Step[][];
  /** Those among them that take no letter of the spelling, each once. */
  adding: Step[];
}

/** How two spellings go into each other at best. */
export interface Alignment {
  /** Sum of the weights, without the bias. */
  total: number;
  /** Number of each edit and convention on the way, in the order of the letters. */
  path: number[];
}

const byLanguage = new Map<LanguageTag, Map<string, Step[]>>();

/** Conventions of a language by what they start with, prepared once. */
function stepsOf(language: LanguageTag): Map<string, Step[]> {
  const known = byLanguage.get(language);
  if (known) return known;
  const steps = new Map<string, Step[]>();
  conventions.forEach((convention, at) => {
    if (convention.language !== '*' && convention.language !== language) return;
    const step: Step = {
      length: convention.from.length,
      to: codesOf(convention.to),
      first: convention.place === '^' || convention.place === '=',
      last: convention.place === '$' || convention.place === '=',
      id: EDITS.length + at,
    };
    const same = steps.get(convention.from);
    if (same) same.push(step);
    else steps.set(convention.from, [step]);
  });
  byLanguage.set(language, steps);
  return steps;
}

/** Longest left side of a convention. */
const LONGEST_FROM = Math.max(0, ...conventions.map(({ from }) => from.length));

const codesOf = (letters: string): number[] =>
  Array.from({ length: letters.length }, (_, at) => letters.charCodeAt(at));

/**
 * Prepares the letters of a spelling (`lettersOf`) for aligning.
 *
 * @param language whose press spelled it so
 */
export function readSpelling(letters: string, language: LanguageTag): Reading {
  const steps = stepsOf(baseLanguage(language));
  const codes = Uint16Array.from(codesOf(letters));
  const at = Array.from({ length: codes.length + 1 }, (_, from) => {
    const starts = from === 0 || codes[from - 1] === PARTING_CODE;
    const found: Step[] = [];
    for (let length = 0; length <= LONGEST_FROM && from + length <= codes.length; length += 1) {
      const ends = from + length === codes.length || codes[from + length] === PARTING_CODE;
      for (const step of steps.get(letters.slice(from, from + length)) ?? []) {
        if ((!step.first || starts) && (!step.last || ends)) found.push(step);
      }
    }
    return found;
  });
  const adding = new Set(at.flatMap((found) => found.filter(({ length }) => length === 0)));
  return { codes, steps: at, adding: [...adding] };
}

const MOST = 82;
const best = new Float64Array(MOST * MOST);
const fromEdit = new Int16Array(MOST * MOST);
const fromCell = new Int16Array(MOST * MOST);

/**
 * Aligns a spelling with the letters of a name so that the weights of the edits and conventions on the way add up to the most: an edit
 * distance with many-letter edits (Wagner and Fischer 1974; Ristad and Yianilos 1998).
 */
export function align(reading: Reading, name: Uint16Array, weights: Float64Array): Alignment {
  const { codes, steps } = reading;
  const [n, m] = [codes.length, name.length];
  const width = m + 1;
  best.fill(Number.NEGATIVE_INFINITY, 0, (n + 1) * width);
  best[0] = 0;
  for (let i = 0; i <= n; i += 1) {
    const startsA = i === 0 || codes[i - 1] === PARTING_CODE;
    const endsA = i + 1 >= n || codes[i + 1] === PARTING_CODE;
    const here = steps[i] as Step[];
    for (let j = 0; j <= m; j += 1) {
      const cell = i * width + j;
      const sum = best[cell] as number;
      if (sum === Number.NEGATIVE_INFINITY) continue;
      const startsB = j === 0 || name[j - 1] === PARTING_CODE;
      const endsB = j + 1 >= m || name[j + 1] === PARTING_CODE;
      const placeA = startsA ? FIRST : endsA ? LAST : INNER;
      const placeB = startsB ? FIRST : endsB ? LAST : INNER;
      if (i < n && j < m) {
        const place = placeA === placeB ? placeA : INNER;
        const a = codes[i] as number;
        const b = name[j] as number;
        reach(cell, cell + width + 1, sum, editOfPair(a, b, place), weights);
        if (i + 1 < n && codes[i + 1] === a && base(a) === base(b) && isConsonant(a)) {
          reach(cell, cell + 2 * width + 1, sum, edit['single for double'], weights);
        }
        if (j + 1 < m && name[j + 1] === b && base(a) === base(b) && isConsonant(b)) {
          reach(cell, cell + width + 2, sum, edit['double for single'], weights);
        }
      }
      if (i < n) reach(cell, cell + width, sum, editOfOne(codes[i] as number, placeA, false), weights);
      if (j < m) reach(cell, cell + 1, sum, editOfOne(name[j] as number, placeB, true), weights);
      for (const step of here) {
        const to = step.to;
        const end = j + to.length;
        if (end > m || (step.first && !startsB)) continue;
        if (step.last && end !== m && name[end] !== PARTING_CODE) continue;
        let same = true;
        for (let at = 0; at < to.length && same; at += 1)
          same = to[at] === name[j + at] || to[at] === base(name[j + at] as number);
        if (same) reach(cell, cell + step.length * width + to.length, sum, step.id, weights);
      }
    }
  }
  return traced(n, m);
}

function reach(cell: number, next: number, sum: number, id: number, weights: Float64Array): void {
  const total = sum + (weights[id] as number);
  if (total > (best[next] as number)) {
    best[next] = total;
    fromEdit[next] = id;
    fromCell[next] = cell;
  }
}

function traced(n: number, m: number): Alignment {
  const end = n * (m + 1) + m;
  const path: number[] = [];
  for (let cell = end; cell > 0; cell = fromCell[cell] as number) path.push(fromEdit[cell] as number);
  return { total: best[end] as number, path: path.reverse() };
}
