import type { Span } from './concordance.ts';
import { NUMBER, Scan } from './tokens.ts';

/** A source text and its translation. */
export interface TextPair {
  source: string;
  target: string;
}

/** A word of a text: what it is compared as, and where it stands. Numbers are compared by their figures here. */
interface Word extends Span {
  folded: string;
  number: boolean;
}

/** Log-likelihood from which words of two languages go together by more than chance: p < 0.001 at one degree of freedom. */
const SIGNIFICANT = 10.83;
/** In so many units two words have to meet: two rare words of one text are always together. */
const MEETINGS = 3;
/** A word that the phrase does not explain costs this much inside the span. */
const UNEXPLAINED = 0.12;
/** What the words of a span have to be worth together, so that it is shown. */
const ENOUGH = 0.3;
/** A second place in the text that is worth so much of the best one makes the best one doubtful. */
const RIVAL = 0.85;
/** Fewest letters of a word that, being the same on both sides, is taken for its own translation. */
const OWN_TRANSLATION = 4;

/**
 * Which words of two languages go together in a collection of translations: by how often they are in the same units, Dice's coefficient
 * for how closely and the log-likelihood ratio for whether it could be chance (Dunning, "Accurate methods for the statistics of surprise
 * and coincidence", 1993).
 *
 * The collection is what the caller has at hand: the units that a phrase was found in, units that hold one of its words, and a random
 * sample, without which words that are in every unit would seem to go together.
 */
export class Cooccurrence {
  readonly #units: number;
  readonly #source = new Map<string, number[]>();
  readonly #target = new Map<string, number[]>();
  readonly #links = new Map<string, number>();

  constructor(pairs: readonly TextPair[]) {
    const distinct = new Map(pairs.map((pair) => [`${pair.source}\n${pair.target}`, pair]));
    this.#units = distinct.size;
    for (const [unit, { source, target }] of [...distinct.values()].entries()) {
      for (const { folded } of wordsOf(source)) enter(this.#source, folded, unit);
      for (const { folded } of wordsOf(target)) enter(this.#target, folded, unit);
    }
  }

  /** How closely a source word and a target word go together, 0..1; 0 where it could be chance. */
  link(source: string, target: string): number {
    const key = `${source}\n${target}`;
    const known = this.#links.get(key);
    if (known !== undefined) return known;
    const [a, b] = [this.#source.get(source) ?? [], this.#target.get(target) ?? []];
    const both = overlap(a, b);
    const dice = (2 * both) / Math.max(1, a.length + b.length);
    const link = both >= MEETINGS && logLikelihood(both, a.length, b.length, this.#units) >= SIGNIFICANT ? dice : 0;
    this.#links.set(key, link);
    return link;
  }
}

/**
 * The probable translation of a phrase in the target of a unit: a stretch of the target whose words go together with words of the phrase,
 * more closely than with the other words of the source. Words that are the same on both sides (names, numbers) translate each other.
 *
 * @param phrase where the phrase stands in the source: one of phraseSpans
 * @returns half-open UTF-16 offsets in the target; undefined where it is not sure: too little is known, too few words of the phrase are
 * found again, or another place is nearly as good
 */
export function translatedSpan(pair: TextPair, phrase: Span, statistics: Cooccurrence): Span | undefined {
  const source = wordsOf(pair.source);
  const target = wordsOf(pair.target);
  const inside = source.filter(({ start, end }) => start >= phrase.start && end <= phrase.end);
  const outside = source.filter(({ start, end }) => start < phrase.start || end > phrase.end);
  if (inside.length === 0 || target.length === 0) return undefined;
  const worth = target.map((word) => {
    const within = strongest(inside, word, statistics);
    const without = strongest(outside, word, statistics);
    if (within === 0 && without === 0) return -UNEXPLAINED / 2;
    return within >= without && within > 0 ? within : -Math.max(UNEXPLAINED, without);
  });
  // A translation is seldom more than twice as long.
  const most = inside.length * 2 + 2;
  const best = heaviest(worth, 0, worth.length, most);
  if (best.worth < ENOUGH) return undefined;
  const rival = Math.max(heaviest(worth, 0, best.from, most).worth, heaviest(worth, best.to, worth.length, most).worth);
  if (rival > best.worth * RIVAL) return undefined;
  // Of the words of the phrase that are translated anywhere in the text, half should be translated inside.
  const chosen = target.slice(best.from, best.to);
  const explained = inside.filter((word) => strongestFrom(word, chosen, statistics) > 0).length;
  if (explained * 2 < inside.length) return undefined;
  return { start: (chosen[0] as Word).start, end: (chosen.at(-1) as Word).end };
}

const scan = new Scan();

function wordsOf(text: string): Word[] {
  scan.read(text);
  return Array.from({ length: scan.count }, (_, at) => {
    const [start, end] = [scan.from[at] as number, scan.to[at] as number];
    const number = scan.flags[at] === NUMBER;
    return { folded: number ? text.slice(start, end).replaceAll(/\D/gu, '') : scan.folded(at), number, start, end };
  });
}

function enter(map: Map<string, number[]>, word: string, unit: number): void {
  const units = map.get(word);
  if (!units) map.set(word, [unit]);
  else if (units.at(-1) !== unit) units.push(unit);
}

function strongest(sources: Word[], target: Word, statistics: Cooccurrence): number {
  return sources.reduce((most, source) => Math.max(most, between(source, target, statistics)), 0);
}

function strongestFrom(source: Word, targets: Word[], statistics: Cooccurrence): number {
  return targets.reduce((most, target) => Math.max(most, between(source, target, statistics)), 0);
}

function between(source: Word, target: Word, statistics: Cooccurrence): number {
  const same = source.folded === target.folded && (source.number || source.folded.length >= OWN_TRANSLATION);
  return same ? 1 : statistics.link(source.folded, target.folded);
}

/** The stretch of at most `most` words in [from, to) whose worth is greatest; of equal ones the first. */
function heaviest(
  worth: number[],
  from: number,
  to: number,
  most: number,
): { from: number; to: number; worth: number } {
  let best = { from, to: from, worth: 0 };
  for (let start = from; start < to; start += 1) {
    let sum = 0;
    for (let at = start; at < Math.min(to, start + most); at += 1) {
      sum += worth[at] as number;
      if (sum > best.worth) best = { from: start, to: at + 1, worth: sum };
    }
  }
  return best;
}

/** How many numbers two ascending lists share. */
function overlap(a: number[], b: number[]): number {
  let [shared, other] = [0, 0];
  for (const unit of a) {
    while (other < b.length && (b[other] as number) < unit) other += 1;
    if (b[other] === unit) shared += 1;
  }
  return shared;
}

/** Dunning's G2 for two words in `all` units, one in `a`, the other in `b`, both in `both`; negative where they avoid each other. */
function logLikelihood(both: number, a: number, b: number, all: number): number {
  if (a === 0 || b === 0) return 0;
  const cells = [both, a - both, b - both, all - a - b + both];
  const expected = [(a * b) / all, (a * (all - b)) / all, ((all - a) * b) / all, ((all - a) * (all - b)) / all];
  const sum = cells.reduce(
    (total, cell, at) => total + (cell > 0 ? cell * Math.log(cell / (expected[at] as number)) : 0),
    0,
  );
  return both > (a * b) / all ? 2 * sum : -2 * sum;
}
