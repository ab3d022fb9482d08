import { KeptByKind } from '../model/kept.ts';
import { baseLanguage, type LanguageTag } from '../model/language.ts';
import {
  addYearOfRange,
  currencyBefore,
  halfAfter,
  halfAfterScale,
  isFigureOfSpeech,
  isHour,
  isNegative,
  justBefore,
  percentAfter,
} from './number-context.ts';
import { canonical, hourValues, type NumberMark, product } from './number-mark.ts';
import { nativeValues } from './number-notation.ts';
import { type NumberWords, numberWords } from './number-words.ts';
import { readWords } from './spelled-numbers.ts';

const space = '[\\u0020\\u00A0\\u2009\\u202F]';
const half = `${space}?(?:a|p)\\.?${space}?m\\b`;
/** Hours and minutes, with `h` or `:`, or with any mark before the half of the day; then figures, grouped by space, by one mark, or not. */
const written = new RegExp(
  `(?<hour>\\d{1,2})(?:${space}?(?<exact>[hH])(?![\\p{L}])${space}?(?<minuteH>[0-5]\\d)?|:(?<minute>[0-5]\\d)(?!\\d)|(?:[.:](?<minuteDot>[0-5]\\d))?(?=${half}))(?<half>${half})?` +
    `|(?<figure>\\d{1,3}(?:${space}\\d{3})+(?!\\d)(?:[.,]\\d+)?|\\d+(?:[.,'’]\\d+)*)`,
  'giu',
);

/** The numbers of a text. */
export interface Numbers {
  /** Figures first, in text order, then what is written out, months, Roman numerals. */
  marks: readonly NumberMark[];
  figures: readonly NumberMark[];
  /** Whether there is a month, or a number that is written out and has to stand in the other text. */
  hasMore: boolean;
}

/** Reads every number of a text: figures (with the separators of any locale), times, number words, months, Roman numerals. */
export function readNumbers(original: string, language: LanguageTag): Numbers {
  return kept.get(language, original, () => read(original, language));
}

/** A source is read beside each of its translations. */
const kept = new KeptByKind<Numbers>(500);

function read(original: string, language: LanguageTag): Numbers {
  const text = withAsciiDigits(blankAddresses(original));
  const words = numberWords(baseLanguage(language));
  const figures = figuresIn(text, language, words);
  const more = readWords(text, words, baseLanguage(language));
  const marks = more.length > 0 ? [...figures, ...more] : figures;
  for (const mark of marks) {
    mark.text = original.slice(mark.start, mark.end);
    mark.whole.text = original.slice(mark.whole.start, mark.whole.end);
  }
  return {
    marks,
    figures,
    hasMore: more.some(({ kind, required }) => kind === 'month' || (kind === 'spelled' && required)),
  };
}

function figuresIn(text: string, language: LanguageTag, words: NumberWords | undefined): NumberMark[] {
  const marks: NumberMark[] = [];
  for (let at = 0; at < text.length; ) {
    // Whatever the pattern finds begins with a digit, and any digit begins something: no other place need be tried.
    if (!isDigit(text.charCodeAt(at))) {
      at += 1;
      continue;
    }
    const mark = readFigure(text, writtenAt(text, at), language, words);
    marks.push(mark);
    at = mark.end;
  }
  return marks;
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

/** Figures as they are written: a time in its parts, or a figure. */
interface Written {
  start: number;
  end: number;
  figure?: string | undefined;
  parts?: Record<string, string | undefined> | undefined;
}

/** What the digit at a place begins. */
function writtenAt(text: string, start: number): Written {
  let end = start + 1;
  while (isDigit(text.charCodeAt(end))) end += 1;
  if (standsAlone(text, end)) return { start, end, figure: text.slice(start, end) };
  written.lastIndex = start;
  const match = written.exec(text) as RegExpExecArray;
  return { start, end: start + match[0].length, figure: match.groups?.figure, parts: match.groups };
}

/** Whether digits that end at a place are all of a figure: nothing behind them is what the pattern would go on with. */
function standsAlone(text: string, end: number): boolean {
  const unit = text.charCodeAt(end);
  // Decimals, groups, minutes.
  if (unit === 0x2e || unit === 0x2c || unit === 0x27 || unit === 0x2019 || unit === 0x3a) return false;
  const blank = unit === 0x20 || unit === 0xa0 || unit === 0x2009 || unit === 0x202f;
  const at = blank ? end + 1 : end;
  const next = text.charCodeAt(at) | 32;
  // A group behind a blank; an hour's h.
  if ((blank && isDigit(text.charCodeAt(at))) || next === 0x68) return false;
  if (next !== 0x61 && next !== 0x70) return true;
  // The a or p of the half of the day has an m behind it, perhaps after a full stop and a blank.
  return /^[\p{L}\p{M}\p{N}]/u.test(text.slice(at + 1)) && (text.charCodeAt(at + 1) | 32) !== 0x6d;
}

/** `km`, `mm`, `CO` end with one of these. */
const beforePower = /[mO]/u;

function readFigure(
  text: string,
  { start, end, figure, parts = {} }: Written,
  language: LanguageTag,
  words: NumberWords | undefined,
): NumberMark {
  // The 2 of km2 and CO2 is part of a symbol, which the other language may write out.
  const required =
    !(beforePower.test(text.charAt(start - 1)) && /(?:\b[kcm]?m|CO)$/u.test(justBefore(text, start))) &&
    !isFigureOfSpeech(text, start, end);
  const spoken = halfAfter(text, end);
  const mark = { start, end, text: '', kind: 'figure' as const, required, percent: false, negative: false };
  if (figure === undefined || (spoken && /^\d{1,2}(?:[.:][0-5]\d)?$/u.test(figure))) {
    const { hour, exact, minuteH, minute, minuteDot, half: meridiem } = parts;
    const [bareHour, bareMinute] = (figure ?? '').split(/[.:]/u);
    const at = Number(hour ?? bareHour);
    const minutes = minuteH ?? minute ?? minuteDot ?? bareMinute ?? '00';
    const values = new Set(
      hourValues(at, minutes, halfOf(meridiem) ?? spoken?.half(at) ?? (exact ? 'exact' : undefined)),
    );
    // Without the half of the day it may be a duration, or a score.
    if (!meridiem && !spoken) values.add(canonical(`${at}.${minutes}`));
    const whole = { start, end: end + (spoken?.length ?? 0), text: '' };
    return { ...mark, values, native: values, figures: values, whole };
  }
  const figures = figureValues(figure);
  const own = new Set(nativeValues(figure, language) ?? figures);
  const { scale, length, plain } = scaleAfter(text, start, end, words);
  const percentLength = percentAfter(text, end + length);
  const negative = isNegative(text, start);
  const withScale = (set: Set<string>): Set<string> =>
    new Set([...(plain ? set : []), ...(scale === 1 ? [] : [...set].flatMap((value) => product(value, scale) ?? []))]);
  const scaled = (set: Set<string>): Set<string> => (scale === 1 && plain ? new Set(set) : withScale(set));
  const andHalf = halfAfterScale(text, end);
  const values = scaled(withHalf(asMeant(figure, figures), andHalf));
  if (scale === 1) {
    for (const value of sharedScale(text, end, words, figures)) values.add(value);
    if (opensPlural.test(text.charAt(end)) && /^['’]?s\b/u.test(text.slice(end, end + 3)))
      values.add(String(Number(figure.slice(-2))));
    addYearOfRange(values, figure, text, start);
    for (const time of timesOf(figure, text, start, end)) values.add(time);
  }
  const whole = { start: start - (negative ? 1 : 0), end: end + length + percentLength, text: '' };
  const native = scaled(withHalf(own, andHalf));
  return { ...mark, values, native, figures, whole, percent: percentLength > 0, negative };
}

function halfOf(written: string | undefined): 'am' | 'pm' | undefined {
  return written ? (/p/iu.test(written) ? 'pm' : 'am') : undefined;
}

/** Every reading of figures: a mark followed by three digits may group thousands or start a fraction. */
function figureValues(figure: string): Set<string> {
  const values = new Set<string>();
  if (digits.test(figure)) return values.add(canonical(figure));
  const even = figure.replaceAll(/[\s\u00A0\u2009\u202F'’]/gu, '');
  const [integer = '', ...rest] = even.split(/[.,]/u);
  const grouped = rest.length > 0 && integer.length <= 3 && rest.every((group) => group.length === 3);
  if (rest.length === 0) values.add(canonical(even));
  if (grouped) values.add(canonical(integer + rest.join('')));
  if (rest.length === 1) values.add(canonical(`${integer}.${rest[0]}`));
  if (rest.length > 1) {
    values.add(canonical(`${integer}${rest.slice(0, -1).join('')}.${rest.at(-1)}`));
    // Not a number but a version or a date with full stops: compared as it is written.
    if (!grouped && rest[0]?.length !== 3) values.add(even.replaceAll(',', '.'));
  }
  return values;
}

const digits = /^\d+$/u;

const AHEAD = 40;
const range =
  /^[\s\u00A0\u202F]?(?:-|–|to|or|and|à|et|ou|a|y|o|i|bis|und|oder)[\s\u00A0\u202F]?\d[\d.,]*[\s\u00A0\u202F](\p{L}+)/u;

/** The most characters of a range between its figures: a blank, four letters, a blank. */
const BETWEEN = 6;
const opensPlural = /['’s]/u;

/** What the first figure of a range is when the word after the second is meant for both: `between 50 and 100 thousand`. */
function sharedScale(text: string, end: number, words: NumberWords | undefined, figures: Set<string>): string[] {
  let second = end;
  while (second <= end + BETWEEN && !isDigit(text.charCodeAt(second))) second += 1;
  if (!words || second > end + BETWEEN) return [];
  const [, word] = range.exec(text.slice(end, end + AHEAD)) ?? [];
  const scale = word === undefined ? undefined : words?.scale(word);
  return scale && scale > 100 ? [...figures].flatMap((value) => product(value, scale) ?? []) : [];
}

/** `100,000` is no hundred: nobody writes three decimals that are all zero. */
function asMeant(figure: string, values: Set<string>): Set<string> {
  const [integer = ''] = /^[1-9]\d{0,2}(?=[.,]000$)/u.exec(figure) ?? [];
  return integer === '' ? values : new Set([...values].filter((value) => value !== integer));
}

/** `20.30` */
const LONGEST_TIME = 5;

/** Figures that can be a time: `20.30`, `0230`, and a full hour. */
function timesOf(figure: string, text: string, start: number, end: number): string[] {
  if (figure.length > LONGEST_TIME) return [];
  const [, hour = '', minute = ''] =
    /^(\d{1,2})(?:[.,]([0-5]\d))?$/u.exec(figure) ?? /^([0-2]\d)([0-5]\d)$/u.exec(figure) ?? [];
  if (hour === '' || Number(hour) > 24) return [];
  const exact = /^\s*Uhr\b/u.test(text.slice(end, end + 8)) || (minute === '' && !isHour(text, start, end));
  return hourValues(Number(hour), minute || '00', exact ? 'exact' : undefined);
}

/** `2 millions et demi`, `2 y medio`: half of the unit more. */
function withHalf(values: Set<string>, andHalf: boolean): Set<string> {
  if (!andHalf) return values;
  return new Set([...values].flatMap((value) => (/^\d+$/u.test(value) ? [`${value}.5`, value] : [value])));
}

/** Scales written onto a figure in every language: `45m`, `1.2bn`, `12k`, `14 Md€`. */
const attached: Record<string, number> = { k: 1e3, mn: 1e6, mio: 1e6, bn: 1e9, md: 1e9, mds: 1e9, mrd: 1e9, tn: 1e12 };

interface Scale {
  scale: number;
  /** Length of the scale words, with the blanks before them. */
  length: number;
  /** Whether the figure may also stand for itself. */
  plain: boolean;
}

const scaleLetters = /^(?:(mn|bn|tn|[\s\u00A0\u202F]?(?:mio|mds?|mrd))|(k)|[\s\u00A0\u202F]?(m))(?![\p{L}\p{N}])/iu;
/** How all of them begin. */
const opensScale = /^(?:[mbtk]|[\s\u00A0\u202F]m)/iu;
const nextWord = /^[\s\u00A0\u202F-]?(\p{L}[\p{L}\p{M}]*)/u;

/** What follows a figure and multiplies it: `million`, `mil millones`, `bn`. Not hundreds: `50 cents` is money. */
function scaleAfter(text: string, start: number, end: number, words: NumberWords | undefined): Scale {
  const rest = text.slice(end);
  const letters = opensScale.test(text.slice(end, end + 2)) ? scaleLetters.exec(rest) : null;
  const money = letters !== null && (currencyBefore(justBefore(text, start)) || /^\s?\p{L}+\s?[€$£]/u.test(rest));
  if (letters?.[3]) {
    // `m` is million after money, else mostly metres.
    const written = !/^[\s\u00A0\u202F]/u.test(letters[0]);
    if (money || written) return { scale: 1e6, length: letters[0].length, plain: !money };
  } else if (letters) {
    return {
      scale: attached[(letters[1] ?? letters[2] ?? '').trim().toLowerCase()] ?? 1,
      length: letters[0].length,
      plain: letters[2] !== undefined && !money,
    };
  }
  let [scale, length] = [1, 0];
  for (;;) {
    const next = words && nextWord.exec(length === 0 ? rest : rest.slice(length));
    const more = next ? words?.scale(next[1] ?? '') : undefined;
    if (!next || !more || more <= 100) return { scale, length, plain: scale === 1 };
    scale *= more;
    length += next[0].length;
  }
}

/** Digits of every script as ASCII, each in its place; the Arabic decimal and thousands marks too. */
function withAsciiDigits(text: string): string {
  // Latin text, which is most, has no others.
  if (!/[\u0660-\u1FFF\uA000-\uFFFF]/u.test(text)) return text;
  return text.replaceAll(/(?![0-9])[\p{Nd}\u066B\u066C\u066A]/gu, (character) => {
    if (character === '\u066A') return '%';
    if (character === '\u066B') return '.';
    if (character === '\u066C') return ',';
    // Ten digits stand together (Unicode, property Nd), so that zero is found by walking back. Beyond the BMP a digit fills two units.
    const code = character.codePointAt(0) ?? 0;
    let zero = code;
    while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String(code - zero).padStart(character.length, ' ');
  });
}

/** Web and e-mail addresses hold no figures of the story; blanked, so that offsets stay. */
function blankAddresses(text: string): string {
  if (!/@|www\.|:\/\//iu.test(text)) return text;
  return text.replaceAll(/(?:https?:\/\/|www\.)\S+|[^\s@]{1,64}@[^\s@]{1,255}\.[^\s@]{1,64}/giu, (address) =>
    ' '.repeat(address.length),
  );
}
