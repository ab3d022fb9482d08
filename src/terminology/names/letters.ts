/** Letters that English keeps no mark on but that tell a sound in their own language: Turkish, Slavic, Spanish, German, Nordic. */
const kept = new Set('çşščćžğñäöüåı');

/** Letters that Unicode does not decompose, as press spellings write them. */
const written: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'ö',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ə: 'a',
  ŋ: 'ng',
  '&': ' and ',
};

const romanNumeral = /(?<=[\p{L}\p{M}.] )[IVX]{1,6}(?![\p{L}\p{M}\p{N}])/gu;
const apostrophes = /['’‘ʼʻʿʾʹ`´′”“"]/gu;

/** Above this the rest of a name is not read: no name is longer, and aligning takes the product of two lengths. */
export const LONGEST = 80;

/**
 * The letters of a name, as spellings are compared by: lower case, without the marks that no convention turns into other letters, words
 * parted by `_`, apostrophes dropped (but for French `d'` and `l'`, which part words), Roman numerals behind a name as figures.
 *
 * `Oumm al-Qaïwaïn` -> `oumm_al_qaiwain`; `Benoît XVI` -> `benoit_16`; `Čaška` -> `čaška`. Idempotent; '' for a name without letters.
 */
export function lettersOf(name: string): string {
  const even = name.normalize('NFKC').replace(romanNumeral, (numeral) => String(romanValue(numeral)));
  const parted = even.replace(/(?<![\p{L}\p{M}])([dDlL])['’ʼ](?=\p{L})/gu, '$1 ').replace(apostrophes, '');
  let letters = '';
  for (const letter of parted.toLowerCase().normalize('NFC')) {
    if (kept.has(letter)) letters += letter;
    else for (const plain of letter.normalize('NFD').replace(/\p{M}/gu, '')) letters += written[plain] ?? plain;
  }
  return letters
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '')
    .slice(0, LONGEST)
    .replace(/(?:_|[\uD800-\uDBFF])$/u, '');
}

/** The same letters without their last marks: `čaška` -> `caska`. For comparing what differs in nothing but diacritics. */
export function baseLetters(letters: string): string {
  return letters.replaceAll('ı', 'i').normalize('NFD').replace(/\p{M}/gu, '');
}

function romanValue(numeral: string): number {
  const values: Record<string, number> = { I: 1, V: 5, X: 10 };
  const figures = [...numeral].map((letter) => values[letter] ?? 0);
  return figures.reduce((sum, value, at) => sum + (value < (figures[at + 1] ?? 0) ? -value : value), 0);
}

/** An acronym as newsrooms write one: a single word, all in capitals, of two to eight letters. */
export function isAcronym(name: string): boolean {
  return /^(?:\p{Lu}\.?){2,8}$/u.test(name.trim());
}
