import { baseLanguage, type LanguageTag } from '../model/language.ts';
import type { Concept, Term, TermFinder, TermMatch, TermStatus } from '../model/term.ts';
import { BUILTIN_ORIGIN } from './builtin.ts';
import { even, type Token, tokenize } from './tokens.ts';

/** A wording prepared for matching. */
interface Entry {
  concept: Concept;
  term: Term;
  accepted: string[];
  tokens: string[];
  /** What stands between the words, evened: one shorter than `tokens`. */
  gaps: string[];
  /** What the wording has before its first and after its last word, such as the last full stop of `U.N.`. */
  head: string;
  tail: string;
  /** The wording evened, for names and acronyms, whose case and diacritics count. */
  exact: string;
}

/** Languages whose plural adds an ending that a `term` may carry in the text. */
const pluralEndings: Record<LanguageTag, string[]> = {
  en: ['s', 'es'],
  fr: ['s', 'x'],
  es: ['s', 'es'],
  ca: ['s', 'es'],
};

const statusRank: Record<TermStatus, number> = { preferred: 0, admitted: 1, superseded: 2, deprecated: 3 };

/**
 * Prepares concepts for finding their wordings in texts.
 *
 * A wording is found as whole words. Names and acronyms keep their case and diacritics; terms match in any case and with a plural ending.
 * Of the wordings that start at one place the longest wins; of equally long ones a glossary's before the built-in table's, then the
 * better status, so that a form which is right for one concept is never reported as wrong for another. Words inside addresses, handles
 * and file names are left alone, and so are acronyms where everything is in capitals (`WHO` in `MAN WHO BIT DOG`).
 *
 * A first-token index makes a look-up one map access a word, whatever the size of the glossary.
 */
export function buildTermFinder(concepts: Concept[]): TermFinder {
  const indexes = new Map<LanguageTag, Map<string, Entry[]>>();
  for (const concept of concepts) {
    for (const term of concept.terms) {
      const entry = prepare(concept, term);
      const first = entry?.tokens[0];
      if (!entry || first === undefined) continue;
      const language = baseLanguage(term.language);
      const index = indexes.get(language) ?? new Map<string, Entry[]>();
      const sameStart = index.get(first);
      if (sameStart) sameStart.push(entry);
      else index.set(first, [entry]);
      indexes.set(language, index);
    }
  }
  return (text, language) => {
    const base = baseLanguage(language);
    const index = indexes.get(base);
    return index ? findAll(text, index, pluralEndings[base] ?? []) : [];
  };
}

/** Texts of a concept that may stand in a language, the house form first; the exact tag (`en-GB`) before its base language. */
export function acceptedForms(concept: Concept, language: LanguageTag): string[] {
  const base = baseLanguage(language);
  return concept.terms
    .filter(
      (term) => baseLanguage(term.language) === base && (term.status === 'preferred' || term.status === 'admitted'),
    )
    .sort(
      (a, b) =>
        statusRank[a.status] - statusRank[b.status] ||
        Number(b.language === language) - Number(a.language === language),
    )
    .map((term) => term.text);
}

function prepare(concept: Concept, term: Term): Entry | undefined {
  const exact = even(term.text).trim();
  const tokens = tokenize(exact);
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (!first || !last) return undefined;
  return {
    concept,
    term,
    accepted: acceptedForms(concept, term.language),
    tokens: tokens.map((token) => token.folded),
    gaps: tokens.slice(1).map((token, index) => exact.slice(tokens[index]?.end, token.start)),
    head: exact.slice(0, first.start),
    tail: exact.slice(last.end),
    exact,
  };
}

function findAll(text: string, index: Map<string, Entry[]>, endings: string[]): TermMatch[] {
  const tokens = tokenize(text);
  const capitals = isAllCapitals(text, tokens);
  const matches: TermMatch[] = [];
  for (let at = 0; at < tokens.length; ) {
    const best = bestAt(text, tokens, at, index, endings, capitals);
    if (best) matches.push(best.match);
    at += best?.words ?? 1;
  }
  return matches;
}

interface Found {
  match: TermMatch;
  words: number;
  rank: [number, number, number];
}

function bestAt(
  text: string,
  tokens: Token[],
  at: number,
  index: Map<string, Entry[]>,
  endings: string[],
  capitals: boolean,
): Found | undefined {
  const first = tokens[at]?.folded ?? '';
  const keys = [
    first,
    ...endings.filter((ending) => first.endsWith(ending)).map((ending) => first.slice(0, -ending.length)),
  ];
  let best: Found | undefined;
  for (const key of keys) {
    for (const entry of index.get(key) ?? []) {
      if (capitals && entry.term.kind === 'acronym') continue;
      const span = matchEntry(text, tokens, at, entry, endings);
      if (!span) continue;
      const rank: Found['rank'] = [
        span.start - span.end,
        entry.concept.origin === BUILTIN_ORIGIN ? 1 : 0,
        statusRank[entry.term.status],
      ];
      if (!best || compare(rank, best.rank) < 0)
        best = { match: toMatch(text, span, entry), words: entry.tokens.length, rank };
    }
  }
  return best;
}

function compare(a: Found['rank'], b: Found['rank']): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

function matchEntry(
  text: string,
  tokens: Token[],
  at: number,
  entry: Entry,
  endings: string[],
): { start: number; end: number } | undefined {
  const { kind } = entry.term;
  for (const [offset, wanted] of entry.tokens.entries()) {
    const token = tokens[at + offset];
    if (!token) return undefined;
    const plural = kind === 'term' && endings.some((ending) => token.folded === wanted + ending);
    if (token.folded !== wanted && !plural) return undefined;
    const previous = tokens[at + offset - 1];
    if (offset > 0 && previous && even(text.slice(previous.end, token.start)) !== entry.gaps[offset - 1])
      return undefined;
  }
  const start = (tokens[at]?.start ?? 0) - entry.head.length;
  const end = (tokens[at + entry.tokens.length - 1]?.end ?? 0) + entry.tail.length;
  if (start < 0 || end > text.length || insideAddress(text, start, end)) return undefined;
  const written = even(text.slice(start, end));
  const same = kind === 'term' ? hasEdges(written, entry) : written === entry.exact;
  return same ? { start, end } : undefined;
}

function hasEdges(written: string, entry: Entry): boolean {
  return written.startsWith(entry.head) && written.endsWith(entry.tail);
}

/** Whether the span is a piece of a web address, an e-mail address, a handle, a hashtag or a file name. */
function insideAddress(text: string, start: number, end: number): boolean {
  return (
    /[@#/\\]$|\p{L}\.$/u.test(text.slice(Math.max(0, start - 2), start)) ||
    /^(?:[@/\\]|\.\p{Ll})/u.test(text.slice(end, end + 2))
  );
}

/** A headline in capitals: three words or more, and no small letter. */
function isAllCapitals(text: string, tokens: Token[]): boolean {
  return tokens.length >= 3 && /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);
}

function toMatch(text: string, { start, end }: { start: number; end: number }, entry: Entry): TermMatch {
  return {
    concept: entry.concept.id,
    start,
    end,
    text: text.slice(start, end),
    term: entry.term,
    accepted: entry.accepted,
    origin: entry.concept.origin,
  };
}
