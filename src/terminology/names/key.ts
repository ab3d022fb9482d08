import { baseLanguage, type LanguageTag } from '../../model/language.ts';
import { baseLetters, lettersOf } from './letters.ts';

/**
 * How a language's press writes sounds, in the order of reading: the longest fit wins. What presses write apart and mean alike is one
 * sign: `s` for all hisses, `k` for everything made at the back of the mouth, `i` for e, i, y, `o` for o, u.
 */
const shared: Record<string, string> = {
  b: 'p',
  c: 'k',
  d: 't',
  e: 'i',
  f: 'f',
  g: 'k',
  h: '',
  j: 's',
  q: 'k',
  u: 'o',
  v: 'f',
  w: 'f',
  x: 'ks',
  y: 'i',
  z: 's',
  kh: 'k',
  gh: 'k',
  sh: 's',
  ch: 's',
  zh: 's',
  tch: 's',
  sch: 's',
  tsch: 's',
  shch: 's',
  schtsch: 's',
  chtch: 's',
  dj: 's',
  dzh: 's',
  dsch: 's',
  dz: 's',
  tz: 's',
  th: 't',
  dh: 't',
  ph: 'f',
  bh: 'p',
  ck: 'k',
  qu: 'k',
  ce: 'si',
  ci: 'si',
  cy: 'si',
  ou: 'o',
  oo: 'o',
  ow: 'of',
  ee: 'i',
  ff: 'f',
};

const readings: Record<LanguageTag, Record<string, string>> = {
  fr: { gue: 'ki', gui: 'ki', ge: 'si', gi: 'si', oua: 'fa', oue: 'fi', oui: 'fi' },
  es: { j: 'k', gue: 'ki', gui: 'ki', ge: 'ki', gi: 'ki', hu: 'f', ll: 'i' },
  de: { j: 'i', ch: 'k', sch: 's' },
  tr: { c: 's', ce: 'si', ci: 'si', j: 's' },
  en: { ge: 'si', gi: 'si', gy: 'si' },
};

const articles = /(?:^|_)(?:al|el|ad|ar|as|ash|ach|az|an|at|la|le|les|de|du|of|the)(?=_)/gu;
/** Words for a saint, who is one letter in a key. */
const saints = /(?<=^|_)(?:saint|sainte|st|ste|san|santo|santa|sankt|sint)(?=_)/gu;

const LONGEST_READING = 7;

const byLanguage = new Map<LanguageTag, Map<string, string>>();

function readingOf(language: LanguageTag): Map<string, string> {
  const known = byLanguage.get(language);
  if (known) return known;
  const own = Object.hasOwn(readings, language) ? readings[language] : {};
  const reading = new Map(Object.entries({ ...shared, ...own }));
  byLanguage.set(language, reading);
  return reading;
}

/**
 * The sound of a name as blocking compares it: articles dropped, letters read as the language's press writes them, doubled signs single.
 * Names that a press convention turns into each other have keys that share most of their signs: `Tchernihiv` and `Chernihiv` -> `sirniif`.
 *
 * Idempotent: a key is its own key in every language. Letters of other scripts stay as they are. '' for a name without letters.
 */
export function nameKey(name: string, language: LanguageTag): string {
  const letters = baseLetters(lettersOf(name));
  return single(
    read(letters.replace(articles, '').replace(saints, 's').replaceAll('_', '') || letters, baseLanguage(language)),
  );
}

/** The consonants of a key: `sirniif` -> `srnf`. */
export const skeletonOf = (key: string): string => single(key.replace(/[aio]/gu, ''));

function read(letters: string, language: LanguageTag): string {
  const reading = readingOf(language);
  let key = '';
  for (let at = 0; at < letters.length; ) {
    let length = Math.min(LONGEST_READING, letters.length - at);
    while (length > 1 && !reading.has(letters.slice(at, at + length))) length -= 1;
    const part = letters.slice(at, at + length);
    key += reading.get(part) ?? part;
    at += length;
  }
  return key;
}

/** Doubled signs single; `ts` is a hiss as well. */
const single = (key: string): string => key.replace(/t+(?=s)/gu, '').replace(/(.)\1+/gu, '$1');
