import { baseLanguage, type LanguageTag } from '../model/language.ts';
import { type NumberWords, numberWords } from './number-words.ts';

/** A number in a text and everything it can mean. */
export interface NumberMark {
  start: number;
  end: number;
  text: string;
  /** Possible values, canonical: `689000`, `4.5`, and `t20:30` for times. Two numbers agree when they share one. */
  values: Set<string>;
  /** The figure alone, where a scale word follows: for languages whose scale words we do not know. */
  figure: string;
  /** Written in digits: the other text must have it. Spelled-out numbers, months, Roman numerals only answer for those. */
  required: boolean;
}

const space = '[\\u0020\\u00A0\\u2009\\u202F]';
/** Hours and minutes with `h` or `:`, and the half of the day; then figures, grouped by space, by one mark, or not. */
const written = new RegExp(
  `(?<hour>\\d{1,2})(?:${space}?[hH](?![\\p{L}])${space}?(?<minuteH>[0-5]\\d)?|:(?<minute>[0-5]\\d)(?!\\d))(?<half>${space}?[ap]\\.?m\\b)?` +
    `|(?<hourOnly>\\d{1,2})(?<halfOnly>${space}?[ap]\\.?m\\b)` +
    `|(?<figure>\\d{1,3}(?:${space}\\d{3})+(?!\\d)(?:[.,]\\d+)?|\\d+(?:[.,'’]\\d+)*)`,
  'gu',
);

/** Reads every number of a text: figures (with the separators of any locale), times, number words, months, Roman numerals. */
export function readNumbers(original: string, language: LanguageTag): NumberMark[] {
  const text = withAsciiDigits(blankAddresses(original));
  const words = numberWords(baseLanguage(language));
  const marks = [...text.matchAll(written)].map((match) => readFigure(text, match, words));
  return [...marks, ...(words ? readWords(text, words) : []), ...readRoman(text)].map((mark) => ({
    ...mark,
    text: original.slice(mark.start, mark.end),
  }));
}

function readFigure(text: string, match: RegExpExecArray, words: NumberWords | undefined): NumberMark {
  const { hour, minuteH, minute, half, hourOnly, halfOnly, figure } = match.groups ?? {};
  const [start, end] = [match.index, match.index + match[0].length];
  // The 2 of km2 and CO2 is part of a symbol, which the other language may write out.
  const required = !/(?:\b[kcm]?m|CO)$/u.test(text.slice(0, start));
  const mark = { start, end, text: match[0], figure: canonical(figure ?? hour ?? hourOnly ?? ''), required };
  if (figure === undefined)
    return { ...mark, values: timeValues(Number(hour ?? hourOnly), minuteH ?? minute ?? '00', half ?? halfOnly) };
  const plain = figureValues(figure);
  const scale = scaleAfter(text.slice(end), words);
  const values =
    scale === 1
      ? plain
      : new Set(
          [...plain].flatMap((value) =>
            Number.isFinite(Number(value)) ? canonical(String(Number(value) * scale)) : [],
          ),
        );
  if (scale === 1 && /^['’]?s\b/u.test(text.slice(end))) values.add(String(Number(figure.slice(-2))));
  return { ...mark, values };
}

function timeValues(hour: number, minute: string, half: string | undefined): Set<string> {
  const values = new Set([`t${hour}:${minute}`, canonical(`${hour}.${minute}`)]);
  if (half && /p/u.test(half))
    values.add(`t${(hour % 12) + 12}:${minute}`).add(canonical(`${(hour % 12) + 12}.${minute}`));
  if (half && /a/u.test(half)) values.add(`t${hour % 12}:${minute}`);
  return values;
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
  if (rest.length === 1 && /^[0-5]\d$/u.test(rest[0] ?? '') && Number(integer) < 25)
    values.add(`t${Number(integer)}:${rest[0]}`);
  if (/^[0-2]\d[0-5]\d$/u.test(even)) values.add(`t${Number(even.slice(0, 2))}:${even.slice(2)}`);
  return values;
}

/** What the words after a figure multiply it by: `million`, `mil millones`; 1 where there is none. Not hundreds: `50 cents` is money. */
function scaleAfter(rest: string, words: NumberWords | undefined): number {
  const next = /^[\s\u00A0\u202F-]?(\p{L}+)/u.exec(rest);
  const scale = words?.scales.get(next?.[1]?.toLowerCase() ?? '') ?? 1;
  return next && scale > 100 ? scale * scaleAfter(rest.slice(next[0].length), words) : 1;
}

/** Number words; several in a row are also read as one number (`twenty-five`, `deux cent mille`). */
function readWords(text: string, words: NumberWords): NumberMark[] {
  const marks: NumberMark[] = [];
  let run: { start: number; end: number; total: number; current: number } | undefined;
  for (const match of text.matchAll(/\p{L}[\p{L}\p{M}]*/gu)) {
    const word = match[0].toLowerCase();
    const [start, end] = [match.index, match.index + word.length];
    const add = (value: number, from = start): void => {
      const figure = canonical(String(value));
      marks.push({ start: from, end, text: '', values: new Set([figure, `t${value}:00`]), figure, required: false });
    };
    const month = words.months.get(word);
    if (month) add(month);
    const value = words.values.get(word);
    const scale = words.scales.get(word);
    if (value === undefined && scale === undefined) {
      if (!['and', 'et', 'y', 'i', 'de'].includes(word)) run = undefined;
      continue;
    }
    add(value ?? scale ?? 0);
    if (!run || !/^[\s\u00A0-]*(?:(?:and|et|y|i|de)[\s\u00A0-]+)?$/iu.test(text.slice(run.end, start))) {
      run = { start, end, total: 0, current: 0 };
    }
    if (scale === undefined) run.current = run.current === 4 && value === 20 ? 80 : run.current + (value ?? 0);
    else if (scale === 100) run.current = Math.max(1, run.current) * 100;
    else {
      run.total += Math.max(1, run.current) * scale;
      run.current = 0;
    }
    run.end = end;
    add(run.total + run.current, run.start);
  }
  return marks;
}

const romans: Record<string, number> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };

function readRoman(text: string): NumberMark[] {
  return [...text.matchAll(/(?<![\p{L}\p{N}])[IVXLCDM]+(?=(?:er|re|e|ème|è)?(?![\p{L}\p{N}]))/gu)].map((match) => {
    const digits = [...match[0]].map((letter) => romans[letter] ?? 0);
    const value = digits.reduce((sum, each, index) => sum + (each < (digits[index + 1] ?? 0) ? -each : each), 0);
    const figure = String(value);
    const [start, end] = [match.index, match.index + match[0].length];
    return { start, end, text: match[0], values: new Set([figure]), figure, required: false };
  });
}

/** No leading zeros, no zeros at the end of a fraction. */
function canonical(value: string): string {
  const [integer = '', fraction = ''] = value.split('.');
  const kept = fraction.replace(/0+$/u, '');
  return `${integer.replace(/^0+(?=\d)/u, '')}${kept ? `.${kept}` : ''}`;
}

/** Digits of every script as ASCII, each in its place; the Arabic decimal and thousands marks too. */
function withAsciiDigits(text: string): string {
  return text.replaceAll(/(?![0-9])[\p{Nd}\u066B\u066C]/gu, (character) => {
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
  return text.replaceAll(/(?:https?:\/\/|www\.)\S+|\S+@\S+\.\S+/giu, (address) => ' '.repeat(address.length));
}
