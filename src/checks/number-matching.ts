import { baseLanguage } from '../model/language.ts';
import { isYearOfMonths, speaksOfMinus, speaksOfPercent } from './number-context.ts';
import type { NumberMark } from './number-mark.ts';
import { readNumbers } from './number-reading.ts';
import { Side, type Text } from './number-side.ts';
import { numberWords } from './number-words.ts';
import { isConverted } from './unit-conversion.ts';

/** What became of the numbers of a text in its translation. */
export interface NumberComparison {
  /** Figures that stand for each other, in the order of the source. */
  pairs: { source: NumberMark; target: NumberMark }[];
  missing: NumberMark[];
  extra: NumberMark[];
}

/**
 * Matches the numbers of two texts one to one: figures in their order first (least edits), then those that moved, then figures with number
 * words, months and Roman numerals. What is left over on either side is missing or extra. Number words and months are missed only where
 * the other text has one too many of the same kind.
 */
export function compareNumbers(source: Text, target: Text): NumberComparison {
  // Several checks ask about one pair, one after the other.
  if (!last || !isSame(last.source, source) || !isSame(last.target, target))
    last = { source: textOf(source), target: textOf(target), comparison: compare(source, target) };
  return last.comparison;
}

let last: { source: Text; target: Text; comparison: NumberComparison } | undefined;

function isSame(a: Text, b: Text): boolean {
  return a.language === b.language && a.text === b.text;
}

function textOf({ text, language }: Text): Text {
  return { text, language };
}

function compare(source: Text, target: Text): NumberComparison {
  const [left, right] = [readNumbers(source.text, source.language), readNumbers(target.text, target.language)];
  const more = left.hasMore && right.hasMore;
  if (left.figures.length === 0 && right.figures.length === 0 && !more) return { pairs: [], missing: [], extra: [] };
  const blind = !numberWords(baseLanguage(source.language)) || !numberWords(baseLanguage(target.language));
  const agree = (a: NumberMark, b: NumberMark): boolean =>
    shared(a.values, b.values) || (blind && shared(a.figures, b.figures));
  // Mostly each figure stands for the one in its place: then none is left, and months and words are judged only where both texts have them.
  if (!more && left.figures.length === right.figures.length) {
    const pairs = left.figures.map((a, index) => ({ source: a, target: right.figures[index] as NumberMark }));
    if (pairs.every((pair) => agree(pair.source, pair.target)))
      return withUnlike({ pairs, missing: [], extra: [] }, source, target);
  }
  return compareSides(source, target, blind, agree);
}

function compareSides(
  source: Text,
  target: Text,
  blind: boolean,
  agree: (a: NumberMark, b: NumberMark) => boolean,
): NumberComparison {
  const from = new Side(source);
  const to = new Side(target);
  const pairs: NumberComparison['pairs'] = [];
  const pair = (a: NumberMark, b: NumberMark): void => {
    from.use(a);
    to.use(b);
    pairs.push({ source: a, target: b });
  };
  for (const [a, b] of inOrder(from.figures, to.figures, agree)) pair(a, b);
  for (const a of from.free('figure')) {
    const b = to.first('figure', a, blind);
    if (b) pair(a, b);
  }
  for (const a of from.free('month')) {
    const b = to.first('month', a, false);
    if (b) pair(a, b);
  }
  answer(from, to, blind);
  answer(to, from, blind);
  const gone = from.free('figure').filter(({ required }) => required);
  const added = to.free('figure').filter(({ required }) => required);
  // `100 feet (30 m)` may become `30 metres`: where a bracket is gone, one of two measures will do.
  const restated = (of: Side, by: Side): ((mark: NumberMark) => boolean) => {
    const fewer = bracketsIn(of.text) > bracketsIn(by.text);
    return (mark) => !(fewer && of.isRestated(mark)) && !isYearOfMonths(mark, of.text, by.text);
  };
  const goneToo = gone.filter(restated(from, to));
  const addedToo = added.filter(restated(to, from));
  // A figure said twice may stand once, as long as nothing new stands in its place.
  const missing = addedToo.length > 0 ? goneToo : goneToo.filter((mark) => !to.says(mark, blind) && !to.maySpell(mark));
  const extra =
    goneToo.length > 0 ? addedToo : addedToo.filter((mark) => !from.says(mark, blind) && !from.maySpell(mark));
  converted(missing, extra, from, to);
  for (const [left, right] of [leftMonths(from, to), leftWords(from, to)]) {
    missing.push(...left);
    extra.push(...right);
  }
  return withUnlike({ pairs, missing, extra }, source, target);
}

/** A comparison with the pairs that are not alike after all, everything in the order of its text. */
function withUnlike({ pairs, missing, extra }: NumberComparison, source: Text, target: Text): NumberComparison {
  for (const [left, right] of unlike(pairs, source, target)) {
    missing.push(...left);
    extra.push(...right);
  }
  const place = (a: NumberMark, b: NumberMark): number => a.start - b.start;
  return {
    pairs: pairs.sort((a, b) => place(a.source, b.source)),
    missing: missing.sort(place),
    extra: extra.sort(place),
  };
}

/** More figures than these nobody converts in one text. */
const CONVERTED = 20;

/** Takes out what is one measure in two units: `5 miles` become `8 km`, or stand beside them. */
function converted(missing: NumberMark[], extra: NumberMark[], from: Side, to: Side): void {
  if (missing.length > CONVERTED || extra.length > CONVERTED) return;
  for (let index = missing.length - 1; index >= 0; index -= 1) {
    const lost = missing[index] as NumberMark;
    const found = extra.findIndex((mark) => isConverted(lost, from.text, mark, to.text));
    if (found < 0) continue;
    missing.splice(index, 1);
    extra.splice(found, 1);
  }
  for (let index = extra.length - 1; index >= 0; index -= 1)
    if (to.isConvertedBeside(extra[index] as NumberMark)) extra.splice(index, 1);
}

function bracketsIn(text: string): number {
  return text.split('(').length;
}

function shared(a: Set<string>, b: Set<string>): boolean {
  for (const value of a) if (b.has(value)) return true;
  return false;
}

/** Figures of one text that words of the other answer for. */
function answer(of: Side, by: Side, blind: boolean): void {
  for (const mark of of.free('figure')) {
    const word = by.first('spelled', mark, blind) ?? by.first('month', mark, blind);
    if (!word) continue;
    of.use(mark);
    by.use(word);
  }
}

/** The largest table of costs, in cells. */
const TABLE = 40_000;
const BLOCK = 200;

/** Texts with very many numbers: what agrees at the front is paired, then block by block; what moved further is found afterwards. */
function inBlocks(
  a: readonly NumberMark[],
  b: readonly NumberMark[],
  agree: (a: NumberMark, b: NumberMark) => boolean,
): [NumberMark, NumberMark][] {
  const pairs: [NumberMark, NumberMark][] = [];
  let [left, right] = [0, 0];
  while (left < a.length && right < b.length) {
    const [one, other] = [a[left] as NumberMark, b[right] as NumberMark];
    if (agree(one, other)) {
      pairs.push([one, other]);
      left += 1;
      right += 1;
      continue;
    }
    const [lefts, rights] = [a.slice(left, left + BLOCK), b.slice(right, right + BLOCK)];
    const found = inOrder(lefts, rights, agree);
    pairs.push(...found);
    // Found from the end.
    const [last] = found;
    left += last ? lefts.indexOf(last[0]) + 1 : BLOCK;
    right += last ? rights.indexOf(last[1]) + 1 : BLOCK;
  }
  return pairs;
}

/** Pairs of agreeing marks in the same order on both sides: the alignment of least edits (Wagner and Fischer 1974). */
function inOrder(
  a: readonly NumberMark[],
  b: readonly NumberMark[],
  agree: (a: NumberMark, b: NumberMark) => boolean,
): [NumberMark, NumberMark][] {
  // One number in place of another costs a little less than one left out and one put in.
  const replaced = 1.9;
  if (a.length * b.length > TABLE) return inBlocks(a, b, agree);
  const costs: number[][] = [b.map((_, index) => index).concat(b.length)];
  const same = a.map((left) => b.map((right) => agree(left, right)));
  const at = (row: number, column: number): number => costs[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= a.length; row += 1) {
    costs[row] = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const step = same[row - 1]?.[column - 1] ? 0 : replaced;
      (costs[row] as number[])[column] = Math.min(
        at(row - 1, column - 1) + step,
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
      );
    }
  }
  const pairs: [NumberMark, NumberMark][] = [];
  let [row, column] = [a.length, b.length];
  while (row > 0 && column > 0) {
    const [left, right] = [a[row - 1], b[column - 1]];
    const equal = same[row - 1]?.[column - 1];
    if (left && right && at(row, column) === at(row - 1, column - 1) + (equal ? 0 : replaced)) {
      if (equal) pairs.push([left, right]);
      row -= 1;
      column -= 1;
    } else if (at(row, column) === at(row - 1, column) + 1) row -= 1;
    else column -= 1;
  }
  return pairs;
}

/** Months that both texts name and that differ. */
function leftMonths(from: Side, to: Side): [NumberMark[], NumberMark[]] {
  const [left, right] = [from.free('month'), to.free('month')];
  return left.length > 0 && right.length > 0 ? [left, right] : [[], []];
}

/** Spelled-out cardinals that differ: one too many on either side. More of them tell nothing of which became which. */
function leftWords(from: Side, to: Side): [NumberMark[], NumberMark[]] {
  const cardinals = (side: Side): NumberMark[] => {
    const found: NumberMark[] = [];
    for (const mark of side.free('spelled'))
      if (mark.required && mark.start >= (found.at(-1)?.end ?? 0)) found.push(mark);
    return found;
  };
  const answered = (mark: NumberMark, by: Side): boolean => by.says(mark, false);
  const left = cardinals(from).filter((mark) => !answered(mark, to));
  const right = cardinals(to).filter((mark) => !answered(mark, from));
  return left.length === 1 && right.length === 1 ? [left, right] : [[], []];
}

/** Pairs of equal figures of which one is negative or a percentage and the other is not. */
function unlike(pairs: NumberComparison['pairs'], source: Text, target: Text): [NumberMark[], NumberMark[]][] {
  return pairs
    .filter(
      ({ source: a, target: b }) =>
        (a.percent !== b.percent &&
          knowsPercent(source, target) &&
          !speaksOfPercent(a.percent ? target.text : source.text)) ||
        (a.negative !== b.negative && !speaksOfMinus(a.negative ? target.text : source.text)),
    )
    .map(({ source: a, target: b }) => [[a], [b]]);
}

function knowsPercent(...texts: Text[]): boolean {
  return texts.every(({ language }) => numberWords(baseLanguage(language)));
}
