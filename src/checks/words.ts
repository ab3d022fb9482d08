import { Kept, LONGEST } from '../model/kept.ts';

/** A word of a text. */
export interface Word {
  /** Half-open UTF-16 offsets. */
  start: number;
  end: number;
  text: string;
  /** In lower case, with the straight apostrophe. */
  lower: string;
  /** A small number for the word in lower case; -1 for words beyond those that are kept. */
  key: number;
  /** Whether it begins with a capital. */
  capital: boolean;
  /** Whether it has two capitals in a row. */
  shouts: boolean;
}

/** Words of texts at hand: many checks ask for those of one pair, one after the other, and each language of an article for its source's. */
const KEPT = 200;
const known = new Kept<Word[]>(KEPT);
/** The same of the last few texts that are too long to be kept with the others. */
const FEW = 4;
const long = new Map<string, Word[]>();

/**
 * The words of a text: runs of letters, marks and digits that begin with a letter. An apostrophe ends a word: `l’`, `hôtel`; `don`, `t`.
 * Treat the list as unchangeable.
 */
export function wordsOf(text: string): Word[] {
  return known.get(text, () => {
    let words = long.get(text);
    if (words) return words;
    words = cut(text);
    if (text.length <= LONGEST) return words;
    if (long.size >= FEW) long.delete(long.keys().next().value as string);
    long.set(text, words);
    return words;
  });
}

function cut(text: string): Word[] {
  const words: Word[] = [];
  const { length } = text;
  let at = 0;
  while (at < length) {
    const unit = text.charCodeAt(at);
    const kind = kinds[unit] || kindAt(text, at);
    if (kind !== LETTER) {
      at += widthAt(text, at, unit);
      continue;
    }
    const start = at;
    let hash = OFFSET_BASIS | 0;
    do {
      const next = text.charCodeAt(at);
      hash = Math.imul(hash ^ next, PRIME);
      at += widthAt(text, at, next);
    } while (at < length && (kinds[text.charCodeAt(at)] || kindAt(text, at)) !== OTHER);
    const { text: word, lower, key, capital, shouts } = formOf(text, start, at, hash);
    words.push({ start, end: at, text: word, lower, key, capital, shouts });
  }
  return words;
}

/** The letters, marks and digits of a text, a space for everything between: marks and blanks make no difference. */
export function lettersOf(text: string): string {
  let letters = '';
  const { length } = text;
  let at = 0;
  while (at < length) {
    const unit = text.charCodeAt(at);
    if ((kinds[unit] || kindAt(text, at)) === OTHER) {
      at += widthAt(text, at, unit);
      continue;
    }
    const start = at;
    do at += widthAt(text, at, text.charCodeAt(at));
    while (at < length && (kinds[text.charCodeAt(at)] || kindAt(text, at)) !== OTHER);
    letters += letters === '' ? text.slice(start, at) : ` ${text.slice(start, at)}`;
  }
  return letters;
}

const [OTHER, LETTER, FURTHER] = [1, 2, 3];
/** What each UTF-16 unit is, found out when it is first met; halves of pairs are looked at each time. */
const kinds = new Uint8Array(0x10000);

/** Whether a character begins a word, only goes on with one, or neither. */
function kindAt(text: string, at: number): number {
  const character = String.fromCodePoint(text.codePointAt(at) as number);
  const kind = /\p{L}/u.test(character) ? LETTER : /[\p{M}\p{N}]/u.test(character) ? FURTHER : OTHER;
  const unit = text.charCodeAt(at);
  if (unit < 0xd800 || unit > 0xdfff) kinds[unit] = kind;
  return kind;
}

/** UTF-16 units of the character that stands at a place. */
function widthAt(text: string, at: number, unit: number): number {
  return unit >= 0xd800 && unit <= 0xdbff && (text.codePointAt(at) as number) > 0xffff ? 2 : 1;
}

/** A word wherever it stands. */
type Form = Omit<Word, 'start' | 'end'>;

/** Different words that get a key; of running text these are nearly all. */
const KEYED = 40_000;
const keys = new Map<string, number>();
/** Forms by the hashes of their units (FNV-1a, 32 bits), each in the first free place from there: no text is cut out to find one. */
const PLACES = 0x20000;
const forms: (Form | undefined)[] = Array.from({ length: PLACES });
const hashes = new Int32Array(PLACES);
let keptForms = 0;
const [OFFSET_BASIS, PRIME] = [0x811c9dc5, 0x01000193];

function formOf(text: string, start: number, end: number, hash: number): Form {
  const length = end - start;
  let place = (hash ^ (hash >>> 15)) & (PLACES - 1);
  for (let form = forms[place]; form; form = forms[place]) {
    if (hashes[place] === hash && form.text.length === length && isAt(text, start, form.text)) return form;
    place = (place + 1) & (PLACES - 1);
  }
  const form = newForm(text.slice(start, end));
  if (keptForms < KEYED) {
    keptForms += 1;
    forms[place] = form;
    hashes[place] = hash;
  }
  return form;
}

/** `startsWith`, which costs more for a few letters than looking at them. */
function isAt(text: string, start: number, word: string): boolean {
  for (let at = 0; at < word.length; at += 1) if (text.charCodeAt(start + at) !== word.charCodeAt(at)) return false;
  return true;
}

function newForm(text: string): Form {
  const lower = text.toLowerCase();
  let key = keys.get(lower);
  if (key === undefined && keys.size < KEYED) {
    key = keys.size;
    keys.set(lower, key);
  }
  return { text, lower, key: key ?? -1, capital: /^\p{Lu}/u.test(text), shouts: /\p{Lu}{2}/u.test(text) };
}

/**
 * Remembers what is found out about words, by their keys, which costs less than by their letters: words of running text come again and
 * again. What is found must depend on the word in lower case alone.
 */
export function remembering<T extends object | string | boolean>(
  find: (lower: string) => T,
): (word: Pick<Word, 'lower' | 'key'>) => T {
  const found: T[] = [];
  return ({ lower, key }) => {
    if (key < 0) return find(lower);
    const known = found[key];
    if (known !== undefined) return known;
    const now = find(lower);
    while (found.length < key) found.push(undefined as unknown as T);
    found[key] = now;
    return now;
  };
}

/**
 * `remembering` for whole numbers from 0 to 254, which take little room: what is asked of every word of a text is mostly asked of words that
 * it says nothing about.
 */
export function rememberingNumber(find: (lower: string) => number): (word: Pick<Word, 'lower' | 'key'>) => number {
  let found = new Uint8Array(1024);
  return ({ lower, key }) => {
    const known = found[key];
    if (known) return known - 1;
    const now = find(lower);
    if (key < 0) return now;
    if (key >= found.length) {
      const longer = new Uint8Array(key * 2);
      longer.set(found);
      found = longer;
    }
    found[key] = now + 1;
    return now;
  };
}

/** Letters without their diacritics, in lower case: `Élysée` and `elysee` are one. */
export function folded(text: string): string {
  return /^[a-z]*$/u.test(text) ? text : text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
