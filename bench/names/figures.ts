import type { AliasLookup } from '../../src/terminology/names/aliases.ts';
import { isSure, type NameIndex } from '../../src/terminology/names/linker.ts';
import { SAME_NAME } from '../../src/terminology/names/similarity.ts';
import type { Pair } from './pairs.ts';
import { folded, type NameRow } from './rows.ts';

/** How well pairs are told apart. Rates are 0..1. */
export interface PairFigures {
  f1: number;
  precision: number;
  recall: number;
  recallAtPrecision98: number;
  confusablesAccepted: number;
  confusables: number;
}

/** How well spellings are linked to the names of an index. */
export interface LinkFigures {
  linkingTop1: number;
  suggestionPrecision: number;
  suggestionRecall: number;
  falseSuggestionRate: number;
  rightNamesFlagged: number;
  millisecondsPerSpelling: number;
}

/** @param scores of the pairs, in their order */
export function pairFigures(pairs: Pair[], scores: number[]): PairFigures {
  const all = pairs.map((pair, at) => ({ pair, score: scores[at] as number }));
  const positives = all.filter(({ pair }) => pair.same).length;
  const accepted = all.filter(({ score }) => score >= SAME_NAME);
  const right = accepted.filter(({ pair }) => pair.same).length;
  const precision = rate(right, accepted.length);
  const recall = rate(right, positives);
  return {
    f1: precision + recall === 0 ? 0 : round((2 * precision * recall) / (precision + recall)),
    precision: round(precision),
    recall: round(recall),
    recallAtPrecision98: round(recallAt(0.98, all, positives)),
    confusablesAccepted: accepted.filter(({ pair }) => pair.confusable).length,
    confusables: pairs.filter((pair) => pair.confusable).length,
  };
}

/** The highest recall of any threshold at which the precision is at least this. Pairs of one score are taken together. */
function recallAt(wanted: number, all: { pair: Pair; score: number }[], positives: number): number {
  const sorted = [...all].sort((a, b) => b.score - a.score);
  let right = 0;
  let best = 0;
  sorted.forEach(({ pair, score }, at) => {
    if (pair.same) right += 1;
    if (sorted[at + 1]?.score !== score && right / (at + 1) >= wanted) best = right / positives;
  });
  return best;
}

/**
 * Links each row's spelling to the names of an index. False suggestions are counted with the row's own forms left out of the index: a
 * spelling of a name that it does not know.
 *
 * @param asked rows whose spelling differs from the English form
 * @param right rows whose spelling is right already
 * @param sameEntity whether a name that a row does not list is another right form of what the row lists
 */
export function linkFigures(
  index: NameIndex,
  asked: NameRow[],
  right: NameRow[],
  aliases: AliasLookup | undefined,
  sameEntity: (name: string, form: string) => boolean = () => false,
): LinkFigures {
  let [top, suggested, correct, invented, flagged, milliseconds] = [0, 0, 0, 0, 0, 0];
  for (const row of asked) {
    const forms = new Set(row.accepted.map(folded));
    const isRight = (name: string) => forms.has(folded(name)) || row.accepted.some((form) => sameEntity(name, form));
    const alias = aliases?.find(row.spelling, row.language) ?? [];
    const start = performance.now();
    const ranked = index.rank(row.spelling, row.language, row.type);
    milliseconds += performance.now() - start;
    const known = index.has(row.spelling);
    const first = alias[0]?.house ?? ranked[0]?.name;
    if (first !== undefined && isRight(first)) top += 1;
    if (alias.length === 1 || (alias.length === 0 && !known && isSure(ranked))) {
      suggested += 1;
      if (first !== undefined && isRight(first)) correct += 1;
    }
    if (!known && isSure(ranked.filter(({ name }) => !isRight(name)))) invented += 1;
  }
  for (const row of right) {
    const alias = aliases?.find(row.spelling, row.language) ?? [];
    const other = alias.length === 1 && ![alias[0]?.house, ...(alias[0]?.accepted ?? [])].includes(row.spelling);
    if (other || (alias.length === 0 && index.suggest(row.spelling, row.language, row.type).sure)) flagged += 1;
  }
  return {
    linkingTop1: round(rate(top, asked.length)),
    suggestionPrecision: round(rate(correct, suggested)),
    suggestionRecall: round(rate(correct, asked.length)),
    falseSuggestionRate: round(rate(invented, asked.length)),
    rightNamesFlagged: round(rate(flagged, right.length)),
    millisecondsPerSpelling: round(rate(milliseconds, asked.length)),
  };
}

/** Share of the hand-written places whose spelling a table of aliases links to an accepted form. */
export function placesCovered(rows: NameRow[], aliases: AliasLookup): number {
  const places = rows.filter((row) => row.source === 'curated' && row.type === 'place');
  const covered = places.filter((row) => {
    const forms = new Set(row.accepted.map(folded));
    return aliases.find(row.spelling, row.language).some(({ house }) => forms.has(folded(house)));
  });
  return round(rate(covered.length, places.length));
}

const rate = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
const round = (value: number): number => Number(value.toFixed(4));
