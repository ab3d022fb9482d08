/**
 * The edits that any two spellings may be compared by, as numbers: an edit is the place of its name in this list. The conventions come
 * after them, so that one number names either.
 */
export const EDITS = [
  'bias',
  'consonant',
  'rare consonant',
  'first consonant',
  'vowel',
  'first vowel',
  'last vowel',
  'figure',
  'parting',
  'vowel for vowel',
  'first vowel for vowel',
  'last vowel for vowel',
  'vowel left out',
  'last vowel left out',
  'first vowel left out',
  'vowel added',
  'last vowel added',
  'first vowel added',
  'voice',
  'near consonant',
  'far consonant',
  'first far consonant',
  'glide',
  'vowel for consonant',
  'consonant left out',
  'consonant added',
  'first consonant left out',
  'first consonant added',
  'last consonant left out',
  'last consonant added',
  'single for double',
  'double for single',
  'h left out',
  'h added',
  'joined',
  'parted',
  'other figure',
  'other letter',
  'unlike consonant',
  'unlike consonant in a short name',
  'edit in a short name',
  'edit in a very short name',
  'several edits',
] as const;

export type Edit = (typeof EDITS)[number];

/** Number of an edit. */
export const edit: Readonly<Record<Edit, number>> = Object.fromEntries(EDITS.map((name, at) => [name, at])) as Record<
  Edit,
  number
>;

/** Where in its word a letter stands. */
export const INNER = 0;
export const FIRST = 1;
export const LAST = 2;

const VOWEL = 1;
const CONSONANT = 2;
const FIGURE = 3;
const PARTING = 4;
const OTHER = 5;

const kinds = new Map<string, number>();
for (const letter of 'aeiouyäöüåı') kinds.set(letter, VOWEL);
for (const letter of 'bcçčdfgğhjklmnñpqrsşštvwxzž') kinds.set(letter, CONSONANT);
for (const letter of '0123456789') kinds.set(letter, FIGURE);
kinds.set('_', PARTING);

/** Kind of each code unit below 512, where all Latin letters of `lettersOf` stand. */
const kindOf = Uint8Array.from({ length: 512 }, (_, code) => kinds.get(String.fromCharCode(code)) ?? OTHER);
const kind = (code: number): number => (code < 512 ? (kindOf[code] as number) : OTHER);

const bases: Record<string, string> = {
  ç: 'c',
  ş: 's',
  š: 's',
  č: 'c',
  ž: 'z',
  ğ: 'g',
  ñ: 'n',
  ä: 'a',
  ö: 'o',
  ü: 'u',
  å: 'a',
  ı: 'i',
};
const baseOf = Uint16Array.from({ length: 512 }, (_, code) =>
  (bases[String.fromCharCode(code)] ?? String.fromCharCode(code)).charCodeAt(0),
);
/** The letter without its mark. */
export const base = (code: number): number => (code < 512 ? (baseOf[code] as number) : code);

const voiced = ['bp', 'dt', 'gk', 'vf', 'zs', 'jc'];
const near = ['lr', 'mn', 'szcjçşšž', 'gkqchx', 'bpfvw', 'dtz'];
const glides = ['iyj', 'uw', 'ij', 'yj'];
const rare = new Set([...'jkqvwxz'].map((letter) => letter.charCodeAt(0)));

const SIZE = 128;
/** For two base letters below 128: the edit of putting one for the other. */
const substitutions = new Uint8Array(SIZE * SIZE);
for (let a = 0; a < SIZE; a += 1) {
  for (let b = 0; b < SIZE; b += 1) substitutions[a * SIZE + b] = substitution(a, b);
}

function substitution(a: number, b: number): number {
  const [x, y] = [String.fromCharCode(a), String.fromCharCode(b)];
  const together = (group: string) => group.includes(x) && group.includes(y);
  const [kindA, kindB] = [kind(a), kind(b)];
  if (kindA === PARTING || kindB === PARTING || kindA === OTHER || kindB === OTHER) return edit['other letter'];
  if (kindA === FIGURE || kindB === FIGURE) return edit['other figure'];
  if (glides.some(together)) return edit.glide;
  if (kindA === VOWEL && kindB === VOWEL) return edit['vowel for vowel'];
  if (kindA !== kindB) return edit['vowel for consonant'];
  if (voiced.some(together)) return edit.voice;
  return near.some(together) ? edit['near consonant'] : edit['far consonant'];
}

/** The edit of reading letter `a` of the spelling as letter `b` of the name. @param place FIRST, LAST or INNER, where both stand */
export function editOfPair(a: number, b: number, place: number): number {
  const [plainA, plainB] = [base(a), base(b)];
  if (plainA === plainB) return editOfSame(plainA, place);
  if (plainA >= SIZE || plainB >= SIZE) return edit['other letter'];
  const found = substitutions[plainA * SIZE + plainB] as number;
  if (place === FIRST && found === edit['far consonant']) return edit['first far consonant'];
  if (found !== edit['vowel for vowel'] || place === INNER) return found;
  return place === FIRST ? edit['first vowel for vowel'] : edit['last vowel for vowel'];
}

function editOfSame(code: number, place: number): number {
  switch (kind(code)) {
    case VOWEL:
      return place === FIRST ? edit['first vowel'] : place === LAST ? edit['last vowel'] : edit.vowel;
    case FIGURE:
      return edit.figure;
    case PARTING:
      return edit.parting;
    default:
      return place === FIRST ? edit['first consonant'] : rare.has(code) ? edit['rare consonant'] : edit.consonant;
  }
}

const H = 'h'.charCodeAt(0);

/** The edit of a letter that the name lacks (`added` false) or that the spelling lacks. */
export function editOfOne(code: number, place: number, added: boolean): number {
  const plain = base(code);
  if (plain === H) return added ? edit['h added'] : edit['h left out'];
  switch (kind(plain)) {
    case VOWEL:
      if (place === FIRST) return added ? edit['first vowel added'] : edit['first vowel left out'];
      if (place === LAST) return added ? edit['last vowel added'] : edit['last vowel left out'];
      return added ? edit['vowel added'] : edit['vowel left out'];
    case CONSONANT:
      if (place === FIRST) return added ? edit['first consonant added'] : edit['first consonant left out'];
      if (place === LAST) return added ? edit['last consonant added'] : edit['last consonant left out'];
      return added ? edit['consonant added'] : edit['consonant left out'];
    case FIGURE:
      return edit['other figure'];
    case PARTING:
      return added ? edit.parted : edit.joined;
    default:
      return edit['other letter'];
  }
}

export const isConsonant = (code: number): boolean => kind(base(code)) === CONSONANT;
export const PARTING_CODE = '_'.charCodeAt(0);
