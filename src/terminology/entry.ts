import { baseLanguage, type LanguageTag } from '../model/language.ts';
import type { Concept, Term, TermMatch, TermStatus } from '../model/term.ts';
import type { Paradigm } from './inflection/endings.ts';
import { even, foldWord, scanWords } from './tokens.ts';

/** A wording prepared for matching. */
export interface Entry {
  concept: Concept;
  term: Term;
  /** Folded words; none for a wording of punctuation alone. */
  tokens: string[];
  /** What stands between the words, evened: one shorter than `tokens`. */
  gaps: string[];
  /** What the wording has before its first and after its last word, such as the last full stop of `U.N.`. */
  head: string;
  tail: string;
  /** The wording evened, for those whose case and diacritics count. */
  exact: string;
  /** How each of its words may change; none where it stands as listed. */
  paradigms: Paradigm[];
  anyCase: boolean;
}

export const statusRank: Record<TermStatus, number> = { preferred: 0, admitted: 1, superseded: 2, deprecated: 3 };

/** What an infinitive looks like: a term without a part of speech that ends so may be a verb. English has no such mark. */
const infinitives: Record<LanguageTag, RegExp> = {
  fr: /(?:er|ir|re)$/,
  es: /[aei]r$/,
  ca: /(?:ar|er|ir|re)$/,
  de: /^\p{Ll}.*e?[lr]?n$/u,
};

/** Prepares a wording; `undefined` for one without a visible character. */
export function prepareEntry(concept: Concept, term: Term): Entry | undefined {
  const exact = even(term.text).trim();
  if (exact === '') return undefined;
  const tokens: string[] = [];
  const gaps: string[] = [];
  let head = exact;
  let last = 0;
  scanWords(exact, (start, end) => {
    if (tokens.length === 0) head = exact.slice(0, start);
    else gaps.push(exact.slice(last, start));
    tokens.push(foldWord(exact.slice(start, end)));
    last = end;
  });
  return {
    concept,
    term,
    tokens,
    gaps,
    head,
    tail: tokens.length === 0 ? '' : exact.slice(last),
    exact,
    paradigms: (term.inflection ?? term.kind === 'term') ? paradigmsOf(term, exact) : [],
    anyCase: (term.caseRule ?? (term.kind === 'term' ? 'any' : 'exact')) === 'any',
  };
}

function paradigmsOf({ partOfSpeech, language }: Term, exact: string): Paradigm[] {
  if (partOfSpeech === 'verb') return ['verb'];
  if (partOfSpeech === 'adverb') return [];
  if (partOfSpeech !== undefined) return ['noun'];
  const space = exact.indexOf(' ');
  const first = space < 0 ? exact : exact.slice(0, space);
  return infinitives[baseLanguage(language)]?.test(first) ? ['noun', 'verb'] : ['noun'];
}

/** Texts of a concept that may stand in a language, the house form first; the exact tag (`en-GB`) before its base language. */
export function acceptedForms(concept: Concept, language: LanguageTag): string[] {
  const base = baseLanguage(language);
  return concept.terms
    .filter(
      (term) =>
        baseLanguage(term.language) === base &&
        (term.status === 'preferred' || term.status === 'admitted') &&
        !term.forbidden,
    )
    .sort(
      (a, b) =>
        statusRank[a.status] - statusRank[b.status] ||
        Number(b.language === language) - Number(a.language === language),
    )
    .map((term) => term.text);
}

export function toMatch(text: string, { start, end }: { start: number; end: number }, entry: Entry): TermMatch {
  return {
    concept: entry.concept.id,
    start,
    end,
    text: text.slice(start, end),
    term: entry.term,
    accepted: acceptedForms(entry.concept, entry.term.language),
    origin: entry.concept.origin,
  };
}
