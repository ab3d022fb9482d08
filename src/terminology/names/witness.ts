import type { LanguageTag } from '../../model/language.ts';
import type { NameDoubt } from '../../model/name.ts';
import { lookup } from '../gazetteer/lookup.ts';
import type { CapitalisedName } from './capitalised.ts';
import { isDerived } from './likeness.ts';
import {
  mayReach,
  type PreparedName,
  type PreparedSpelling,
  prepareName,
  prepareSpelling,
  similarityOf,
} from './similarity.ts';

/** A name of an article and the text that it stands in. */
export interface PlacedName extends CapitalisedName {
  /** Index of the text. */
  at: number;
}

/** Names score so much alike only where letters of transliteration differ; names of people of one village do not. */
const SAME = 0.9;
const LETTERS = 5;
/** Names compared with one another: an article has some dozens. */
const COMPARED = 400;

/**
 * The spellings of an article that are another spelling of a name in it: `Mykhailivka` and `Mikhailivka`, `Tell Zeitoun` and `Tel-Zeitoun`.
 * The rarer one is pointed out, with the other as suggestion, and the one that no table knows before one that a table knows. Not compared
 * are names of which a table knows that they are two, and those that the original has side by side as well.
 *
 * @param names those that nothing else has been said of
 * @param original the language of the original, where it is known: its conventions are tried too
 * @param source text of the original, where it is at hand
 */
export function variants(
  names: PlacedName[],
  language: LanguageTag,
  original: LanguageTag | undefined,
  source = '',
): (NameDoubt & { at: number })[] {
  const spelled = Map.groupBy(
    names.filter(({ text }) => text.replaceAll(/\P{L}/gu, '').length >= LETTERS),
    ({ text }) => text,
  );
  const sure = [...spelled].filter(([, places]) => places.some(({ doubtful }) => !doubtful)).slice(0, COMPARED);
  const press = original ?? language;
  const words = new Map<string, ComparedWord>();
  const compared = sure.map(([text, places]) => ({ ...comparedName(text, language, words), places }));
  const doubts: (NameDoubt & { at: number })[] = [];
  const told = new Set<string>();
  for (const [index, one] of compared.entries()) {
    for (const other of compared.slice(index + 1)) {
      if (told.has(one.text)) break;
      if (told.has(other.text) || !isVariant(one, other, press)) continue;
      if (source.includes(one.text) && source.includes(other.text)) continue;
      const [keep, wrong] = weight(one) >= weight(other) ? [one, other] : [other, one];
      told.add(wrong.text);
      for (const { at, start, end, text } of wrong.places)
        doubts.push({ at, start, end, text, kind: 'variant', other: keep.text, suggestions: [keep.text] });
    }
  }
  return doubts;
}

/** A name made ready for being compared with the others of its article. */
interface ComparedName {
  text: string;
  lower: string;
  /** Letters alone, in lower case and without marks. */
  letters: string;
  words: ComparedWord[];
  /** Entities that the language calls so. */
  known: string[];
}

interface ComparedWord {
  text: string;
  /** As a spelling of a press and as a name, from when somebody asks. */
  prepared?: { spelling: PreparedSpelling; name: PreparedName };
}

/** @param known words of names before it, each of which is made ready once */
function comparedName(text: string, language: LanguageTag, known: Map<string, ComparedWord>): ComparedName {
  const wordOf = (written: string): ComparedWord => {
    const word = known.get(written) ?? { text: written };
    known.set(written, word);
    return word;
  };
  return {
    text,
    lower: text.toLowerCase(),
    letters: text.normalize('NFKD').replaceAll(/\P{L}/gu, '').toLowerCase(),
    words: text.split(/[\s\u00A0-]+/u).map(wordOf),
    known: lookup(text, language).map(({ entity }) => entity.id),
  };
}

/** A name that a table knows outweighs one that none knows. */
function weight({ places, known }: ComparedName & { places: PlacedName[] }): number {
  return places.length + (known.length > 0 ? 1000 : 0);
}

function isVariant(one: ComparedName, other: ComparedName, press: LanguageTag): boolean {
  if (one.lower === other.lower) return false;
  const same = one.letters === other.letters;
  const [a, b] = [one.words, other.words];
  if (!same && a.length !== b.length) return false;
  if (one.known.length > 0 && other.known.length > 0) return same && other.known.some((id) => one.known.includes(id));
  if (same) return true;
  // Every word has to be the same or alike: two people of one family share a word.
  return a.every((word, at) => {
    const counterpart = b[at] as ComparedWord;
    return word.text === counterpart.text || isAlike(word, counterpart, press, a.length > 1);
  });
}

function isAlike(one: ComparedWord, other: ComparedWord, press: LanguageTag, inName: boolean): boolean {
  if (Math.min(one.text.length, other.text.length) < (inName ? 4 : LETTERS)) return false;
  const [a, b] = [prepared(one, press), prepared(other, press)];
  const alike = (spelling: PreparedSpelling, name: PreparedName) =>
    mayReach(spelling, name, SAME) && similarityOf(spelling, name) >= SAME;
  return (alike(a.spelling, b.name) || alike(b.spelling, a.name)) && !isDerived(one.text, other.text);
}

function prepared(word: ComparedWord, press: LanguageTag): NonNullable<ComparedWord['prepared']> {
  word.prepared ??= { spelling: prepareSpelling(word.text, press), name: prepareName(word.text) };
  return word.prepared;
}

const kinds = 'region|province|governorate|district|county|oblast|department|prefecture|valley|peninsula';

/** An order in which an article has a place and its kind. */
interface Ordered {
  at: number;
  start: number;
  end: number;
  text: string;
  kind: string;
  name: string;
  after: boolean;
}

/**
 * `region of Idlib` beside `Idlib region` in one English article: the rarer order is pointed out, of two as frequent ones the longer.
 *
 * @param house the form that should stand for a name, where the term base has one
 */
export function orders(texts: string[], house: (name: string, at: number) => string): (NameDoubt & { at: number })[] {
  const name = "\\p{Lu}[\\p{L}\\p{M}'’-]*(?: \\p{Lu}[\\p{L}\\p{M}'’-]*)*";
  const found = texts.flatMap((text, at): Ordered[] => [
    ...[...text.matchAll(new RegExp(`(?<![\\p{L}-])(${kinds}) of (${name})`, 'gu'))].map((match) =>
      ordered(match, at, match[1] as string, match[2] as string, true),
    ),
    ...[...text.matchAll(new RegExp(`(?<![\\p{L}-])(${name}) (${kinds})(?![\\p{L}-])`, 'gu'))].map((match) =>
      ordered(match, at, match[2] as string, match[1] as string, false),
    ),
  ]);
  return [...Map.groupBy(found, ({ kind, name }) => `${kind} ${name}`).values()].flatMap((same) => {
    const after = same.filter((one) => one.after);
    const ahead = same.filter((one) => !one.after);
    if (after.length === 0 || ahead.length === 0) return [];
    const [rare, usual] = ahead.length < after.length ? [ahead, after] : [after, ahead];
    return rare.map(({ at, start, end, text, kind, name: place }) => {
      const wanted = `${house(place, at)} ${kind}`;
      return {
        at,
        start,
        end,
        text,
        kind: 'order' as const,
        other: usual[0]?.text ?? '',
        suggestions: [wanted].filter((form) => form !== text),
      };
    });
  });
}

function ordered(match: RegExpExecArray, at: number, kind: string, name: string, after: boolean): Ordered {
  // `The Idlib region`: the article is no part of the name.
  const opening = after ? 0 : (/^(?:The|This|That|In|From|Near|Across|Of) /u.exec(name)?.[0].length ?? 0);
  const [start, end] = [match.index + opening, match.index + match[0].length];
  return { at, start, end, text: match[0].slice(opening), kind, name: name.slice(opening), after };
}
