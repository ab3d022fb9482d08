import { baseLanguage, type LanguageTag } from '../../model/language.ts';
import { type Join, joined } from './joins.ts';
import type { Features } from './morphology.ts';

/** Masculine and feminine singular, masculine and feminine plural; where there is one, the form before a vowel in the singular. */
type Row = readonly [string, string, string, string, string?];

/**
 * Words that agree with the noun right after them, alone or grown together with a preposition. Spanish: Nueva gramática de la lengua
 * española (RAE, 2009), 14 and 18; Catalan: Gramàtica de la llengua catalana (IEC, 2016), 16; French: Grevisse, Le bon usage, § 576-636.
 */
const rows: Record<string, Row[]> = {
  es: [
    ['el', 'la', 'los', 'las'],
    ['del', 'de la', 'de los', 'de las'],
    ['al', 'a la', 'a los', 'a las'],
    ['un', 'una', 'unos', 'unas'],
    ['este', 'esta', 'estos', 'estas'],
    ['ese', 'esa', 'esos', 'esas'],
    ['aquel', 'aquella', 'aquellos', 'aquellas'],
    ['nuestro', 'nuestra', 'nuestros', 'nuestras'],
    ['su', 'su', 'sus', 'sus'],
  ],
  ca: [
    ['el', 'la', 'els', 'les', "l'"],
    ['del', 'de la', 'dels', 'de les', "de l'"],
    ['al', 'a la', 'als', 'a les', "a l'"],
    ['pel', 'per la', 'pels', 'per les', "per l'"],
    ['un', 'una', 'uns', 'unes'],
    ['aquest', 'aquesta', 'aquests', 'aquestes'],
    ['aquell', 'aquella', 'aquells', 'aquelles'],
    ['el seu', 'la seva', 'els seus', 'les seves'],
    ['del seu', 'de la seva', 'dels seus', 'de les seves'],
    ['al seu', 'a la seva', 'als seus', 'a les seves'],
    ['pel seu', 'per la seva', 'pels seus', 'per les seves'],
    ['el nostre', 'la nostra', 'els nostres', 'les nostres'],
  ],
  fr: [
    ['le', 'la', 'les', 'les', "l'"],
    ['du', 'de la', 'des', 'des', "de l'"],
    ['au', 'à la', 'aux', 'aux', "à l'"],
    ['un', 'une', 'des', 'des'],
    ['ce', 'cette', 'ces', 'ces', 'cet'],
    ['son', 'sa', 'ses', 'ses'],
  ],
};

/** Prepositions and the words of English that may stand before a term without being part of it. */
const particles: Record<string, string[]> = {
  es: ['a', 'con', 'de', 'en', 'para', 'por', 'sin'],
  ca: ['a', 'amb', 'de', "d'", 'en', 'per', 'sense'],
  fr: ['à', 'avec', 'de', "d'", 'en', 'par', 'pour', 'sans'],
  en: ['a', 'an', 'at', 'by', 'for', 'from', 'in', 'of', 'on', 'the', 'to', 'with'],
};

/**
 * The change right before a term that makes its article, demonstrative or possessive agree with it, and elides or contracts what stands
 * before a vowel; `undefined` when nothing changes. A form that stands for several (French `des`) is left alone where these would differ.
 *
 * @param before the text before the term, not further back than the last term
 */
export function adapted(language: LanguageTag, before: string, term: string, features?: Features): Join | undefined {
  const agreed = agreement(baseLanguage(language), before, term, features);
  const head = agreed === undefined ? before : agreed;
  const join = joined(language, head, term);
  const result = join ? head.slice(0, head.length - join.remove) + join.insert : head;
  let common = 0;
  while (common < before.length && before[common] === result[common]) common++;
  return result === before ? undefined : { remove: before.length - common, insert: result.slice(common) };
}

/** Whether a text is nothing but prepositions and determiners. */
export function isFunctionWords(language: LanguageTag, text: string): boolean {
  const base = baseLanguage(language);
  const words = [...(particles[base] ?? []), ...(rows[base] ?? []).flat().filter((form) => form !== undefined)];
  const one = words.map((form) => (form.endsWith("'") ? form.replace("'", "['’]") : `${form} `)).join('|');
  return new RegExp(`^(?:${one})*$`, 'iu').test(text);
}

function agreement(language: string, before: string, term: string, features?: Features): string | undefined {
  if (!features) return undefined;
  const standing = (rows[language] ?? []).flatMap((row) =>
    row.flatMap((form, column) => {
      if (form === undefined) return [];
      const written = form.endsWith("'") ? `${form.slice(0, -1)}['’]$` : `${form} $`;
      const match = new RegExp(`(?<![\\p{L}\\p{M}'’-])${written}`, 'iu').exec(before)?.[0];
      return match ? [{ match, row, column }] : [];
    }),
  );
  const longest = Math.max(...standing.map(({ match }) => match.length));
  const wanted = standing
    .filter(({ match }) => match.length === longest)
    .map(({ match, row, column }) => agreeing(language, row, column, term, features) ?? match.trimEnd().toLowerCase());
  const [form] = wanted;
  const match = standing.find((candidate) => candidate.match.length === longest)?.match;
  if (form === undefined || match === undefined || wanted.some((other) => other !== form)) return undefined;
  if (form === match.trimEnd().toLowerCase()) return undefined;
  const cased = /^\p{Lu}/u.test(match) ? form.charAt(0).toUpperCase() + form.slice(1) : form;
  return `${before.slice(0, before.length - match.length)}${cased} `;
}

/** The form of a row that a term wants; `undefined` where the form before a vowel already serves. */
function agreeing(language: string, row: Row, column: number, term: string, features: Features): string | undefined {
  const elided = column === 4;
  const plural = features.number ? features.number === 'pl' : column === 2 || column === 3;
  if (elided && !plural) return undefined;
  const gender = features.gender ?? (elided ? undefined : column % 2 === 1 ? 'f' : 'm');
  if (gender === undefined) return row[2] === row[3] ? row[2] : undefined;
  if (plural) return gender === 'f' ? row[3] : row[2];
  const masculine = gender === 'm' || (language === 'es' && /^(?:el|del|al|un)$/.test(row[0]) && stressedA(term));
  return masculine ? row[0] : row[1];
}

/**
 * Whether a Spanish noun begins with a stressed a, before which the articles of the feminine are `el` and `un` (RAE, 14.2j). Without a
 * written accent the stress is on the last syllable but one after a vowel, n or s, else on the last one. Not for acronyms.
 */
function stressedA(term: string): boolean {
  const word = /^\p{L}\p{Ll}+/u.exec(term)?.[0].toLowerCase() ?? '';
  if (/^h?á/.test(word)) return true;
  if (!/^h?a/.test(word) || /[áéíóú]/.test(word)) return false;
  const syllables = word.match(/[iu]?[aeo][iu]?|[iu]+/g)?.length ?? 0;
  return syllables === (/[aeiouns]$/.test(word) ? 2 : 1);
}
