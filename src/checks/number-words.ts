import type { LanguageTag } from '../model/language.ts';
import { type NumberTable, numberTables } from './number-tables.ts';
import { remembering, rememberingNumber, type Word } from './words.ts';

/** What a word says about a number. */
export interface NumberWord {
  kind: 'cardinal' | 'vague' | 'fraction' | 'article' | 'scale';
  value: number;
}

/** Bits of what a word may be. */
export const [NUMBER, MONTH] = [1, 2];

/** What number words of a language mean. */
export interface NumberWords {
  /** What a word says about a number, and the hour that it names. */
  read(word: Pick<Word, 'lower' | 'key'>): { word?: NumberWord; hour?: number };
  scale(word: string): number | undefined;
  /** Names of months as written in running text, with the number of each, longest first. */
  months: [string, number][];
  /** NUMBER where the word says something about a number or names an hour, MONTH where a name of a month may begin with it; of most words 0. */
  mayBe(word: Pick<Word, 'lower' | 'key'>): number;
  /** Finds a name of a month in a text of plain words; group `name` is the name. */
  monthPattern: RegExp;
}

/** The number words of a language; undefined where we know none, and spelled-out numbers cannot be judged. */
export function numberWords(language: LanguageTag): NumberWords | undefined {
  return tables.get(language);
}

/** Words of running text come again and again; so many plain forms are kept at hand. */
const KEPT = 20_000;
const plainForms = new Map<string, string>();

/** A word as the tables write it: lower case, Arabic without vowel marks and with one form of alif. */
export function plainWord(word: string): string {
  let plain = plainForms.get(word);
  if (plain === undefined) {
    plain = toPlain(word);
    if (plainForms.size >= KEPT) plainForms.clear();
    plainForms.set(word, plain);
  }
  return plain;
}

function toPlain(word: string): string {
  return word
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\u064B-\u0652\u0640]/gu, '')
    .replaceAll(/[أإآ]/gu, 'ا');
}

const tables = new Map(Object.entries(numberTables).map(([language, table]) => [language, wordsOf(language, table)]));

function wordsOf(language: LanguageTag, table: NumberTable): NumberWords {
  const words = new Map<string, NumberWord>();
  const add = (kind: NumberWord['kind'], pairs: [string, number][]): void => {
    for (const [word, value] of pairs) words.set(word, { kind, value });
  };
  const doubtful = new Set((table.doubtful ?? '').split(' '));
  const cardinals = [...listed(table.cardinals, 1), ...listed(table.tens, 10), ...assigned(table.more ?? '')];
  add('vague', [...listed(table.ordinals, 1), ...assigned(table.collectives)]);
  add('cardinal', cardinals);
  add(
    'vague',
    cardinals.filter(([word]) => doubtful.has(word)),
  );
  add('fraction', assigned(table.fractions));
  add(
    'article',
    table.articles.split(' ').map((word) => [word, 1]),
  );
  const scales = new Map(assigned(table.scales));
  add('scale', [...scales]);
  const hours = new Map(assigned(table.hours));
  const forms = language === 'ar' ? withoutClitics : (word: string): string[] => [word];
  const first = <T>(word: string, look: (form: string) => T | undefined): T | undefined => {
    for (const form of forms(plainWord(word))) {
      const found = look(form);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const months = listed(table.months, 1).sort(([a], [b]) => b.length - a.length);
  const openings = new Set(months.map(([name]) => name.split(' ')[0] ?? name));
  const read = remembering((written) => {
    const hour = first(written, (form) => hours.get(form));
    const word =
      first(written, (form) => words.get(form)) ??
      (language === 'de' ? compound(written.toLowerCase(), words) : undefined);
    return word || hour !== undefined
      ? { ...(word ? { word } : {}), ...(hour !== undefined ? { hour } : {}) }
      : nothing;
  });
  const opensMonth = (word: string): boolean => {
    const plain = plainWord(word);
    return openings.has(plain) || (language === 'ar' && openings.has(plain.slice(1)));
  };
  const mayBe = rememberingNumber(
    (lower) => (read({ lower, key: -1 }) === nothing ? 0 : NUMBER) | (opensMonth(lower) ? MONTH : 0),
  );
  return {
    read: (word) => (mayBe(word) & NUMBER ? read(word) : nothing),
    scale: (word) => first(word, (form) => scales.get(form)),
    months,
    mayBe,
    monthPattern: monthPattern(
      months.map(([name]) => name),
      language,
    ),
  };
}

/** What most words say. */
const nothing: ReturnType<NumberWords['read']> = {};

function monthPattern(names: string[], language: LanguageTag): RegExp {
  const letters = '[\\p{L}\\p{M}\\p{N}]';
  const prefix = language === 'ar' ? '[وفبلك]?' : '';
  const any = names.map((name) => name.replaceAll(' ', '[\\s\\u00A0]+')).join('|');
  return new RegExp(`(?<!${letters})${prefix}(?<name>${any})(?!${letters})`, 'gu');
}

function listed(list: string, step: number): [string, number][] {
  return list
    .split(' ')
    .flatMap((forms, index) => (forms === '-' ? [] : forms.split('/').map((form) => [spaced(form), index * step])));
}

function assigned(list: string): [string, number][] {
  return list
    .split(' ')
    .filter(Boolean)
    .map((each) => {
      const [value, word = ''] = each.split('=');
      return [spaced(word), Number(value)];
    });
}

function spaced(form: string): string {
  return form.replaceAll('_', ' ');
}

/** Arabic writes conjunction, preposition and article onto the word. */
function withoutClitics(word: string): string[] {
  const bare = word.replace(/^[وفبلك](?=\p{L}{2})/u, '');
  return [word, word.replace(/^ال/u, ''), bare, bare.replace(/^ال/u, ''), bare.replace(/^ل/u, '')];
}

/** German writes numbers below a million as one word: `zweiundzwanzig`, `dreitausendfünfhundert`, `zweieinhalb`. */
function compound(word: string, words: Map<string, NumberWord>): NumberWord | undefined {
  const value = compoundValue(word, words);
  return value === undefined ? undefined : { kind: 'cardinal', value };
}

function compoundValue(word: string, words: Map<string, NumberWord>): number | undefined {
  const known = words.get(word);
  if (known) return known.kind === 'cardinal' || known.kind === 'article' ? known.value : undefined;
  const half = /^(.+)einhalb$/u.exec(word);
  const whole = half && compoundValue(half[1] ?? '', words);
  if (whole) return whole + 0.5;
  for (const [name, scale] of [['tausend', 1000] as const, ['hundert', 100] as const]) {
    const at = word.indexOf(name);
    if (at < 0) continue;
    const rest = word.slice(at + name.length).replace(/^und/u, '');
    const before = at === 0 ? 1 : compoundValue(word.slice(0, at), words);
    const after = rest === '' ? 0 : compoundValue(rest, words);
    return before === undefined || after === undefined || after >= scale ? undefined : before * scale + after;
  }
  const [unit, ten] =
    /^(\p{L}+?)und(\p{L}+)$/u
      .exec(word)
      ?.slice(1)
      .map((part) => words.get(part)?.value) ?? [];
  return unit && ten && unit < 10 && ten >= 20 && ten < 100 ? unit + ten : undefined;
}
