import {
  DIGIT,
  folds,
  KIND,
  kindBeyond,
  kinds,
  LETTER,
  prepareCharacters,
  SILENT,
  STOP,
  SURROGATE,
  SYMBOL,
  UNSETTLED,
  UNSPACED,
  UPPER,
} from './characters.ts';
import { TextUnits } from './text-units.ts';
import { wordsOf } from './unspaced.ts';

/** A token that can be exchanged without changing the sentence, and must not be wrong: a name, a code such as G20, a currency. */
export const NAME = 1;
/** A number: all numbers are one token, their figures are compared apart. */
export const NUMBER = 2;

/** What every number is compared as. No word starts with a digit. */
const ANY_NUMBER = 48;
/** Most letters of a capitalised word that a full stop may abbreviate: Dr., Mme., Gen. */
const ABBREVIATION = 3;

const [ARABIC_ALEF, ARABIC_LAM] = [0x627, 0x644];
/** Conjunction and prepositions that Arabic writes together with a noun and its article: waw, fa, ba, kaf. */
const ARABIC_PREFIXES = [0x648, 0x641, 0x628, 0x643];
/** Fewest letters of an Arabic word from which a prefix is parted. */
const ARABIC_PARTED = 5;

/**
 * The tokens of the text read last, in arrays that are used again for the next one. Token i has its folded letters in
 * letters[i > 0 ? ends[i - 1] : 0, ends[i]), and stands in the text at [from[i], to[i]), UTF-16 offsets.
 *
 * What is compared is the word in lower case, NFC: diacritics count, vowel marks of Arabic, tatweel, soft hyphens and joiners do not,
 * variants of alef and ya are one. Apostrophes and hyphens part words (l'ONU is two); a prefix of Arabic is parted from the article that
 * follows it (the prefixes of Larkey, Ballesteros and Connell's light stemmer, 2002). Scripts without spaces are cut by ICU's
 * dictionaries. Punctuation is no token.
 */
export class Scan {
  count = 0;
  letters = new Uint16Array(4096);
  ends = new Int32Array(512);
  from = new Int32Array(512);
  to = new Int32Array(512);
  /** A hash of the folded letters. */
  hashes = new Int32Array(512);
  /** NAME, NUMBER or 0. */
  flags = new Uint8Array(512);
  /** A hash of the figures in their order; of all its signs where a text has no tokens. Equal when the figures are. */
  facts = 0;
  /** Two independent 32-bit hashes of the text in NFC. Equal only for identical texts, but for a chance of 2^-64. */
  high = 0;
  low = 0;

  #filled = 0;
  #unsettled = false;
  readonly #text = new TextUnits();

  constructor() {
    prepareCharacters();
  }

  /** Reads a text; what was read before is gone. Never throws: lone surrogates and control characters are punctuation. */
  read(text: string): void {
    this.count = 0;
    this.#filled = 0;
    this.#unsettled = false;
    this.facts = 0;
    const length = text.length;
    const units = this.#text.load(text);
    if (this.letters.length < length * 3) this.letters = new Uint16Array(length * 4);
    let sentenceStart = true;
    let at = 0;
    while (at < length) {
      const unit = units[at] as number;
      let kind = kinds[unit] as number;
      if ((kind & KIND) === SURROGATE) kind = kindBeyond(text.codePointAt(at) as number) | UNSETTLED;
      if ((kind & UNSETTLED) !== 0) this.#unsettled = true;
      switch (kind & KIND) {
        case LETTER:
          // A mark without a letter is no word: it belongs to the punctuation before it.
          if ((kind & UNSETTLED) !== 0 && /\p{M}/u.test(text.charAt(at))) {
            at += 1;
            break;
          }
          at = this.#word(text, at, !sentenceStart && (kind & UPPER) !== 0);
          sentenceStart = false;
          break;
        case DIGIT:
          at = this.#number(text, at);
          sentenceStart = false;
          break;
        case UNSPACED:
          at = this.#run(text, at);
          sentenceStart = false;
          break;
        case SYMBOL:
          at = this.#symbol(text, at);
          break;
        default:
          if ((kind & STOP) !== 0) sentenceStart ||= unit !== 0x2e || !this.#abbreviates(text, at);
          at += 1;
      }
    }
    this.#hashText(text);
  }

  /** The folded form of a token. */
  folded(token: number): string {
    return String.fromCharCode(...this.letters.subarray(token > 0 ? this.ends[token - 1] : 0, this.ends[token]));
  }

  #word(text: string, start: number, name: boolean): number {
    const length = text.length;
    const { units } = this.#text;
    const letters = this.letters;
    let filled = this.#filled;
    let seen = 0;
    let digits = false;
    let at = start;
    for (; at < length; at += 1) {
      const unit = units[at] as number;
      const kind = kinds[unit] as number;
      const what = kind & KIND;
      if (what === LETTER || what === DIGIT) {
        seen |= kind;
        if (what === DIGIT) digits = true;
        letters[filled] = folds[unit] as number;
        filled += 1;
      } else if (what === SURROGATE) {
        if ((kindBeyond(text.codePointAt(at) as number) & KIND) !== LETTER) break;
        seen |= UNSETTLED;
        at += 1;
      } else if (what !== SILENT) break;
    }
    this.#filled = filled;
    if ((seen & UNSETTLED) !== 0) this.#refold(text.slice(start, at));
    if (!this.#partArabic(start, at)) this.#token(start, at, name || digits ? NAME : 0);
    return at;
  }

  /** A sign with the marks on it: a struck-out equals sign is another sign. */
  #symbol(text: string, start: number): number {
    let end = start + ((text.codePointAt(start) as number) > 0xffff ? 2 : 1);
    for (; end < text.length; end += 1) {
      const kind = kinds[text.charCodeAt(end)] as number;
      if ((kind & KIND) !== LETTER || (kind & UNSETTLED) === 0 || !/\p{M}/u.test(text.charAt(end))) break;
      this.#unsettled = true;
    }
    const settled = text.slice(start, end).normalize('NFC');
    for (let at = 0; at < settled.length; at += 1) this.#push(settled.charCodeAt(at));
    this.#token(start, end, NAME);
    return end;
  }

  /** Composed forms, and letters beyond the basic plane, by the book: slower, and rare. */
  #refold(word: string): void {
    this.#unsettled = true;
    this.#filled = this.count > 0 ? (this.ends[this.count - 1] as number) : 0;
    const settled = word.normalize('NFC');
    for (let at = 0; at < settled.length; at += 1) {
      const unit = settled.charCodeAt(at);
      const kind = (kinds[unit] as number) & KIND;
      if (kind === SURROGATE) {
        const lower = String.fromCodePoint(settled.codePointAt(at) as number).toLowerCase();
        for (let next = 0; next < lower.length; next += 1) this.#push(lower.charCodeAt(next));
        at += 1;
      } else if (kind !== SILENT) this.#push(folds[unit] as number);
    }
  }

  #partArabic(start: number, end: number): boolean {
    const from = this.count > 0 ? (this.ends[this.count - 1] as number) : 0;
    const first = this.letters[from] as number;
    if (first < 0x600 || first > 0x6ff || this.#filled - from < ARABIC_PARTED) return false;
    const doubled = first === ARABIC_LAM && this.letters[from + 1] === ARABIC_LAM;
    const prefixed =
      ARABIC_PREFIXES.includes(first) &&
      this.letters[from + 1] === ARABIC_ALEF &&
      this.letters[from + 2] === ARABIC_LAM;
    if (!doubled && !prefixed) return false;
    const rest = this.letters.slice(from + 1, this.#filled);
    this.#filled = from + 1;
    this.#token(start, start + 1, 0);
    // In lil- the article has lost its alef.
    if (doubled) this.#push(ARABIC_ALEF);
    for (const letter of rest) this.#push(letter);
    this.#token(start + 1, end, 0);
    return true;
  }

  /** Figures with their separators. Spaces and apostrophes group thousands and say nothing; points and commas count. */
  #number(text: string, start: number): number {
    let facts = Math.imul(this.facts ^ 0x20, 0x01000193);
    let at = start;
    let group = 0;
    for (; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (((kinds[unit] as number) & KIND) === DIGIT) {
        facts = Math.imul(facts ^ (folds[unit] as number), 0x01000193);
        group += 1;
        continue;
      }
      if (!isDigit(text, at + 1)) break;
      if (unit === 0x2e || unit === 0x2c || unit === 0x3a || unit === 0x2f || unit === 0x66b || unit === 0x66c) {
        facts = Math.imul(facts ^ unit, 0x01000193);
      } else if (
        !(groups(unit) && group <= 3 && isDigit(text, at + 2) && isDigit(text, at + 3) && !isDigit(text, at + 4))
      ) {
        break;
      }
      group = 0;
    }
    this.facts = facts;
    this.#push(ANY_NUMBER);
    this.#token(start, at, NUMBER);
    return at;
  }

  /** A stretch in a script without spaces. */
  #run(text: string, start: number): number {
    let end = start;
    while (end < text.length) {
      const flags = kinds[text.charCodeAt(end)] as number;
      const kind = flags & KIND;
      if ((flags & UNSETTLED) !== 0 || kind === SURROGATE) this.#unsettled = true;
      if (kind === UNSPACED) end += 1;
      else if (kind === SURROGATE && (kindBeyond(text.codePointAt(end) as number) & KIND) === UNSPACED) end += 2;
      else break;
    }
    for (const { word, from, to } of wordsOf(text.slice(start, end))) {
      for (let at = 0; at < word.length; at += 1) this.#push(folds[word.charCodeAt(at)] as number);
      this.#token(start + from, start + to, 0);
    }
    return end;
  }

  /** Whether the full stop at an offset belongs to the short capitalised word before it: Dr. Martin, J. Smith. */
  #abbreviates(text: string, at: number): boolean {
    const last = this.count - 1;
    if (last < 0 || this.to[last] !== at) return false;
    const start = this.from[last] as number;
    return at - start <= ABBREVIATION && ((kinds[text.charCodeAt(start)] as number) & UPPER) !== 0;
  }

  /** There is room: no token has more than three times the letters that it is written with. */
  #push(letter: number): void {
    this.letters[this.#filled] = letter;
    this.#filled += 1;
  }

  #token(from: number, to: number, flag: number): void {
    const token = this.count;
    const start = token > 0 ? (this.ends[token - 1] as number) : 0;
    const filled = this.#filled;
    const letters = this.letters;
    if (start === filled) return;
    if (token === this.ends.length) this.#widen();
    // FNV-1a (Fowler, Noll, Vo), then the finish of MurmurHash3 (Appleby), whose low bits are good for a table.
    let hash = 0x811c9dc5;
    for (let at = start; at < filled; at += 1) hash = Math.imul(hash ^ (letters[at] as number), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    this.hashes[token] = hash ^ (hash >>> 13);
    this.ends[token] = filled;
    this.from[token] = from;
    this.to[token] = to;
    this.flags[token] = flag;
    this.count = token + 1;
  }

  #widen(): void {
    for (const name of ['ends', 'from', 'to', 'hashes'] as const) {
      const wider = new Int32Array(this[name].length * 2);
      wider.set(this[name]);
      this[name] = wider;
    }
    const flags = new Uint8Array(this.flags.length * 2);
    flags.set(this.flags);
    this.flags = flags;
  }

  #hashText(text: string): void {
    const settled = this.#unsettled ? text.normalize('NFC') : text;
    if (settled !== text) this.#text.load(settled);
    this.#text.hash();
    this.high = this.#text.high;
    this.low = this.#text.low;
    this.facts = (this.count === 0 ? this.#text.signs() : this.facts) >>> 0;
  }
}

function isDigit(text: string, at: number): boolean {
  return at < text.length && ((kinds[text.charCodeAt(at)] as number) & KIND) === DIGIT;
}

/** Spaces (also no-break and thin ones) and apostrophes between groups of three figures. */
function groups(unit: number): boolean {
  return unit === 0x20 || unit === 0xa0 || unit === 0x202f || unit === 0x2009 || unit === 0x27 || unit === 0x2019;
}
