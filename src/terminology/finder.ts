import { baseLanguage, type LanguageTag } from '../model/language.ts';
import type { Concept, TermFinder, TermMatch } from '../model/term.ts';
import { BUILTIN_ORIGIN } from './builtin.ts';
import { type Entry, prepareEntry, statusRank, toMatch } from './entry.ts';
import { type Start, TermIndex, type Word } from './term-index.ts';
import { even, scanWords } from './tokens.ts';

/**
 * Prepares concepts for finding their wordings in texts.
 *
 * A wording is found as whole words. Names and acronyms keep their case and diacritics; terms match in any case and in their inflected
 * forms (inflection/endings.tsv; Snowball stems for languages without a table). Of the wordings that start at one place the longest wins;
 * of equally long ones a glossary's before the built-in table's, then the one written just so, then the better status, so that a form
 * which is right for one concept is never reported as wrong for another. Words inside addresses, handles and file names are left alone,
 * and so are acronyms where everything is in capitals (`WHO` in `MAN WHO BIT DOG`). Nothing in a wording is read as a pattern.
 */
export function buildTermFinder(concepts: Concept[]): TermFinder {
  const indexes = new Map<LanguageTag, TermIndex>();
  const byTag = new Map<LanguageTag, TermIndex>();
  for (const concept of concepts) {
    for (const term of concept.terms) {
      const entry = prepareEntry(concept, term);
      if (!entry) continue;
      let index = byTag.get(term.language);
      if (!index) {
        const language = baseLanguage(term.language);
        index = indexes.get(language) ?? new TermIndex(language);
        indexes.set(language, index);
        byTag.set(term.language, index);
      }
      index.add(entry);
    }
  }
  // One for all texts: a glossary is asked about thousands of them, one after the other.
  const cut: Cut = { text: '', count: 0, starts: [], ends: [], words: [] };
  return (text, language) => {
    const index = indexes.get(baseLanguage(language));
    return index ? findAll(text, index, cut) : [];
  };
}

/** A text cut into words. */
interface Cut {
  text: string;
  /** Words of this text; what stands behind them in the lists is of another one. */
  count: number;
  starts: number[];
  ends: number[];
  words: Word[];
}

/** Where an entry stands, and how well: the lower the rank, the better. */
interface Found {
  entry: Entry;
  start: number;
  end: number;
  words: number;
  rank: [longest: number, builtin: number, changed: number, status: number];
}

function findAll(text: string, index: TermIndex, cut: Cut): TermMatch[] {
  const { starts, ends, words } = cut;
  cut.text = text;
  let count = 0;
  scanWords(text, (start, end, hash) => {
    starts[count] = start;
    ends[count] = end;
    words[count++] = index.word(text, start, end, hash);
  });
  cut.count = count;
  const capitals = isAllCapitals(text, count);
  const matches: TermMatch[] = [];
  for (let at = 0; at < count; ) {
    const word = words[at] as Word;
    const best = word.starts.length > 0 ? bestAt(cut, at, word.starts, index, capitals) : undefined;
    if (best) matches.push(toMatch(text, best, best.entry));
    at += best?.words ?? 1;
  }
  return index.literals.length > 0 ? withLiterals(text, matches, index.literals) : matches;
}

function bestAt(cut: Cut, at: number, starts: Start[], index: TermIndex, capitals: boolean): Found | undefined {
  let best: Found | undefined;
  const next = at + 1 < cut.count ? (cut.words[at + 1] as Word).folded.charCodeAt(0) : -1;
  for (const start of starts) {
    // Nearly all terms that begin alike go on in another way: one comparison sees it.
    if (start.next >= 0 && start.next !== next) continue;
    if (capitals && start.entry.term.kind === 'acronym') continue;
    const found = matchAt(cut, at, start, index);
    if (found && (!best || isBetter(found, best))) best = found;
  }
  return best;
}

function isBetter(a: Found, b: Found): boolean {
  for (const [index, value] of a.rank.entries()) {
    const difference = value - (b.rank[index] as number);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function matchAt(cut: Cut, at: number, { entry, cut: clitic, contracted }: Start, index: TermIndex): Found | undefined {
  const { text, count, starts, ends, words } = cut;
  const { tokens } = entry;
  if (at + tokens.length > count) return undefined;
  for (let offset = 1; offset < tokens.length; offset++) {
    const place = at + offset;
    if (!index.matches(words[place] as Word, offset, entry)) return undefined;
    const gap = text.slice(ends[place - 1], starts[place]);
    const wanted = entry.gaps[offset - 1] as string;
    if (gap !== wanted && !sameGap(even(gap), wanted, entry.term.kind)) return undefined;
  }
  const first = starts[contracted ? at + 1 : at] as number;
  const start = first + clitic - entry.head.length;
  const end = (ends[at + tokens.length - 1] as number) + entry.tail.length;
  if (start < 0 || end > text.length || insideAddress(text, start, end)) return undefined;
  const slice = text.slice(start, end);
  const written = slice === entry.exact ? slice : even(slice);
  if (!hasEdges(written, entry) || !isWrittenAs(written, entry, clitic > 0 || contracted)) return undefined;
  const changed = written === entry.exact ? 0 : 1;
  return {
    entry,
    start,
    end,
    words: tokens.length,
    rank: [start - end, entry.concept.origin === BUILTIN_ORIGIN ? 1 : 0, changed, statusRank[entry.term.status]],
  };
}

/** A compound term may be written with hyphens or with spaces. */
function sameGap(gap: string, wanted: string, kind: Entry['term']['kind']): boolean {
  return gap === wanted || (kind === 'term' && (gap === ' ' || gap === '-') && (wanted === ' ' || wanted === '-'));
}

function isWrittenAs(written: string, entry: Entry, shortened: boolean): boolean {
  if (entry.anyCase) return true;
  if (written === entry.exact) return true;
  // A clitic takes letters of the wording with it: its words have been compared, and case is no matter in Arabic.
  if (shortened) return true;
  return entry.paradigms.length > 0 && caseOf(written) === caseOf(entry.exact);
}

/** Which words begin with a capital. */
function caseOf(text: string): string {
  return text.replaceAll(/[\p{L}\p{M}\p{N}]+/gu, (word) => (/^\p{Lu}/u.test(word) ? 'A' : 'a'));
}

function hasEdges(written: string, entry: Entry): boolean {
  return written.startsWith(entry.head) && written.endsWith(entry.tail);
}

/** Whether the span is a piece of a web address, an e-mail address, a handle, a hashtag or a file name. */
function insideAddress(text: string, start: number, end: number): boolean {
  const free = (at: number) => at < 0 || at >= text.length || text.charCodeAt(at) === 32;
  if (free(start - 1) && free(end)) return false;
  return (
    /[@#/\\]$|\p{L}\.$/u.test(text.slice(Math.max(0, start - 2), start)) ||
    /^(?:[@/\\]|\.\p{Ll})/u.test(text.slice(end, end + 2))
  );
}

/** A headline in capitals: three words or more, and no small letter. */
function isAllCapitals(text: string, words: number): boolean {
  return words >= 3 && !/\p{Ll}/u.test(text) && /\p{Lu}/u.test(text);
}

/** Adds wordings of punctuation alone, wherever they stand outside what was found. */
function withLiterals(text: string, matches: TermMatch[], literals: Entry[]): TermMatch[] {
  const taken = [...matches];
  const longestFirst = [...literals].sort((a, b) => b.exact.length - a.exact.length);
  for (const entry of longestFirst) {
    const { length } = entry.exact;
    for (let start = text.indexOf(entry.exact); start >= 0; start = text.indexOf(entry.exact, start + length)) {
      const end = start + length;
      if (taken.every((match) => match.end <= start || match.start >= end))
        taken.push(toMatch(text, { start, end }, entry));
    }
  }
  return taken.sort((a, b) => a.start - b.start);
}
