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
import { readMonths, readRoman, readSpelled } from './spelled-numbers.ts';

const space = '[\\u0020\\u00A0\\u2009\\u202F]';
const half = `${space}?(?:a|p)\\.?${space}?m\\b`;
/** Hours and minutes, with `h` or `:`, or with any mark before the half of the day; then figures, grouped by space, by one mark, or not. */
const written = new RegExp(
  `(?<hour>\\d{1,2})(?:${space}?(?<exact>[hH])(?![\\p{L}])${space}?(?<minuteH>[0-5]\\d)?|:(?<minute>[0-5]\\d)(?!\\d)|(?:[.:](?<minuteDot>[0-5]\\d))?(?=${half}))(?<half>${half})?` +
    `|(?<figure>\\d{1,3}(?:${space}\\d{3})+(?!\\d)(?:[.,]\\d+)?|\\d+(?:[.,'’]\\d+)*)`,
  'giu',
);

/** Reads every number of a text: figures (with the separators of any locale), times, number words, months, Roman numerals. */
export function readNumbers(original: string, language: LanguageTag): readonly NumberMark[] {
  return kept.get(language, original, () => read(original, language));
}

/** A source is read beside each of its translations. */
const kept = new KeptByKind<readonly NumberMark[]>(500);

function read(original: string, language: LanguageTag): NumberMark[] {
  const text = withAsciiDigits(blankAddresses(original));
  const words = numberWords(baseLanguage(language));
  const marks = (/\d/u.test(text) ? [...text.matchAll(written)] : []).map((match) =>
    readFigure(text, match, language, words),
  );
  const spelled = words
    ? [...readSpelled(text, words, baseLanguage(language)), ...readMonths(text, words, baseLanguage(language))]
    : [];
  const all = [...marks, ...spelled, ...readRoman(text)];
  for (const mark of all) {
    mark.text = original.slice(mark.start, mark.end);
    mark.whole.text = original.slice(mark.whole.start, mark.whole.end);
  }
  return all;
}

function readFigure(
  text: string,
  match: RegExpExecArray,
  language: LanguageTag,
  words: NumberWords | undefined,
): NumberMark {
  const { hour, exact, minuteH, minute, minuteDot, half: meridiem, figure } = match.groups ?? {};
  const [start, end] = [match.index, match.index + match[0].length];
  // The 2 of km2 and CO2 is part of a symbol, which the other language may write out.
  const required = !/(?:\b[kcm]?m|CO)$/u.test(justBefore(text, start)) && !isFigureOfSpeech(text, start, end);
  const spoken = halfAfter(text.slice(end));
  const mark = { start, end, text: match[0], kind: 'figure' as const, required, percent: false, negative: false };
  if (figure === undefined || (spoken && /^\d{1,2}(?:[.:][0-5]\d)?$/u.test(figure))) {
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
  const percentLength = percentAfter(text.slice(end + length));
  const negative = isNegative(text, start);
  const scaled = (set: Set<string>): Set<string> =>
    new Set([...(plain ? set : []), ...(scale === 1 ? [] : [...set].flatMap((value) => product(value, scale) ?? []))]);
  const values = scaled(withHalf(asMeant(figure, figures), text.slice(end)));
  if (scale === 1) {
    for (const value of sharedScale(text.slice(end, end + AHEAD), words, figures)) values.add(value);
    if (/^['’]?s\b/u.test(text.slice(end))) values.add(String(Number(figure.slice(-2))));
    addYearOfRange(values, figure, justBefore(text, start));
    for (const time of timesOf(figure, text, start, end)) values.add(time);
  }
  const whole = { start: start - (negative ? 1 : 0), end: end + length + percentLength, text: '' };
  const native = scaled(withHalf(own, text.slice(end)));
  return { ...mark, values, native, figures, whole, percent: percentLength > 0, negative };
}

function halfOf(written: string | undefined): 'am' | 'pm' | undefined {
  return written ? (/p/iu.test(written) ? 'pm' : 'am') : undefined;
}

/** Every reading of figures: a mark followed by three digits may group thousands or start a fraction. */
function figureValues(figure: string): Set<string> {
  const values = new Set<string>();
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

const AHEAD = 40;
const range =
  /^[\s\u00A0\u202F]?(?:-|–|to|or|and|à|et|ou|a|y|o|i|bis|und|oder)[\s\u00A0\u202F]?\d[\d.,]*[\s\u00A0\u202F](\p{L}+)/u;

/** What the first figure of a range is when the word after the second is meant for both: `between 50 and 100 thousand`. */
function sharedScale(rest: string, words: NumberWords | undefined, figures: Set<string>): string[] {
  const [, word] = (words && range.exec(rest)) ?? [];
  const scale = word === undefined ? undefined : words?.scale(word);
  return scale && scale > 100 ? [...figures].flatMap((value) => product(value, scale) ?? []) : [];
}

/** `100,000` is no hundred: nobody writes three decimals that are all zero. */
function asMeant(figure: string, values: Set<string>): Set<string> {
  const [integer = ''] = /^[1-9]\d{0,2}(?=[.,]000$)/u.exec(figure) ?? [];
  return integer === '' ? values : new Set([...values].filter((value) => value !== integer));
}

/** Figures that can be a time: `20.30`, `0230`, and a full hour. */
function timesOf(figure: string, text: string, start: number, end: number): string[] {
  const [, hour = '', minute = ''] =
    /^(\d{1,2})(?:[.,]([0-5]\d))?$/u.exec(figure) ?? /^([0-2]\d)([0-5]\d)$/u.exec(figure) ?? [];
  if (hour === '' || Number(hour) > 24) return [];
  const exact = /^\s*Uhr\b/u.test(text.slice(end, end + 8)) || (minute === '' && !isHour(text, start, end));
  return hourValues(Number(hour), minute || '00', exact ? 'exact' : undefined);
}

/** `2 millions et demi`, `2 y medio`: half of the unit more. */
function withHalf(values: Set<string>, rest: string): Set<string> {
  if (!halfAfterScale(rest)) return values;
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

/** What follows a figure and multiplies it: `million`, `mil millones`, `bn`. Not hundreds: `50 cents` is money. */
function scaleAfter(text: string, start: number, end: number, words: NumberWords | undefined): Scale {
  const rest = text.slice(end);
  const money = currencyBefore(justBefore(text, start)) || /^\s?\p{L}+\s?[€$£]/u.test(rest);
  const letters = /^(?:(mn|bn|tn|[\s\u00A0\u202F]?(?:mio|mds?|mrd))|(k)|[\s\u00A0\u202F]?(m))(?![\p{L}\p{N}])/iu.exec(
    rest,
  );
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
    const next = /^[\s\u00A0\u202F-]?(\p{L}[\p{L}\p{M}]*)/u.exec(rest.slice(length));
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
