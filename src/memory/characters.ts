/** What a UTF-16 unit is to the tokeniser; the low three bits of its entry in `kinds`. */
export const SPACE = 0;
/** Punctuation: ends a word, is no token. */
export const MARK = 1;
export const LETTER = 2;
export const DIGIT = 3;
/** A letter of a script that writes no spaces: words are found by dictionary (Intl.Segmenter). */
export const UNSPACED = 4;
/** A sign that says something: a currency, a percent sign, an emoji. */
export const SYMBOL = 5;
/** Written without being read: soft hyphens, joiners, direction marks, Arabic vowel marks and the tatweel. */
export const SILENT = 6;
/** Half of a surrogate pair: the whole code point has to be looked at. */
export const SURROGATE = 7;

/** The low three bits hold the kind. */
export const KIND = 7;
/** An upper case or title case letter. */
export const UPPER = 8;
/** May compose with its neighbour, or is not in NFC by itself: the word has to be normalised. */
export const UNSETTLED = 16;
/** Ends a sentence or announces one: what follows is capitalised without being a name. */
export const STOP = 32;

/** Later assignments win, so the order matters. */
const classes: [RegExp, number][] = [
  [/[\p{P}\p{S}\p{Cc}\p{Cf}\p{Co}\p{Cn}]+/gu, MARK],
  [/[\p{Sc}\p{Sm}\p{So}%‰‱&]+/gu, SYMBOL],
  [/[\p{L}\p{M}\p{No}\p{Nl}]+/gu, LETTER],
  [/\p{Nd}+/gu, DIGIT],
  [
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー\u3099\u309A]+/gu,
    UNSPACED,
  ],
  [/[\u00AD\u0640\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]+/gu, SILENT],
  [/\p{Variation_Selector}+/gu, SILENT],
  [/[\u064B-\u0652\u0656-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED]+/gu, SILENT],
];

/** Letters that Arabic texts write one way or the other: alef with and without its hamza, dotless ya, and the Persian forms. */
const evened: [string, string][] = [
  ['\u0622\u0623\u0625\u0671\u0672\u0673', '\u0627'],
  ['\u0649\u06CC', '\u064A'],
  ['\u06A9', '\u0643'],
];

/** The kind and the flags of every unit of the Basic Multilingual Plane. */
export const kinds = new Uint8Array(0x10000);
/** What every unit is compared as: lower case, Arabic variants evened, digits of all scripts as 0-9. */
export const folds = new Uint16Array(0x10000);

/** The kind and flags of a code point beyond the Basic Multilingual Plane. */
export function kindBeyond(codePoint: number): number {
  const text = String.fromCodePoint(codePoint);
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return UNSPACED;
  if (/\p{Lu}/u.test(text)) return LETTER | UPPER;
  // Digits too: figures of these scripts are compared as they stand.
  if (/[\p{L}\p{M}\p{N}]/u.test(text)) return LETTER;
  if (/\p{S}/u.test(text)) return SYMBOL;
  return /[\p{Cf}\p{Variation_Selector}]/u.test(text) ? SILENT : MARK;
}

/** Marks join what stands before them; Jamo join each other; singletons such as the Angstrom sign stand for another letter. */
const unsettled =
  /[\p{M}\u0374\u037E\u0387\u0958-\u095F\u09DC-\u09DF\u0A33\u0A36\u0A59-\u0A5E\u0B5C\u0B5D\u0F43-\u0F69\u1100-\u11FF\u1F71-\u1FFD\u2000\u2001\u2126\u212A\u212B\u2329\u232A\u2ADC\uF900-\uFAFF\uFB1D-\uFB4F]+/gu;

let ready = false;

/** Fills `kinds` and `folds`: once, and only when a text is read, since it takes some 30 ms that not every command needs. */
export function prepareCharacters(): void {
  if (ready) return;
  ready = true;
  // Surrogates are left out: two lone halves would join into a pair that is something else.
  let plane = '';
  for (let unit = 0; unit < 0x10000; unit += 1) {
    plane += unit >= 0xd800 && unit < 0xe000 ? ' ' : String.fromCharCode(unit);
  }
  for (const [pattern, kind] of classes) eachRun(plane, pattern, (unit) => (kinds[unit] = kind));
  eachRun(plane, /\s+/gu, (unit) => (kinds[unit] = SPACE));
  kinds.fill(SURROGATE, 0xd800, 0xe000);
  eachRun(plane, /[.!?…:;。！？؟।]+/gu, (unit) => (kinds[unit] = (kinds[unit] ?? 0) | STOP));
  eachRun(plane, unsettled, (unit) => (kinds[unit] = (kinds[unit] ?? 0) | UNSETTLED));
  for (let unit = 0; unit < 0x10000; unit += 1) folds[unit] = unit;
  eachRun(plane, /[\p{Lu}\p{Lt}]+/gu, (unit) => {
    kinds[unit] = (kinds[unit] ?? 0) | UPPER;
    const letter = String.fromCharCode(unit).toLowerCase();
    // The dotted capital I becomes two units: it stays.
    if (letter.length === 1) folds[unit] = letter.charCodeAt(0);
  });
  for (const [variants, one] of evened) {
    for (const variant of variants) folds[variant.charCodeAt(0)] = one.charCodeAt(0);
  }
  // The digits of a script stand in a row of ten that starts at its zero.
  let zero = -10;
  eachRun(plane, /\p{Nd}+/gu, (unit) => {
    if (unit > zero + 9) zero = unit;
    folds[unit] = 48 + unit - zero;
  });
}

function eachRun(plane: string, pattern: RegExp, use: (unit: number) => void): void {
  for (const { 0: run, index } of plane.matchAll(pattern)) {
    for (let unit = index; unit < index + run.length; unit += 1) use(unit);
  }
}
