import { baseLanguage, type LanguageTag } from '../model/language.ts';
import { speaksOfMinus, speaksOfPercent } from './number-context.ts';
import type { NumberMark } from './number-mark.ts';
import { readNumbers } from './number-reading.ts';
import { numberWords } from './number-words.ts';

/** Up to here a number may be spelled out in a language whose number words we do not know. */
const SPELLED_OUT = 20;
/** Up to here a number may go without saying: `1` is an article or nothing, Arabic has a dual. */
const unsaid: Record<LanguageTag, number> = { ar: 2 };

interface Text {
  text: string;
  language: LanguageTag;
}

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
  const key = `${source.language}\n${target.language}\n${source.text}\n${target.text}`;
  // Several checks ask about one pair, one after the other.
  if (last?.key !== key) last = { key, comparison: compare(source, target) };
  return last.comparison;
}

let last: { key: string; comparison: NumberComparison } | undefined;

function compare(source: Text, target: Text): NumberComparison {
  const from = new Side(source);
  const to = new Side(target);
  const blind = !from.words || !to.words;
  const agree = (a: NumberMark, b: NumberMark): boolean =>
    shared(a.values, b.values) || (blind && shared(a.figures, b.figures));
  const pairs: NumberComparison['pairs'] = [];
  const pair = (a: NumberMark, b: NumberMark): void => {
    from.use(a);
    to.use(b);
    pairs.push({ source: a, target: b });
  };
  for (const [a, b] of inOrder(from.figures, to.figures, agree)) pair(a, b);
  for (const a of from.free('figure')) {
    const b = to.free('figure').find((other) => agree(a, other));
    if (b) pair(a, b);
  }
  for (const a of from.free('month')) {
    const b = to.free('month').find((other) => shared(a.values, other.values));
    if (b) pair(a, b);
  }
  answer(from, to, agree);
  answer(to, from, agree);
  const gone = from.free('figure').filter(({ required }) => required);
  const added = to.free('figure').filter(({ required }) => required);
  // `100 feet (30 m)` may become `30 metres`: where a bracket is gone, one of two measures will do.
  const restated = (of: Side, by: Side): ((mark: NumberMark) => boolean) => {
    const fewer = bracketsIn(of.text) > bracketsIn(by.text);
    return (mark) => !(fewer && of.isRestated(mark));
  };
  const goneToo = gone.filter(restated(from, to));
  const addedToo = added.filter(restated(to, from));
  // A figure said twice may stand once, as long as nothing new stands in its place.
  const missing =
    addedToo.length > 0
      ? goneToo
      : goneToo.filter((mark) => !to.marks.some((other) => agree(mark, other)) && !to.maySpell(mark));
  const extra =
    goneToo.length > 0
      ? addedToo
      : addedToo.filter((mark) => !from.marks.some((other) => agree(mark, other)) && !from.maySpell(mark));
  for (const [left, right] of [leftMonths(from, to), leftWords(from, to), ...unlike(pairs, source, target)]) {
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

/** The numbers of one text, and which of them are spoken for. */
class Side {
  readonly marks: NumberMark[];
  readonly figures: NumberMark[];
  readonly words: boolean;
  readonly text: string;
  private readonly limit: number;
  private readonly used: NumberMark[] = [];

  constructor({ text, language }: Text) {
    this.text = text;
    this.marks = readNumbers(text, language);
    this.figures = this.marks.filter(({ kind }) => kind === 'figure');
    this.words = numberWords(baseLanguage(language)) !== undefined;
    this.limit = this.words ? (unsaid[baseLanguage(language)] ?? 0) : SPELLED_OUT;
  }

  use(mark: NumberMark): void {
    this.used.push(mark);
  }

  /** Marks of a kind that overlap none in use, longest first where they overlap each other. */
  free(kind: NumberMark['kind']): NumberMark[] {
    return this.marks
      .filter((mark) => mark.kind === kind && !this.used.some(({ start, end }) => mark.start < end && start < mark.end))
      .sort((a, b) => a.start - b.start || b.end - a.end);
  }

  /** Whether a figure is one of two measures of one thing, `100 feet (30 m)`, of which the other is in use. */
  isRestated(mark: NumberMark): boolean {
    return this.figures.some((other) => {
      const [first, second] = other.start < mark.start ? [other, mark] : [mark, other];
      const inBracket =
        /^[^\d()]{0,40}\([^\d()]{0,15}$/u.test(this.text.slice(first.end, second.start)) &&
        /^[^\d()]{0,30}\)/u.test(this.text.slice(second.end));
      return other !== mark && inBracket && this.used.includes(other);
    });
  }

  /** Whether the text may have the number in words that we do not know, or in none. */
  maySpell({ figures }: NumberMark): boolean {
    return [...figures].some((value) => Number(value) <= this.limit);
  }
}

function bracketsIn(text: string): number {
  return text.split('(').length;
}

function shared(a: Set<string>, b: Set<string>): boolean {
  return [...a].some((value) => b.has(value));
}

/** Figures of one text that words of the other answer for. */
function answer(of: Side, by: Side, agree: (a: NumberMark, b: NumberMark) => boolean): void {
  for (const mark of of.free('figure')) {
    const word = [...by.free('spelled'), ...by.free('month')].find((other) => agree(mark, other));
    if (!word) continue;
    of.use(mark);
    by.use(word);
  }
}

/** Pairs of agreeing marks in the same order on both sides: the alignment of least edits (Wagner and Fischer 1974). */
function inOrder(
  a: NumberMark[],
  b: NumberMark[],
  agree: (a: NumberMark, b: NumberMark) => boolean,
): [NumberMark, NumberMark][] {
  // One number in place of another costs a little less than one left out and one put in.
  const replaced = 1.9;
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
      if (mark.required && !found.some(({ start, end }) => mark.start < end && start < mark.end)) found.push(mark);
    return found;
  };
  const answered = (mark: NumberMark, by: Side): boolean => by.marks.some((other) => shared(mark.values, other.values));
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
