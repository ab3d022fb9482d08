import { readFileSync } from 'node:fs';
import { baseLanguage, type LanguageTag } from '../model/language.ts';

/** What follows an abbreviation: always more of the sentence; more of it before a number; more of it unless a sentence plainly begins. */
export type AbbreviationKind = 'title' | 'number' | 'mid';

/** What is known about the sentences of a language. */
export interface Rules {
  /** Forms with their full stop. A form may be of several kinds. */
  abbreviations: Map<string, Set<AbbreviationKind>>;
  /** Capitalised words that begin sentences and no names. */
  starters: Set<string>;
  /** Whether a number with a full stop is an ordinal in this language at all. */
  ordinals: boolean;
  /** Words before and after such a number that make it an ordinal. */
  ordinalAfter: Set<string>;
  ordinalBefore: Set<string>;
}

const rows = (file: string) =>
  readFileSync(new URL(file, import.meta.url), 'utf8')
    .split(/\r?\n/)
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split('\t'));

const abbreviations = rows('./abbreviations.tsv');
const starters = rows('./starters.tsv');
const ordinals = rows('./ordinals.tsv');

const cache = new Map<LanguageTag, Rules>();

/** The rules of a language, from abbreviations.tsv, starters.tsv and ordinals.tsv; regions share those of their language. */
export function rulesFor(tag: LanguageTag): Rules {
  const language = baseLanguage(tag);
  const known = cache.get(language);
  if (known) return known;
  const rules: Rules = {
    abbreviations: new Map(),
    starters: new Set(),
    ordinals: false,
    ordinalAfter: new Set(),
    ordinalBefore: new Set(),
  };
  for (const [of, kind, forms = ''] of abbreviations) {
    if (of !== language && of !== 'und') continue;
    for (const form of forms.split(' ')) {
      const kinds = rules.abbreviations.get(form) ?? new Set();
      rules.abbreviations.set(form, kinds.add(kind as AbbreviationKind));
    }
  }
  for (const [of, words = ''] of starters) if (of === language) rules.starters = new Set(words.split(' '));
  for (const [of, where, words = ''] of ordinals) {
    if (of !== language) continue;
    rules.ordinals = true;
    const set = where === 'after' ? rules.ordinalAfter : rules.ordinalBefore;
    for (const word of words.split(' ')) set.add(word);
  }
  if (rules.ordinals) for (const month of months(language)) rules.ordinalBefore.add(month);
  cache.set(language, rules);
  return rules;
}

/** Month names as they stand after a day (CLDR). */
function months(language: LanguageTag): string[] {
  const format = new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, number) => {
    const parts = format.formatToParts(new Date(Date.UTC(2024, number, 15)));
    return parts.find((part) => part.type === 'month')?.value ?? '';
  });
}
