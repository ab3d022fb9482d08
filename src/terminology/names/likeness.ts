import { Kept } from '../../model/kept.ts';
import { baseLanguage, type LanguageTag, sameLanguage } from '../../model/language.ts';
import type { NameDoubt } from '../../model/name.ts';
import { houseForms } from '../gazetteer/house.ts';
import { rightNames } from '../gazetteer/links.ts';
import { lookup } from '../gazetteer/lookup.ts';
import type { CapitalisedName } from './capitalised.ts';
import { type Candidate, NameIndex } from './linker.ts';
import { nameSimilarity, SAME_NAME } from './similarity.ts';

/** Shorter words are too often something else. */
const LETTERS = 5;

/** Adjectives and inhabitants, which look like their country: `Syrian`, `Kurdish`, `Houthis`. */
const derived = /(?:ian|ians|ean|eans|an|ans|ish|ese|ic|ist|ists|ism|i|is|s)$/u;

let index: NameIndex | undefined;

/**
 * A name that no table knows, and the one that it most likely is, where the convention of the original's press makes that sure. The
 * conventions lead to English names; a text in another language is offered its own form of the same entity, where the gazetteer has one,
 * and only for a name that was copied: it stands in the original, too. The index of the gazetteer's names is built at the first question.
 *
 * @param original the language that the text was translated from, declared or inferred
 * @param source text of the original, where it is at hand
 */
export function lookalike(
  name: CapitalisedName,
  language: LanguageTag,
  original: LanguageTag,
  source = '',
): NameDoubt | undefined {
  if (sameLanguage(language, original)) return undefined;
  const inEnglish = baseLanguage(language) === 'en';
  if (!inEnglish && !source.includes(name.text)) return undefined;
  const letters = name.text.replaceAll(/\P{L}/gu, '');
  if (name.doubtful || letters.length < LETTERS || letters === letters.toUpperCase()) return undefined;
  if (!name.text.includes(' ') && isOfPlace(name.text)) return undefined;
  const first = likely(name.text, baseLanguage(original));
  if (!first || isDerived(name.text, first.name) || !isWordByWord(name.text, first.name, original)) return undefined;
  const { start, end, text } = name;
  const house = inEnglish ? usualForm(first) : formIn(first, language);
  if (house === undefined || house === text) return undefined;
  return { start, end, text, kind: 'looks-like', other: house, suggestions: [house] };
}

const likeliest = new Kept<Candidate | undefined>(5000);

/** What a name surely stands for: the names of the news come again, in other articles and in other languages of one. */
function likely(name: string, language: LanguageTag): Candidate | undefined {
  return likeliest.get(`${language} ${name}`, () => {
    index ??= new NameIndex(rightNames('en'));
    return index.surely(name, language);
  });
}

/** What is mostly written today for a name that is right as well: `Slavyansk` is Sloviansk. */
function usualForm({ name, entity: id }: Candidate): string {
  const found = lookup(name, 'en').find(({ entity }) => entity.id === id);
  return (found && houseForms(found.entity, 'en', found.form)[0]?.text) ?? name;
}

/** What a language calls the entity of an English name; undefined where the gazetteer does not say. */
function formIn({ name, entity: id }: Candidate, language: LanguageTag): string | undefined {
  const found = lookup(name, 'en').find(({ entity }) => entity.id === id);
  return found && houseForms(found.entity, language, found.form)[0]?.text;
}

/** The Arabic article, which presses write or leave out. */
const article = /^(?:[ae]l|a[dnrst]|ash|ach|ez)-/iu;

/** Whether each word of a longer name is alike: `National Olympic Committee` is not the International one. */
function isWordByWord(spelling: string, name: string, original: LanguageTag): boolean {
  const [words, others] = [spelling, name].map((text) => text.split(' ').map((word) => word.replace(article, ''))) as [
    string[],
    string[],
  ];
  if (words.length === 1 || words.length !== others.length) return true;
  return words.every((word, at) => nameSimilarity(word, others[at] as string, baseLanguage(original)) >= SAME_NAME);
}

/** Whether a word is an adjective or an inhabitant by its form, or goes back to a place that the gazetteer has: `Iraqi`, `Kurdish`. */
export function isOfPlace(word: string): boolean {
  if (/(?:ians?|ish|ese)$/u.test(word)) return true;
  const stem = /^(.{3,}?)(?:ans?|ns?|is?|s|ites?)$/u.exec(word)?.[1];
  return stem !== undefined && ['', 'a', 'ia', 'y', 'e', 'o'].some((end) => lookup(stem + end, 'en').length > 0);
}

/** Whether two words may be a name and its adjective, its plural or its inhabitants, rather than two spellings. */
export function isDerived(one: string, other: string): boolean {
  if (one.startsWith(other) || other.startsWith(one)) return true;
  const stem = (word: string) =>
    word.toLowerCase().replace(/(?:ian|ean|an|ish|ese|ic|ist|ism|i|ia|ie|y|e|a|o)?s?$/u, '');
  return (derived.test(one) || derived.test(other)) && stem(one) === stem(other);
}
