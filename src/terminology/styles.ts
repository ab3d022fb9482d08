import { readFileSync } from 'node:fs';
import { InterlinearError } from '../model/errors.ts';
import { baseLanguage, parseLanguage } from '../model/language.ts';
import type { Concept, HouseStyle, StyleRule, Term } from '../model/term.ts';
import { BUILTIN_ORIGIN } from './builtin.ts';

/** The styles that come with the product; a desk may bring a file of its own. */
export const styleNames = ['ap', 'reuters', 'afp', 'un', 'guardian'] as const;

/** A style of the product by its name; `undefined` where there is none of that name. */
export function builtinStyle(name: string): HouseStyle | undefined {
  if (!(styleNames as readonly string[]).includes(name)) return undefined;
  let style = read.get(name);
  if (!style) {
    style = parseStyle(readFileSync(new URL(`./styles/${name}.tsv`, import.meta.url), 'utf8'), name);
    read.set(name, style);
  }
  return style;
}

const read = new Map<string, HouseStyle>();

/**
 * Reads a style from its table: language, form, forms that it stands instead of (with `|` between), from, to, note; tab-separated. Lines
 * that begin with `#` are notes.
 *
 * @throws InterlinearError `style.malformed` {name, line, reason, value}: `reason` is a key of the `errors` namespace
 */
export function parseStyle(text: string, name: string): HouseStyle {
  const rules = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap((line, index): StyleRule[] => {
      if (line.trim() === '' || line.startsWith('#')) return [];
      const [language = '', form = '', insteadOf = '', from = '', to = '', note = ''] = line
        .split('\t')
        .map((cell) => cell.trim());
      const refuse = (reason: string, value: string) =>
        new InterlinearError('style.malformed', { name, line: index + 1, reason: `style.reason.${reason}`, value });
      if (form === '') throw refuse('form', line.trim());
      for (const date of [from, to]) if (date !== '' && !isDay(date)) throw refuse('date', date);
      if (from !== '' && to !== '' && to < from) throw refuse('order', `${from} – ${to}`);
      return [
        {
          language: languageOf(language, () => refuse('language', language)),
          form,
          insteadOf: insteadOf
            .split('|')
            .map((other) => other.trim())
            .filter(Boolean),
          ...(from ? { from } : {}),
          ...(to ? { to } : {}),
          ...(note ? { note } : {}),
        },
      ];
    });
  return { name, rules };
}

/** Whether a text is a day as ISO 8601 writes it: `2022-06-01`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function languageOf(written: string, refusal: () => InterlinearError): string {
  try {
    return parseLanguage(written);
  } catch {
    throw refusal();
  }
}

/** Whether a rule or a wording is in use on a day. */
export function isInForce({ from, to }: { from?: string; to?: string }, day: string): boolean {
  return (from === undefined || from <= day) && (to === undefined || day <= to);
}

/**
 * Concepts as a style has them on a day. In the built-in table its form becomes the preferred one and those it replaces are pointed out.
 * A desk's glossary has the last word: there a style only chooses among the forms that the glossary accepts.
 */
export function inStyle(concepts: Concept[], style: HouseStyle | undefined, day: string): Concept[] {
  const rules = new Map<string, StyleRule[]>();
  for (const rule of style?.rules ?? []) {
    if (!isInForce(rule, day)) continue;
    for (const text of [rule.form, ...rule.insteadOf]) rules.set(text, [...(rules.get(text) ?? []), rule]);
  }
  return concepts.map((concept) => {
    const applied = new Set<StyleRule>();
    for (const term of concept.terms)
      for (const rule of rules.get(term.text) ?? []) if (sameBase(rule, term)) applied.add(rule);
    let terms = concept.terms;
    for (const rule of applied) terms = applyRule(terms, rule, concept.origin === BUILTIN_ORIGIN);
    if (style && terms.some((term) => term.styles?.includes(style.name))) terms = preferMarked(terms, style.name);
    return terms === concept.terms ? concept : { ...concept, terms };
  });
}

function applyRule(terms: Term[], rule: StyleRule, builtin: boolean): Term[] {
  const own = terms.find((term) => sameBase(rule, term) && term.text === rule.form);
  const accepted = own && (own.status === 'preferred' || own.status === 'admitted');
  if (!builtin && !accepted) return terms;
  const changed = terms.map((term): Term => {
    if (!sameBase(rule, term)) return term;
    if (term.text === rule.form) return { ...term, status: 'preferred' };
    if (builtin && rule.insteadOf.includes(term.text) && term.status !== 'deprecated')
      return { ...term, status: 'superseded' };
    return term.status === 'preferred' ? { ...term, status: 'admitted' } : term;
  });
  const like = terms.find((term) => sameBase(rule, term) && rule.insteadOf.includes(term.text));
  if (own || !like) return changed;
  return [...changed, { language: rule.language, text: rule.form, status: 'preferred', kind: like.kind }];
}

/** Wordings that name the style are preferred to the others of their language. */
function preferMarked(terms: Term[], style: string): Term[] {
  const languages = new Set(
    terms.filter((term) => term.styles?.includes(style)).map(({ language }) => baseLanguage(language)),
  );
  return terms.map((term) => {
    if (!languages.has(baseLanguage(term.language))) return term;
    if (term.styles?.includes(style)) return { ...term, status: 'preferred' };
    return term.status === 'preferred' ? { ...term, status: 'admitted' } : term;
  });
}

function sameBase(rule: StyleRule, term: Term): boolean {
  return baseLanguage(rule.language) === baseLanguage(term.language);
}
