import { readFileSync } from 'node:fs';
import type { LanguageTag } from '../../model/language.ts';

/** The ways in which a wording's words change: nouns and adjectives are declined, verbs conjugated. */
export type Paradigm = 'noun' | 'verb';

/** Endings that one word takes. */
interface EndingClass {
  /** Fewest letters before the ending. */
  least: number;
  endings: string[];
}

/** How the words of one language change. */
export interface Endings {
  noun: EndingClass[];
  verb: EndingClass[];
  /** Whole words with the other forms of the same word. */
  whole: Map<string, string[]>;
}

/** The table of a language in endings.tsv; `undefined` where it has none. */
export function endingsOf(language: LanguageTag): Endings | undefined {
  return tables.get(language);
}

/**
 * Folded words of which a folded word could be a form, itself not among them. Most of them are no words at all: they are asked for in an
 * index of words that are. Both ways, because a glossary may list a plural where a text has the singular.
 */
export function relatives(word: string, endings: Endings, paradigm: Paradigm): string[] {
  const found = new Set<string>(endings.whole.get(word));
  for (const { least, endings: list } of endings[paradigm])
    for (const ending of list) {
      if (word.length - ending.length < least || !word.endsWith(ending)) continue;
      const stem = word.slice(0, word.length - ending.length);
      for (const other of list) found.add(stem + other);
    }
  found.delete(word);
  return [...found];
}

/** Whether two folded words are forms of one word. */
export function areForms(a: string, b: string, endings: Endings, paradigm: Paradigm): boolean {
  if (a === b || endings.whole.get(a)?.includes(b)) return true;
  let shared = 0;
  while (shared < a.length && a.charCodeAt(shared) === b.charCodeAt(shared)) shared++;
  if (shared === 0) return false;
  return endings[paradigm].some(
    ({ least, endings: list }) =>
      shared >= least &&
      list.some((ending) => {
        const stem = a.length - ending.length;
        if (stem < least || stem > shared || !a.endsWith(ending)) return false;
        const rest = b.slice(stem);
        return list.includes(rest);
      }),
  );
}

const tables = readTables(readFileSync(new URL('./endings.tsv', import.meta.url), 'utf8'));

function readTables(text: string): Map<LanguageTag, Endings> {
  const byLanguage = new Map<LanguageTag, Endings>();
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) continue;
    const [language, name, least, written] = line.split('\t');
    if (!language || !name || !least || !written) continue;
    let table = byLanguage.get(language);
    if (!table) {
      table = { noun: [], verb: [], whole: new Map() };
      byLanguage.set(language, table);
    }
    const endings = written.split(' ').map((ending) => (ending === '-' ? '' : ending));
    if (name === 'whole') for (const word of endings) table.whole.set(word, endings);
    else if (name === 'noun' || name === 'verb') table[name].push({ least: Number(least), endings });
  }
  return byLanguage;
}
