import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The tables of ELD's small model, as the package has them. */
interface Tables {
  /** ELD's languages (ISO 639-1) by their numbers. */
  languages: Record<number, string>;
  /** What each n-gram speaks for, by the number of the language. */
  ngrams: Record<string, Record<number, number>>;
  /** A character for each byte of UTF-8: n-grams are of bytes. */
  dictionary: string[];
  /** What words are parted by. */
  separators: RegExp;
}

/**
 * Node gives modules to `require` at once. The package exports its detector alone, which scores all sixty languages for every text; its
 * tables lie beside.
 */
const require = createRequire(import.meta.url);
let tables: (Tables & { numbers: Map<string, number> }) | undefined;

/** The tables, read when a text is first judged: they are the largest part of what a process that only serves would load. */
function loaded(): NonNullable<typeof tables> {
  if (!tables) {
    const entry = import.meta.resolve('eld/small');
    const part = (path: string) => require(fileURLToPath(new URL(path, entry)));
    const { languages, ngrams } = part('../ngrams/small.js').ngramsData as Tables;
    tables = {
      languages,
      ngrams,
      dictionary: part('../dictionary.js').dictionary,
      separators: part('../regexPatterns.js').separators,
      numbers: new Map(Object.entries(languages).map(([number, code]) => [code, Number(number)])),
    };
  }
  return tables;
}

/** How ELD reads a text, see its `detect`: so much of it, to the first blank after so many bytes, and never beyond so many. */
const READ = 1000;
const ENOUGH_BYTES = 350;
const MOST_BYTES = 380;
/** The most bytes of a word that are read in steps. */
const LONGEST_WORD = 70;
/** What each n-gram's score is stored without, and what scores are scaled by. */
const BASE_SCORE = 53;
const SCALE = 25;

/**
 * ELD's scores (0..1) of some languages for a text: those that its `detect(text).getScores()` gives them, and in its order. Languages
 * that it does not know, or that nothing in the text speaks for, are left out.
 *
 * @param codes ISO 639-1
 */
export function eldScores(text: string, codes: readonly string[]): { code: string; score: number }[] {
  const { numbers } = loaded();
  const asked = [...new Set(codes)].flatMap((code) => {
    const number = numbers.get(code);
    return number === undefined ? [] : [{ code, number, sum: 0 }];
  });
  const cut = wordsOf(text.substring(0, READ));
  round = (round + 1) >>> 0;
  let distinct = 0;
  for (const { ngrams } of cut) {
    for (const id of ngrams) {
      if (seen[id] === round) continue;
      seen[id] = round;
      distinct += 1;
      for (const language of asked) language.sum += scores[id * LANGUAGES + language.number] as number;
    }
  }
  return asked
    .filter(({ sum }) => sum > 0)
    .map(({ code, number, sum }) => ({ code, number, score: sum / distinct / (sum / distinct + SCALE) }))
    .sort((a, b) => b.score - a.score || a.number - b.number)
    .map(({ code, score }) => ({ code, score }));
}

/** A word in ELD's bytes, and the n-grams that it is cut into: words of running text come again and again. */
interface CutWord {
  bytes: number;
  ngrams: number[];
}

/** Words that are kept; at so many all are forgotten and learned anew. */
const KEPT = 20_000;
const words = new Map<string, CutWord>();
/** N-grams that have been met, by their number. */
const met = new Map<string, number>();
/** Room for what each n-gram says of each language: 0 for nothing. */
const LANGUAGES = 64;
let scores = new Uint16Array(1024 * LANGUAGES);
/** The text in which each n-gram was last met, by the number of the text. */
let seen = new Uint32Array(1024);
let round = 0;

/** The words of a text as ELD cuts it: runs of letters, with the apostrophes right before them and in them. */
function wordsOf(text: string): CutWord[] {
  if (words.size >= KEPT) {
    words.clear();
    met.clear();
    scores.fill(0);
    seen.fill(0);
  }
  const found: CutWord[] = [];
  let bytes = 0;
  let start = 0;
  const { length } = text;
  for (let at = 0; at <= length; ) {
    if (at < length && isLetter(text.charCodeAt(at))) {
      at += 1;
      continue;
    }
    // What parts words, up to the apostrophes that go with the next one.
    let end = at;
    let last = at;
    while (end < length && !isLetter(text.charCodeAt(end))) {
      if (!isApostrophe(text.charCodeAt(end))) last = end + 1;
      end += 1;
    }
    if (last > at || at === length) {
      if (at > start) {
        const word = cutWord(text.slice(start, at));
        const room = MOST_BYTES - bytes;
        if (word.bytes > room) {
          found.push(cutShort(text.slice(start, at), room));
          return found;
        }
        found.push(word);
        bytes += word.bytes;
        if (bytes > ENOUGH_BYTES) return found;
        bytes += 1;
      }
      start = last;
    }
    at = Math.max(end, at + 1);
  }
  return found;
}

function cutWord(written: string): CutWord {
  let word = words.get(written);
  if (!word) {
    const bytes = bytesOf(written.toLowerCase());
    word = { bytes: bytes.length, ngrams: ngramsOf(bytes) };
    words.set(written, word);
  }
  return word;
}

/** A word of which ELD reads no further than to the character that goes beyond so many bytes. */
function cutShort(written: string, room: number): CutWord {
  let bytes = '';
  for (const character of written.toLowerCase()) {
    bytes += bytesOf(character);
    if (bytes.length > room) break;
  }
  return { bytes: bytes.length, ngrams: ngramsOf(bytes) };
}

/** A word in UTF-8, as ELD writes bytes. No letter that it knows is beyond the basic plane. */
function bytesOf(word: string): string {
  const { dictionary } = loaded();
  let bytes = '';
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at);
    if (code < 0x80) bytes += word[at];
    else {
      if (code < 0x800) bytes += dictionary[0xc0 | (code >> 6)];
      else bytes += `${dictionary[0xe0 | (code >> 12)]}${dictionary[0x80 | ((code >> 6) & 0x3f)]}`;
      bytes += dictionary[0x80 | (code & 0x3f)];
    }
  }
  return bytes;
}

/** Four bytes at every third place, and the last four; a blank stands for the word's start and end. */
function ngramsOf(bytes: string): number[] {
  const length = Math.min(bytes.length, LONGEST_WORD);
  const ngrams: number[] = [];
  let at = 0;
  for (; at + 4 < length; at += 3) ngrams.push(ngram((at === 0 ? ' ' : '') + bytes.substring(at, at + 4)));
  ngrams.push(ngram(`${at === 0 ? ' ' : ''}${bytes.substring(length === 3 ? 0 : length - 4)} `));
  return ngrams;
}

function ngram(bytes: string): number {
  const known = met.get(bytes);
  if (known !== undefined) return known;
  const id = met.size;
  met.set(bytes, id);
  if (id >= seen.length) {
    const [more, longer] = [new Uint32Array(id * 2), new Uint16Array(id * 2 * LANGUAGES)];
    more.set(seen);
    longer.set(scores);
    [seen, scores] = [more, longer];
  }
  const speaks = loaded().ngrams[bytes];
  for (const language in speaks)
    scores[id * LANGUAGES + Number(language)] = (speaks[Number(language)] as number) + BASE_SCORE;
  return id;
}

const [LETTER, OTHER] = [1, 2];
/** What each UTF-16 unit is to ELD, found out when it is first met; beyond the basic plane it knows no letters. */
const kinds = new Uint8Array(0x10000);

function isLetter(unit: number): boolean {
  const kind = kinds[unit] || classify(unit);
  return kind === LETTER;
}

function classify(unit: number): number {
  const character = String.fromCharCode(unit);
  const kind = isApostrophe(unit) || character.replace(loaded().separators, '') === '' ? OTHER : LETTER;
  kinds[unit] = kind;
  return kind;
}

function isApostrophe(unit: number): boolean {
  return unit === 0x27 || unit === 0x60 || unit === 0x2019;
}
