import type { LanguageTag } from '../model/language.ts';
import { isHour, justBefore } from './number-context.ts';
import { canonical, hourValues, type NumberMark } from './number-mark.ts';
import { MONTH, NUMBER, type NumberWord, type NumberWords, plainWord } from './number-words.ts';
import { rememberingNumber, wordsOf } from './words.ts';

/** Words that may stand between two parts of one number. */
const links = new Set(['and', 'et', 'y', 'i', 'de', 'of', 'und', 'von', 'd']);
/** `pour cent`, `por ciento`: no hundred. */
const beforePercent = /\b(?:pour|por|per)[\s\u00A0]+$/iu;

/** A number being read word by word. */
interface Run {
  start: number;
  end: number;
  total: number;
  current: number;
  /** The scale read last; 1 at the start. */
  scale: number;
  /** The one at the start is an article, which `half` takes the place of. */
  article: boolean;
  /** Nothing vague in it, and a cardinal or a scale. */
  exact: boolean;
}

/** What is written out in a text: number words, months, Roman numerals. One look at each word tells which of them to look for. */
export function readWords(text: string, words: NumberWords | undefined, language: LanguageTag): NumberMark[] {
  let [numbers, months, romans] = [false, false, false];
  for (const word of wordsOf(text)) {
    const mayBe = words ? words.mayBe(word) : 0;
    if (mayBe & NUMBER) numbers = true;
    if (mayBe & MONTH) months = true;
    if (mayHoldRoman(word) === 1 && ((word.capital && roman.test(word.text)) || /\p{M}/u.test(word.text)))
      romans = true;
  }
  return [
    ...(words && numbers ? readSpelled(text, words, language) : []),
    ...(words && months ? readMonths(text, words, language) : []),
    ...(romans ? readRoman(text) : []),
  ];
}

/** Number words, each for itself and together (`twenty-five`, `deux cent mille`, `medio millón`), and names of hours. */
function readSpelled(text: string, words: NumberWords, language: LanguageTag): NumberMark[] {
  const marks: NumberMark[] = [];
  const add = (start: number, end: number, value: number, required = false): void => {
    const hour = Number.isInteger(value) && value <= 24 && isHour(text, start, end);
    marks.push(spelledMark(text, start, end, valuesOf(value, hour), required));
  };
  let run: Run | undefined;
  const close = (): void => {
    if (run) add(run.start, run.end, run.total + run.current, run.exact && run.total + run.current >= 2);
    run = undefined;
  };
  for (const written of wordsOf(text)) {
    const { start, end, lower } = written;
    const { hour, word } = words.read(written);
    if (hour !== undefined) marks.push(spelledMark(text, start, end, new Set(hourValues(hour, '00', 'exact')), false));
    if (run && links.has(lower)) continue;
    if (!word || beforePercent.test(text.slice(Math.max(0, start - 8), start))) {
      close();
      continue;
    }
    const between = run ? text.slice(run.end, start) : '';
    if (run && !(joins(between) && fits(run, word, language))) close();
    run ??= { start, end, total: 0, current: 0, scale: 1, article: false, exact: false };
    take(run, word, language);
    run.end = end;
    add(start, end, word.value);
    add(run.start, end, run.total + run.current);
  }
  close();
  return marks;
}

function joins(between: string): boolean {
  return /^[\s\u00A0\u2011'’-]*(?:\p{L}+[\s\u00A0\u2011'’-]+)?$/u.test(between);
}

/** Whether a word goes on with a number, as in `twenty` and `five`, or starts the next one, as in `ten` and `twelve`. */
function fits({ current, total, scale, article }: Run, { kind, value }: NumberWord, language: LanguageTag): boolean {
  if (kind === 'scale') return value === 100 ? current < 100 : current > 0 || scale < value;
  if (kind === 'fraction') return value < 1;
  if (kind === 'article') return !article;
  if (current === 0) return total > 0 && value < scale;
  if (article) return false;
  const low = current % 100;
  if (low === 0) return value < 100;
  if (language === 'ar') return low < 10 && value >= 10 && value < 100 && value % 10 === 0;
  if (language === 'fr') {
    if (low === 4 && value === 20) return true;
    if ((low === 60 || low === 80) && value < 20) return true;
    if (low % 20 === 10 && low !== 30 && low !== 50 && value >= 7 && value <= 9) return true;
  }
  return low >= 20 && low % 10 === 0 && value < 10;
}

function take(run: Run, { kind, value }: NumberWord, language: LanguageTag): void {
  if (kind === 'cardinal') run.exact = true;
  if (kind === 'article') {
    if (run.total + run.current === 0) Object.assign(run, { current: 1, article: true });
    // `vingt et un`, `treinta y un`: there the article is the numeral too.
    else if (language !== 'en' && run.current >= 20 && run.current % 10 === 0) run.current += 1;
    return;
  }
  if (kind === 'fraction') {
    if (run.current > 0) run.current = run.article ? value : run.current + value;
    else run.total += value * run.scale;
    run.article = false;
    return;
  }
  if (kind !== 'scale') {
    run.current = language === 'fr' && run.current % 100 === 4 && value === 20 ? run.current + 76 : run.current + value;
    return;
  }
  if (run.article && value > 100) run.exact = true;
  run.article = false;
  if (value === 100) run.current = (run.current || 1) * 100;
  else if (run.total > 0 && value > run.scale) run.total = (run.total + run.current) * value;
  else run.total += (run.current || 1) * value;
  if (value > 100) run.current = 0;
  run.scale = value;
}

const romans: Record<string, number> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };

/** A word that is a Roman numeral, and one that may be, whatever its case; a mark ends no word, but it may stand before or behind a numeral. */
const roman = /^[IVXLCDM]+(?:er|re|e|ème|è)?$/u;
const mayHoldRoman = rememberingNumber((lower) => Number(/^[ivxlcdm]+(?:er|re|e|ème|è)?$|\p{M}/u.test(lower)));

/** Roman numerals: `XIXe siècle`. They only answer for figures, since `I` and `C` are much else. */
function readRoman(text: string): NumberMark[] {
  return [...text.matchAll(/(?<![\p{L}\p{N}])[IVXLCDM]+(?=(?:er|re|e|ème|è)?(?![\p{L}\p{N}]))/gu)].map((match) => {
    const digits = [...match[0]].map((letter) => romans[letter] ?? 0);
    const value = digits.reduce((sum, each, index) => sum + (each < (digits[index + 1] ?? 0) ? -each : each), 0);
    return spelledMark(text, match.index, match.index + match[0].length, new Set([String(value)]), false);
  });
}

/** Abbreviations, which are also other words: months only beside a figure. */
const abbreviated =
  /^(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|janv|févr|avr|juil|déc|ene|abr|ago|dic|okt|dez)$/u;
/** What stands before `May` and `March` when they are months. */
const beforeMonth =
  /(?:^|[\s(])(?:in|of|on|by|since|until|till|from|to|last|next|this|early|late|mid|through)[\s\u00A0-]+$/iu;

/** Names of months. */
function readMonths(text: string, words: NumberWords, language: LanguageTag): NumberMark[] {
  const plain = samePlaces(text);
  return [...plain.matchAll(words.monthPattern)].flatMap((match) => {
    const name = (match.groups?.name ?? '').replaceAll(/[\s\u00A0]+/gu, ' ');
    const number = words.months.find(([month]) => month === name)?.[1];
    const [start, end] = [match.index, match.index + match[0].length];
    const besideFigure =
      /\d(?:st|nd|rd|th|er|º|\.)?[\s\u00A0-]+(?:(?:de|of|d)['’\s\u00A0]+)?$/u.test(justBefore(plain, start)) ||
      /^\.?[\s\u00A0]+(?:(?:de|del)[\s\u00A0]+)?\d/u.test(plain.slice(end));
    if (!number || (!besideFigure && !isMonth(text, start, name, language))) return [];
    return [{ ...spelledMark(text, start, end, new Set([String(number)]), false), kind: 'month' as const }];
  });
}

/** Whether a name that stands by no figure means the month: not the verbs may and march, nor the planet Mars. */
function isMonth(text: string, start: number, name: string, language: LanguageTag): boolean {
  if (language !== 'ar' && abbreviated.test(name)) return false;
  const capital = /^\p{Lu}/u.test(text.slice(start));
  if (language === 'en' && (name === 'may' || name === 'march'))
    return capital && beforeMonth.test(justBefore(text, start));
  return !(name === 'mars' && capital) && !(language === 'ar' && (name === 'اب' || name === 'مارس'));
}

/** The plain form of every word, in its place: a word whose plain form is of another length stays as it is. */
function samePlaces(text: string): string {
  return text.replaceAll(/\p{L}[\p{L}\p{M}]*/gu, (word) => {
    const plain = plainWord(word);
    return plain.length === word.length ? plain : word.toLowerCase().length === word.length ? word.toLowerCase() : word;
  });
}

/** Numbers written out come again and again; their values are never changed. */
const KEPT = 2000;
const known = new Map<number, ReadonlySet<string>>();

/** What a number written out may mean: the number, a percentage, the time of that hour; of either half of the day where it is one. */
function valuesOf(value: number, hour: boolean): Set<string> {
  const before = hour ? undefined : known.get(value);
  if (before) return before as Set<string>;
  const times = Number.isInteger(value) && value <= 24 ? hourValues(value, '00', hour ? undefined : 'exact') : [];
  const percent = value < 1 ? [canonical(String(value * 100))] : [];
  const values = new Set([canonical(String(value)), ...times, ...percent]);
  if (!hour && known.size < KEPT) known.set(value, values);
  return values;
}

function spelledMark(text: string, start: number, end: number, set: Set<string>, required: boolean): NumberMark {
  const written = text.slice(start, end);
  const whole = { start, end, text: written };
  return {
    ...{ start, end, text: written, kind: 'spelled', values: set, native: set, figures: set, required, whole },
    ...{ percent: false, negative: false },
  };
}
