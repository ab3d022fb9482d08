import { baseLanguage, type LanguageTag } from '../../model/language.ts';
import type { TermConstraint } from '../../model/term.ts';
import type { PlacedTerm } from './terms.ts';

/** A word that goes through Apertium in place of a term. Half-open UTF-16 offsets in the source. */
export interface Placeholder {
  start: number;
  end: number;
  word: string;
  term: TermConstraint;
}

/**
 * Which terms go through as placeholders, and how an English possessive (`OCHA's office`) does: first `carried` by a place name that the
 * dictionaries know and copy, because Apertium builds the genitive only around known names; if that is lost, `bare`, without its `'s`.
 */
export interface Plan {
  hidden: TermConstraint[];
  possessive: 'carried' | 'bare';
}

/** Place names that are the same in English, Spanish, French and Catalan, and that the English dictionaries know. */
const carriers = ['Chicago', 'Boston', 'Denver', 'Houston', 'Oslo', 'Toronto', 'Kansas'];

const stems = ['Qzvk', 'Xqzv', 'Zqxk', 'Vkqz', 'Kxqz', 'Zvqx', 'Qvxz'];

/** Consonants only: nothing is elided or contracted before them, and no language inflects a word of them. */
const letters = 'bdfgkmpt';

/** Makes placeholder words that stand nowhere in the texts of a batch. */
export class PlaceholderWords {
  readonly #stem: string;
  readonly #carriers: string[];

  constructor(texts: string[]) {
    const batch = texts.join('\n').toLowerCase();
    let stem = stems.find((candidate) => !batch.includes(candidate.toLowerCase())) ?? 'Qzvk';
    while (batch.includes(stem.toLowerCase())) stem += 'xq';
    this.#stem = stem;
    this.#carriers = carriers.filter((name) => !batch.includes(name.toLowerCase()));
  }

  /** The word for a term of a segment, by its place in the segment (up to 512 terms). */
  word(index: number): string {
    const digits = [index >> 6, index >> 3, index].map((digit) => letters[digit & 7]);
    return this.#stem + digits.join('');
  }

  /** The place name for a possessive term of a segment; `undefined` when there are no more. */
  carrier(index: number): string | undefined {
    return this.#carriers[index];
  }
}

/** The words that take the place of a plan's terms. Terms that overlap an earlier one are left as they are. */
export function placeholdersFor(text: string, plan: Plan, from: LanguageTag, words: PlaceholderWords): Placeholder[] {
  const placeholders: Placeholder[] = [];
  let carried = 0;
  for (const term of apart(text, plan.hidden)) {
    const { start, end } = term;
    const word = words.word(placeholders.length);
    if (!isPossessive(text, term, from)) placeholders.push({ term, start, end, word });
    else if (plan.possessive === 'bare') placeholders.push({ term, start, end: end + 2, word });
    else placeholders.push({ term, start, end, word: words.carrier(carried++) ?? word });
  }
  return placeholders;
}

/** The plans for a segment some of whose terms were not translated as prescribed, in the order in which they are tried. */
export function plansFor(text: string, terms: TermConstraint[], missing: TermConstraint[], from: LanguageTag): Plan[] {
  const choices = missing.length < terms.length ? [missing, terms] : [terms];
  return choices.flatMap((hidden): Plan[] => {
    const possessive = hidden.some((term) => isPossessive(text, term, from));
    const carried: Plan = { hidden, possessive: 'carried' };
    return possessive ? [carried, { hidden, possessive: 'bare' }] : [carried];
  });
}

/** The terms that stand in a text and do not overlap an earlier one, in text order. */
export function apart(text: string, terms: TermConstraint[]): TermConstraint[] {
  let end = 0;
  return [...terms]
    .sort((a, b) => a.start - b.start)
    .filter((term) => {
      if (term.start < end || term.end <= term.start || term.end > text.length) return false;
      end = term.end;
      return true;
    });
}

/** Whether an English genitive ending follows a term. */
export function isPossessive(text: string, term: TermConstraint, from: LanguageTag): boolean {
  return baseLanguage(from) === 'en' && /^['’]s(?![\p{L}\p{Nd}])/u.test(text.slice(term.end));
}

/**
 * Where the placeholders stand in a translation.
 *
 * @returns `undefined` when a placeholder was lost, repeated or glued to another word
 */
export function placeholdersIn(text: string, placeholders: Placeholder[]): PlacedTerm[] | undefined {
  const placed: PlacedTerm[] = [];
  for (const { word, term } of placeholders) {
    const found = [...text.matchAll(new RegExp(word, 'giu'))];
    const start = found[0]?.index;
    if (found.length !== 1 || start === undefined) return undefined;
    const end = start + word.length;
    if (/[\p{L}\p{M}\p{Nd}]$/u.test(text.slice(0, start))) return undefined;
    if (/^[\p{L}\p{M}\p{Nd}]/u.test(text.slice(end))) return undefined;
    placed.push({ term, start, end, form: term.target });
  }
  return placed;
}
