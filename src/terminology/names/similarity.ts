import type { LanguageTag } from '../../model/language.ts';
import { align, type Reading, readSpelling, shippedWeights } from './align.ts';
import { ceilingOf, type Giving, givingOf } from './ceiling.ts';
import { areConfusable } from './confusables.ts';
import { edit } from './edits.ts';
import { baseLetters, isAcronym, lettersOf } from './letters.ts';
import { wholeName } from './whole.ts';

/** From this score on two spellings are held to name the same. Set on development data; the same for every file. */
export const SAME_NAME = 0.4;

/** Score of spellings that differ in case, marks, hyphens or apostrophes only. */
const SAME_LETTERS = 0.995;

const shipped = shippedWeights();

/** A score below this is so far from a link that nobody has to know whether the names are confused. */
const FAR_APART = 0.05;

/** A spelling, or a name, made ready for being compared many times. */
export interface PreparedSpelling {
  text: string;
  /** Letters without marks, words parted by `_`. */
  words: string;
  /** The same, words joined. */
  base: string;
  acronym: boolean;
  reading: Reading;
}

export interface PreparedName {
  text: string;
  words: string;
  base: string;
  acronym: boolean;
  codes: Uint16Array;
  /** What its letters can give, from when somebody asks; `null` where nothing is known beforehand. */
  giving?: Giving | null;
}

/** @param language whose press spelled it so: fr, es, de, tr have conventions of their own; others only the shared ones */
export function prepareSpelling(spelling: string, language: LanguageTag): PreparedSpelling {
  const letters = lettersOf(spelling);
  return {
    text: spelling.normalize('NFC').trim(),
    words: baseLetters(letters),
    base: baseLetters(letters).replaceAll('_', ''),
    acronym: isAcronym(spelling),
    reading: readSpelling(letters, language),
  };
}

export function prepareName(name: string): PreparedName {
  const letters = lettersOf(name);
  return {
    text: name.normalize('NFC').trim(),
    words: baseLetters(letters),
    base: baseLetters(letters).replaceAll('_', ''),
    acronym: isAcronym(name),
    codes: Uint16Array.from(Array.from({ length: letters.length }, (_, at) => letters.charCodeAt(at))),
  };
}

/**
 * How probable it is that a spelling of another language's press and an English name are the same name, 0..1.
 *
 * 1 for identical text only. Directed: French `Choumen` may be `Shumen`, and never the reverse. 0 for acronyms that differ in a letter,
 * for names known to be confused, and where one of the two has no letters.
 */
export function nameSimilarity(spelling: string, name: string, language: LanguageTag): number {
  return similarityOf(prepareSpelling(spelling, language), prepareName(name));
}

/**
 * `nameSimilarity` of what was prepared.
 *
 * @param weights of edits and conventions; others than the shipped ones while weights are being learned
 */
export function similarityOf(spelling: PreparedSpelling, name: PreparedName, weights = shipped): number {
  if (spelling.text === name.text) return 1;
  if (spelling.base === '' || name.base === '') return 0;
  if (spelling.base === name.base) return SAME_LETTERS;
  if (name.acronym || (spelling.acronym && spelling.base.length <= SHORT_ACRONYM)) return 0;
  const score = Math.min(SAME_LETTERS, 1 / (1 + Math.exp(-evidence(spelling, name, weights))));
  return score > FAR_APART && areConfusable(spelling.words, name.words) ? 0 : score;
}

/**
 * Whether `similarityOf`, by the shipped weights, can be as much as this: for a tenth of its cost. Where it says no, it is less.
 *
 * @param least above 0
 */
export function mayReach(spelling: PreparedSpelling, name: PreparedName, least: number): boolean {
  if (spelling.text === name.text || spelling.base === name.base) return true;
  if (spelling.base === '' || name.base === '') return false;
  name.giving ??= givingOf(name.codes) ?? null;
  if (name.giving === null) return true;
  return ceilingOf(spelling.reading, name.codes, name.giving) > Math.log(least / (1 - least)) - ROUNDING;
}

/** What adding the same numbers in another order may change. */
const ROUNDING = 1e-6;

/** A word in capitals that is longer may be a name in a headline. */
const SHORT_ACRONYM = 4;

/** Log odds that the two are one name. */
function evidence(spelling: PreparedSpelling, name: PreparedName, weights: Float64Array): number {
  const { codes } = spelling.reading;
  const { total, path } = align(spelling.reading, name.codes, weights);
  const whole = wholeName(path, Math.max(codes.length, name.codes.length));
  return whole.reduce((sum, id) => sum + (weights[id] as number), total + (weights[edit.bias] as number));
}
