/** A word of a text, as terms are compared by. */
export interface Token {
  /** Half-open UTF-16 offsets. */
  start: number;
  end: number;
  /** Lower case, without diacritics. */
  folded: string;
}

/**
 * Cuts a text into words: letters with their marks, digits, `_` (so that file names are one word), the middle dot of Catalan `l·l`.
 * Apostrophes and hyphens part words, so that French and Catalan elision (`l'ONU`, `d’Idleb`) and English possessives (`Idleb's`) leave
 * the name as a word of its own. Scripts that are written without spaces (Han, kana, Thai, Lao, Khmer, Burmese) are cut into characters.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  scanWords(text, (start, end) => {
    tokens.push({ start, end, folded: foldWord(text.slice(start, end)) });
  });
  return tokens;
}

/**
 * Calls `take` with the half-open UTF-16 offsets of each word of a text, in order, and a hash of its units (FNV-1a, 32 bits), which costs
 * next to nothing while they pass by.
 */
export function scanWords(text: string, take: (start: number, end: number, hash: number) => void): void {
  const { length } = text;
  let at = 0;
  while (at < length) {
    let unit = text.charCodeAt(at);
    let kind = kinds[unit] || kindAt(text, at);
    if (kind === other || kind === mark) {
      at += widthOf(unit);
      continue;
    }
    const start = at;
    const alone = kind === unspaced;
    let hash = OFFSET_BASIS;
    do {
      hash = Math.imul(hash ^ unit, PRIME);
      at += widthOf(unit);
      if (at >= length) break;
      unit = text.charCodeAt(at);
      kind = kinds[unit] || kindAt(text, at);
    } while (kind === mark || (!alone && (kind === letter || joins(text, at, unit))));
    if (at > length) at = length;
    take(start, at, hash);
  }
}

/** Calls `take` with the half-open UTF-16 offsets of each run of letters, marks, digits and `_`, in order. */
export function scanRuns(text: string, take: (start: number, end: number) => void): void {
  const { length } = text;
  let at = 0;
  while (at < length) {
    let unit = text.charCodeAt(at);
    if ((kinds[unit] || kindAt(text, at)) === other) {
      at += widthAt(text, at, unit);
      continue;
    }
    const start = at;
    do {
      at += widthAt(text, at, unit);
      unit = text.charCodeAt(at);
    } while (at < length && (kinds[unit] || kindAt(text, at)) !== other);
    take(start, at);
  }
}

/** UTF-16 units of the character at a place; half a pair by itself is one. */
function widthAt(text: string, at: number, unit: number): number {
  return unit >= 0xd800 && unit <= 0xdbff && (text.codePointAt(at) as number) > 0xffff ? 2 : 1;
}

const [OFFSET_BASIS, PRIME] = [0x811c9dc5, 0x01000193];

/** Whether a middle dot stands between two letters. */
function joins(text: string, at: number, unit: number): boolean {
  return (unit === 0xb7 || unit === 0x2027) && at + 1 < text.length && kindAt(text, at + 1) === letter;
}

const [unknown, other, letter, mark, unspaced] = [0, 1, 2, 3, 4];

/** What each UTF-16 unit is, found out when it is first met: a look-up in a table costs a tenth of a regular expression. */
const kinds = new Uint8Array(0x10000);

const unspacedScripts =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit >= 0xd800 && unit <= 0xdbff) return classify(String.fromCodePoint(text.codePointAt(at) ?? unit));
  const known = kinds[unit] as number;
  if (known !== unknown) return known;
  const kind = classify(String.fromCharCode(unit));
  kinds[unit] = kind;
  return kind;
}

function classify(character: string): number {
  if (/^\p{M}/u.test(character)) return mark;
  if (!/^[\p{L}\p{N}_]/u.test(character)) return other;
  return unspacedScripts.test(character) && !/^\p{N}/u.test(character) ? unspaced : letter;
}

/** UTF-16 units of the character that begins with this one; half a pair is two as well, and nobody minds. */
function widthOf(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdbff ? 2 : 1;
}

/** One word folded: as `fold`, but where marks are what tells words apart (kana, Thai) they stay. */
export function foldWord(word: string): string {
  if (/^[\w]+$/.test(word)) return word.toLowerCase();
  return unspacedScripts.test(word) ? word.normalize('NFKC') : fold(word);
}

/** Lower case, compatibility form, without combining marks, ligatures and Arabic tatweel: `Kobané` and `KOBANE` are one, `œil` and `oeil`. */
export function fold(text: string): string {
  return (
    text
      .normalize('NFKD')
      .replaceAll(/[\p{M}\u0640]/gu, '')
      .toLowerCase()
      .replaceAll(/[œæß]/g, (letter) => ligatures[letter] ?? letter)
      // Hangul was taken apart with the rest.
      .normalize('NFC')
  );
}

const ligatures: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss' };

/** Evens out what typesetting varies and meaning does not: white space, apostrophes, hyphens; composed characters. */
export function even(text: string): string {
  if (/^[\w.,;:!?()/&+-]*(?: [\w.,;:!?()/&+-]+)*$/.test(text)) return text;
  return text
    .normalize('NFC')
    .replaceAll(/[\s\u00A0\u2009\u202F]+/gu, ' ')
    .replaceAll(/[’ʼ‘`´]/gu, "'")
    .replaceAll(/[‐‑]/gu, '-');
}
