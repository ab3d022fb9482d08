import { baseLanguage, type LanguageTag } from '../model/language.ts';
import { folded } from './words.ts';

/** Words of country names by language, with the ISO 3166 codes of the countries; from CLDR. */
const tables = new Map<LanguageTag, Map<string, string[]>>();

/** The countries in whose name a word, in lower case, stands: `allemagne` is DE in French. None for short words. */
export function countryCodes(word: string, language: LanguageTag): string[] {
  if (word.length < 4) return [];
  const base = baseLanguage(language);
  let table = tables.get(base);
  if (!table) {
    table = tableOf(base);
    tables.set(base, table);
  }
  return table.get(folded(word)) ?? [];
}

/** So many letters of a country's name begin the adjective too: `Espagne`, `espagnol`. */
const STEM = 5;
const stems = new Map<string, string[]>();

/** How the words for a country and its people begin in a language, without diacritics. */
export function countryStems(code: string, language: LanguageTag): string[] {
  const base = baseLanguage(language);
  const key = `${base} ${code}`;
  let found = stems.get(key);
  if (!found) {
    const supported = base !== 'und' && Intl.DisplayNames.supportedLocalesOf([base]).length > 0;
    const name = supported ? new Intl.DisplayNames([base], { type: 'region', fallback: 'none' }).of(code) : undefined;
    const words = (name ?? '').match(/[\p{L}\p{M}]{4,}/gu) ?? [];
    found = words.map((word) => folded(word.toLowerCase()).slice(0, STEM));
    stems.set(key, found);
  }
  return found;
}

function tableOf(language: LanguageTag): Map<string, string[]> {
  const table = new Map<string, string[]>();
  if (language === 'und' || Intl.DisplayNames.supportedLocalesOf([language]).length === 0) return table;
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    for (const word of (names.of(code) ?? '').match(/[\p{L}\p{M}]{4,}/gu) ?? []) {
      const key = folded(word.toLowerCase());
      table.set(key, [...(table.get(key) ?? []), code]);
    }
  }
  return table;
}
