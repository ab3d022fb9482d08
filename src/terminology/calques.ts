import { existsSync, readFileSync } from 'node:fs';
import { baseLanguage, type LanguageTag, sameLanguage } from '../model/language.ts';
import type { CalqueKind, CalqueRow, TermMatch } from '../model/term.ts';
import { type CompiledPattern, compilePattern } from './calque-pattern.ts';

/** A wording that a translation leaves behind, ready to be looked for. */
export interface CalqueRule {
  id: string;
  /** The pattern, compiled when a text first has its longest word: most rules never meet one. */
  compiled(): CompiledPattern;
  /** A word that every match has, in small letters; empty where there is none for certain. */
  word: string;
  suggestions: string[];
  /** What is copied: `lettre morte`. */
  copies: string;
  /** What is wrong, where it is not the wording. */
  kind?: CalqueKind;
}

/** A rule of calques/FROM-TO.tsv, with its examples. */
export interface BuiltinCalque extends CalqueRule {
  /** A text with the finding in [square brackets], and a text without one. */
  invalid: string;
  valid: string;
}

/** The product's rules for texts in `to` that were translated from `from`; none where there is no file of the pair. */
export function calqueRules(from: LanguageTag, to: LanguageTag): BuiltinCalque[] {
  const pair = pairOf(from, to);
  let rules = read.get(pair);
  if (!rules) {
    const file = new URL(`./calques/${pair}.tsv`, import.meta.url);
    rules = /^[a-z]{2,3}-[a-z]{2,3}$/.test(pair) && existsSync(file) ? parseRules(readFileSync(file, 'utf8'), to) : [];
    read.set(pair, rules);
  }
  return rules;
}

const read = new Map<string, BuiltinCalque[]>();
/** A desk's rules with the product's, by pair: a desk's list is asked for each segment of an article. */
const joined = new WeakMap<CalqueRow[], Map<string, CalqueRule[]>>();

/** The rules of a pair: a desk's own, and the product's that none of them takes the place of. */
function rulesWith(own: CalqueRow[], from: LanguageTag, to: LanguageTag): CalqueRule[] {
  const builtin = calqueRules(from, to);
  if (own.length === 0) return builtin;
  const byPair = joined.get(own) ?? new Map<string, CalqueRule[]>();
  joined.set(own, byPair);
  const pair = pairOf(from, to);
  let rules = byPair.get(pair);
  if (!rules) {
    const rows = own.filter((row) => pairOf(row.from, row.to) === pair);
    const named = new Set(rows.map(({ id }) => id));
    rules = [
      ...rows.flatMap(({ id, pattern, suggestions, copies, kind }) =>
        pattern === undefined ? [] : [{ ...ruleOf(id, pattern, suggestions, copies, to), ...(kind ? { kind } : {}) }],
      ),
      ...builtin.filter(({ id }) => !named.has(id)),
    ];
    byPair.set(pair, rules);
  }
  return rules;
}

function pairOf(from: LanguageTag, to: LanguageTag): string {
  return `${baseLanguage(from)}-${baseLanguage(to)}`;
}

function parseRules(table: string, language: LanguageTag): BuiltinCalque[] {
  return table.split(/\r?\n/).flatMap((line) => {
    if (line.startsWith('#')) return [];
    const [id, pattern, suggestions, copies, invalid, valid, kind] = line.split('\t');
    if (!id || !pattern || !suggestions || !copies || !invalid || !valid) return [];
    return [
      {
        ...ruleOf(id, pattern, suggestionsOf(suggestions), copies, language),
        ...{ invalid, valid },
        ...(kind ? { kind: kind as CalqueKind } : {}),
      },
    ];
  });
}

/** The suggestions of a line: several with `|` between, `-` for none. */
export function suggestionsOf(cell: string): string[] {
  return cell === '-' ? [] : cell.split('|');
}

function ruleOf(id: string, pattern: string, suggestions: string[], copies: string, language: LanguageTag): CalqueRule {
  let compiled: CompiledPattern | undefined;
  return {
    id,
    compiled() {
      compiled ??= compilePattern(pattern, language);
      return compiled;
    },
    word: longestWord(pattern),
    suggestions,
    copies,
  };
}

/** The longest word of a pattern that is neither optional nor one of several. */
function longestWord(pattern: string): string {
  const words = pattern.split(/\s+/).filter((word) => /^[\p{L}-]+$/u.test(word));
  return words.reduce((longest, word) => (word.length > longest.length ? word : longest), '').toLowerCase();
}

/**
 * Word-for-word translations from the original's language that stand in a text: longest first where two overlap, in text order. Each is a
 * superseded wording, so that it is shown and never replaced unasked.
 *
 * @param original the language that the text was translated from, declared or inferred
 * @param own the desk's rules, for any pairs
 */
export function findCalques(
  text: string,
  language: LanguageTag,
  original: LanguageTag,
  own: CalqueRow[] = [],
): TermMatch[] {
  if (sameLanguage(language, original)) return [];
  return findByRules(rulesWith(own, original, language), text, language, original);
}

/** What given rules find in a text. */
function findByRules(rules: CalqueRule[], text: string, language: LanguageTag, original: LanguageTag): TermMatch[] {
  const pair = pairOf(original, language);
  const found: TermMatch[] = [];
  const small = text.toLowerCase();
  for (const rule of rules) {
    if (!small.includes(rule.word)) continue;
    const { pattern, fixed } = rule.compiled();
    for (const match of text.matchAll(pattern)) {
      const [written] = match;
      const accepted = rule.suggestions.map((suggestion) => filled(suggestion, match, fixed));
      found.push({
        concept: `calque:${pair}:${rule.id}`,
        start: match.index,
        end: match.index + written.length,
        text: written,
        term: { language, text: written, status: 'superseded', kind: 'term', note: rule.copies },
        accepted,
        origin: `calques ${pair}`,
        calqueOf: rule.copies,
        ...(rule.kind ? { calqueKind: rule.kind } : {}),
      });
    }
  }
  const taken: TermMatch[] = [];
  for (const match of found.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start))
    if (taken.every((other) => other.end <= match.start || other.start >= match.end)) taken.push(match);
  return taken.sort((a, b) => a.start - b.start);
}

/** What one line of a desk's file finds, whatever other rules would. */
export function findByRow({ from, to, id, pattern, suggestions, copies }: CalqueRow, text: string): TermMatch[] {
  return pattern === undefined ? [] : findByRules([ruleOf(id, pattern, suggestions, copies, to)], text, to, from);
}

/** Calques besides the terms of a text; a wording that the glossary speaks of already is not told twice. */
export function withCalques(terms: TermMatch[], calques: TermMatch[]): TermMatch[] {
  const told = terms.filter(({ term }) => term.status === 'deprecated' || term.status === 'superseded');
  const added = calques
    .filter(({ start, end }) => !told.some((term) => term.start === start && term.end === end))
    .map((calque) => ({ ...calque, accepted: calque.accepted.map((form) => inHouseForm(form, calque, told)) }));
  return added.length === 0 ? terms : [...terms, ...added].sort((a, b) => a.start - b.start || b.end - a.end);
}

/** A suggestion with the names in it as the house writes them: `Idlib province` for `province of Idleb`. */
function inHouseForm(suggestion: string, { start, end }: TermMatch, told: TermMatch[]): string {
  let form = suggestion;
  for (const { text, accepted, start: from, end: to, term } of told) {
    if (from < start || to > end || term.kind === 'term' || term.status !== 'deprecated') continue;
    const [house] = accepted;
    const at = form.indexOf(text);
    if (house !== undefined && at >= 0) form = form.slice(0, at) + house + form.slice(at + text.length);
  }
  return form;
}

/** A suggestion with what stood in the text; a word that begins the sentence keeps its capital, one that moves inside loses it. */
function filled(suggestion: string, match: RegExpExecArray, fixed: boolean[]): string {
  const capital = /^\p{Lu}/u.test(match[0]);
  const text = suggestion
    .replaceAll(/\{(\d)\}/g, (_, digit: string) => {
      const group = match[Number(digit)] ?? '';
      return fixed[Number(digit) - 1] ? group.toLowerCase() : group;
    })
    .replaceAll(/\s+/g, ' ')
    .trim();
  return capital ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
