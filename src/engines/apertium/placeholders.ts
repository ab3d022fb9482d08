import { baseLanguage, type LanguageTag } from '../../model/language.ts';
import type { TermConstraint } from '../../model/term.ts';
import { joined } from './joins.ts';
import { type Edit, edited, type Reformatted } from './reformat.ts';
import type { Substitution } from './tokens.ts';

/** A word that goes through Apertium in place of a term. */
export interface Placeholder extends Substitution {
  term: TermConstraint;
}

/**
 * How terms go through: an English possessive (`OCHA's office`) first on a place name that the dictionaries know and copy, because
 * Apertium builds the genitive only around known names; if that is lost, without its `'s`; if that is lost too, without placeholders.
 */
export type Plan = 'carried' | 'bare' | 'none';

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

/** The words that take the place of a segment's terms. Terms that overlap an earlier one are left as they are. */
export function placeholdersFor(
  text: string,
  terms: TermConstraint[],
  from: LanguageTag,
  plan: Plan,
  words: PlaceholderWords,
): Placeholder[] {
  if (plan === 'none') return [];
  const placeholders: Placeholder[] = [];
  let carried = 0;
  for (const term of [...terms].sort((a, b) => a.start - b.start)) {
    if (term.start < (placeholders.at(-1)?.end ?? 0) || term.end <= term.start || term.end > text.length) continue;
    const { start, end } = term;
    const word = words.word(placeholders.length);
    if (!isPossessive(text, term, from)) placeholders.push({ term, start, end, word });
    else if (plan === 'bare') placeholders.push({ term, start, end: end + 2, word });
    else placeholders.push({ term, start, end, word: words.carrier(carried++) ?? word });
  }
  return placeholders;
}

/** The plans for a segment, in the order in which they are tried. */
export function plansFor(text: string, terms: TermConstraint[], from: LanguageTag): Plan[] {
  if (terms.length === 0) return ['none'];
  return terms.some((term) => isPossessive(text, term, from)) ? ['carried', 'bare', 'none'] : ['carried', 'none'];
}

function isPossessive(text: string, term: TermConstraint, from: LanguageTag): boolean {
  return baseLanguage(from) === 'en' && /^['’]s(?![\p{L}\p{Nd}])/u.test(text.slice(term.end));
}

/**
 * Puts the target terms where their placeholders stand.
 *
 * @returns `undefined` when a placeholder was lost, repeated or glued to another word
 */
export function withTerms(
  translated: Reformatted,
  placeholders: Placeholder[],
  to: LanguageTag,
): Reformatted | undefined {
  const edits: Edit[] = [];
  for (const { word, term } of placeholders) {
    const found = [...translated.text.matchAll(new RegExp(word, 'giu'))];
    const at = found[0]?.index;
    if (found.length !== 1 || at === undefined) return undefined;
    const end = at + word.length;
    if (/[\p{L}\p{M}\p{Nd}]$/u.test(translated.text.slice(0, at))) return undefined;
    if (/^[\p{L}\p{M}\p{Nd}]/u.test(translated.text.slice(end))) return undefined;
    const join = joined(to, translated.text.slice(0, at), term.target);
    if (join) edits.push({ start: at - join.remove, end: at, text: join.insert });
    edits.push({ start: at, end, text: term.target });
  }
  const inOrder = edits.sort((a, b) => a.start - b.start || a.end - b.end);
  return edited(translated, inOrder);
}
